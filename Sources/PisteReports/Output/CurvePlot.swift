private import Foundation
internal import PisteCore

/// Mean learning curves of the levels as a few lines of a terminal, on one scale.
struct CurvePlot {
  private static let blocks = Array("▁▂▃▄▅▆▇█")
  private let sets: [CurveSet]
  private let metric: MetricLabel

  /// Takes the best levels of a comparison.
  init(_ comparison: Comparison, levels count: Int) {
    metric = comparison.objective
    let metric = metric
    sets = comparison.ranking.prefix(count).map {
      CurveSet($0, comparison.curveRuns(of: $0), metric: metric.name)
    }.filter { !$0.means.isEmpty }
  }

  /// A line that says what is shown, and one for each level; none where there is no curve to show or no room.
  ///
  /// The height of a block is the mean over the runs that completed; several epochs that share a block show the last of
  /// them. Losses over more than a decade stand on a logarithmic scale.
  func lines(width: Int) -> [String] {
    let last = sets.compactMap { $0.means.last?.epoch }.max() ?? 0
    let means = sets.flatMap { $0.means.map(\.mean) }
    let names = sets.map {
      IntervalPlot.shortened(TerminalText.plain($0.name), to: max(8, width / 4))
    }
    let nameWidth = names.map(\.count).max() ?? 0
    let ends = sets.map { metric.text($0.means.last?.mean) }
    let room = min(40, width - nameWidth - 4 - (ends.map(\.count).max() ?? 0))
    guard last >= 3, room >= 10, let least = means.min(), let most = means.max(), least < most
    else { return [] }
    let isLog = metric.prefersLog && least > 0 && most / least > 10
    func height(_ value: Double) -> Int {
      let share = isLog ? log(value / least) / log(most / least) : (value - least) / (most - least)
      return min(Self.blocks.count - 1, Int(share * Double(Self.blocks.count)))
    }
    let columns = min(last, room)
    let head =
      "\(metric.title) from epoch 1 to \(last), ▁ \(metric.text(least)) to █ \(metric.text(most))"
      + (isLog ? ", log scale" : "")
    return [IntervalPlot.shortened(head, to: width)]
      + zip(zip(sets, names), ends).map { level, end in
        let cells = (1...columns).map { column -> Character in
          level.0.mean(at: column * last / columns).map { Self.blocks[height($0)] } ?? " "
        }
        return IntervalPlot.padded(level.1, to: nameWidth) + "  " + String(cells) + "  " + end
      }
  }
}
