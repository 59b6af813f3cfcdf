private import Foundation
internal import PisteCore
internal import PisteStatistics

/// How much worse the loss is on held-out rows than on training rows, at equal training loss.
struct GapFigure {
  let comparison: Comparison

  /// A level's gaps at the training losses that its runs passed through.
  struct Track: Sendable {
    /// The level's name.
    var name: String
    /// Its color.
    var series: Int
    /// Each run's gap as a function of its training loss, the loss falling.
    var runs: [[(loss: Double, gap: Double)]]

    /// The mean gap at a training loss, over the runs; nil unless all of them passed it.
    func mean(at loss: Double) -> (mean: Double, interval: Interval?)? {
      let gaps = runs.compactMap { GapFigure.gap(of: $0, at: loss) }
      guard !gaps.isEmpty, gaps.count == runs.count else { return nil }
      return (Moments.mean(gaps), MeanInterval.student(gaps))
    }
  }

  /// The held-out loss that is compared with that of training.
  private var held: MetricLabel {
    let split = comparison.reported.name.split(separator: "/").first.map(String.init) ?? "val"
    return MetricLabel(
      name: (["val", "test"].contains(split) ? split : "test") + "/loss", goal: .minimize)
  }

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    let what = "The generalization gap is left out: "
    guard !comparison.table.experiment.datasets.contains(where: { $0.task == .minimization }) else {
      return .failure(Omission(what + "a function that is minimized has no held-out rows to fit."))
    }
    let losses = comparison.losses
    guard losses.count < 2 else {
      return .failure(
        Omission(
          what + "the levels are trained with different losses (\(Prose.list(losses))), of which "
            + "equal values mean different things."))
    }
    let tracks = comparison.drawn.compactMap(track)
    guard !tracks.isEmpty else {
      return .failure(
        Omission(
          what + "it takes completed runs of two epochs or more with both the training and the "
            + "\(held.title)."))
    }
    let all = tracks.flatMap { $0.runs.joined().map(\.loss) }
    guard let low = all.min(), let high = all.max(), high > low else {
      return .failure(Omission(what + "the training loss did not change."))
    }
    let kind: Scale.Kind = low > 0 && high / low > 4 ? .log : .linear
    let places = (0...30).map { place -> Double in
      let share = Double(place) / 30
      return kind == .log ? high * pow(low / high, share) : high + (low - high) * share
    }
    let matched = self.matched(tracks)
    let lines = tracks.map { track in
      ChartLine(
        name: track.name, series: track.series,
        points: (places + [matched].compactMap { $0 }).sorted(by: >).compactMap { loss in
          track.mean(at: loss).map { found in
            ChartLine.Point(
              x: loss, y: found.mean,
              reach: found.interval.map { $0.lower...max($0.lower, $0.upper) },
              tip: "\(track.name), training loss \(held.text(loss)): gap "
                + (found.interval.map(held.text) ?? held.text(found.mean)))
          }
        })
    }.filter { !$0.points.isEmpty }
    guard !lines.isEmpty else {
      return .failure(Omission(what + "the runs of no level passed a training loss together."))
    }
    let guides =
      [ChartGuide(direction: .level, value: 0)]
      + (matched.map { [ChartGuide(direction: .upright, value: $0, label: "matched")] } ?? [])
    let title = "\(held.title) minus training loss"
    let across = Panel.Axis(
      title: "training loss\(kind == .log ? " (log scale)" : ""), falling to the right",
      domain: Scale.domain(of: lines.flatMap { $0.points.map(\.x) }, kind: kind), kind: kind,
      isReversed: true)
    func chart(_ shown: [ChartLine]) -> LineChart {
      let vertical = Panel.Axis(
        title: title, domain: Scale.domain(of: Self.shown(shown), kind: .linear))
      return LineChart(
        panels: [
          ChartPanel(horizontal: across, vertical: vertical, lines: lines, guides: guides)
        ], isNamed: comparison.isCompared)
    }
    var figure = Figure(
      id: "generalization-gap", title: "Generalization gap at equal training loss",
      caption: caption(tracks, matched, drawn: lines.map(\.name)),
      table: table(tracks, places, matched), draw: chart(lines).draw)
    if let inner = Self.withoutOutlier(lines) {
      figure.alternative = Figure.Alternative(
        names: ["all levels", "close-up"], draw: chart(inner).draw)
    }
    return .success(figure)
  }

  /// What the axis has to hold of some lines: intervals of two runs can be enormous, so that the means decide, with some
  /// room for intervals.
  private static func shown(_ lines: [ChartLine]) -> [Double] {
    let means = lines.flatMap { $0.points.map(\.y) }
    let (least, most) = (means.min() ?? 0, means.max() ?? 1)
    let air = (most - least) * 0.3
    var shown = means + [0]
    for reach in lines.flatMap(\.points).compactMap(\.reach) {
      shown.append(max(reach.lowerBound, least - air))
      shown.append(min(reach.upperBound, most + air))
    }
    return shown
  }

  /// The lines without the one that reaches furthest, where it leaves the others less than a quarter of the axis.
  private static func withoutOutlier(_ lines: [ChartLine]) -> [ChartLine]? {
    func span(_ lines: [ChartLine]) -> Double {
      let values: [Double] = lines.flatMap(\.points).map(\.y) + [0]
      return (values.max() ?? 0) - (values.min() ?? 0)
    }
    func reach(_ line: ChartLine) -> Double { line.points.map { abs($0.y) }.max() ?? 0 }
    guard lines.count >= 3, let most = lines.map(reach).max() else { return nil }
    let inner = lines.filter { reach($0) < most }
    return inner.count >= 2 && span(inner) > 0 && span(lines) > 4 * span(inner) ? inner : nil
  }

  /// The lowest training loss that every run of every level passed; nil if there is none.
  private func matched(_ tracks: [Track]) -> Double? {
    let lowest = tracks.flatMap { $0.runs.compactMap { $0.map(\.loss).min() } }.max()
    return lowest.flatMap { loss in
      tracks.count > 1 && tracks.allSatisfy { $0.mean(at: loss) != nil } ? loss : nil
    }
  }

  private func track(_ level: LevelResult) -> Track? {
    let runs = comparison.curveRuns(of: level).filter(\.isWhole)
      .compactMap { run -> [(loss: Double, gap: Double)]? in
        guard let training = run.curves[Metric.trainLoss], let other = run.curves[held.name]
        else { return nil }
        let pairs = zip(training, other).compactMap { loss, held in
          loss.flatMap { loss in held.map { (loss: loss, gap: $0 - loss) } }
        }
        return pairs.count >= 2 ? pairs : nil
      }
    return runs.isEmpty ? nil : Track(name: level.name, series: level.series ?? 0, runs: runs)
  }

  /// A run's gap when its training loss first came down to a value, straight between epochs; nil if it did not.
  static func gap(of run: [(loss: Double, gap: Double)], at loss: Double) -> Double? {
    guard let first = run.first, first.loss >= loss - 1e-12 * abs(loss) else { return nil }
    guard first.loss > loss else { return first.gap }
    for (before, after) in zip(run, run.dropFirst()) where after.loss <= loss {
      guard before.loss > after.loss else { return after.gap }
      let share = (before.loss - loss) / (before.loss - after.loss)
      return before.gap + share * (after.gap - before.gap)
    }
    return nil
  }

  private func caption(_ tracks: [Track], _ matched: Double?, drawn: [String]) -> String {
    var text = ""
    if let matched {
      let gaps = comparison.ranked(tracks, \.series).prefix(4).compactMap { track -> String? in
        track.mean(at: matched).map { found in
          comparison.named(track.name, found.interval.map(held.text) ?? held.text(found.mean))
        }
      }
      text =
        "At a training loss of \(held.text(matched)), the lowest that every run of every level "
      text += "reached, the gap is: \(Prose.list(gaps)). "
    } else if tracks.count > 1 {
      text = "No training loss was passed by every run of every level, so that the gaps cannot be "
      text += "set against each other at one. "
    }
    text += "The gap is the \(held.title) minus the training loss, where the training loss first "
    text += "came down to the value below, straight between epochs; lines are means over the runs, "
    text += "bands their 95 % t intervals. The training loss is the mean over an epoch's steps, "
    text += "the other one is measured after them, so that early gaps may be negative."
    let missing = tracks.map(\.name).filter { !drawn.contains($0) }
    if !missing.isEmpty {
      text += " Not drawn, since no training loss was passed by all runs: \(Prose.list(missing))."
    }
    return text
  }

  private func table(_ tracks: [Track], _ losses: [Double], _ matched: Double?) -> DataTable {
    let picked = losses.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    let all = (picked + [matched].compactMap { $0 }).sorted(by: >)
    return DataTable(
      columns: [.numbers("training loss")] + tracks.map { .numbers("gap of \($0.name)") },
      rows: all.map { loss in
        [held.text(loss)]
          + tracks.map { track in
            track.mean(at: loss).map { $0.interval.map(held.text) ?? held.text($0.mean) } ?? "–"
          }
      })
  }
}
