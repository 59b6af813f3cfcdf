internal import PisteStatistics

/// Runs, means and intervals of the levels as a few lines of a terminal, on one scale.
struct IntervalPlot {
  private let levels: [LevelResult]
  private let metric: MetricLabel

  /// Takes the best levels of a comparison.
  init(_ comparison: Comparison, levels count: Int) {
    levels = Array(comparison.ranking.prefix(count))
    metric = comparison.reported
  }

  /// The lines, the scale's last; none where there is no spread to show or no room.
  ///
  /// `·` is a run, `─` the 95 % t interval of the mean, `●` the mean; `×2` counts runs that did not
  /// complete.
  func lines(width: Int) -> [String] {
    let names = levels.map { Self.shortened(TerminalText.plain($0.name), to: max(8, width / 4)) }
    let nameWidth = names.map(\.count).max() ?? 0
    let room = min(60, width - nameWidth - 6)
    var all = levels.flatMap { $0.report.values.map(\.value) }
    for level in levels {
      if let interval = level.report.interval { all += [interval.lower, interval.upper] }
    }
    guard room >= 20, let least = all.min(), let most = all.max(), least < most else { return [] }
    func column(_ value: Double) -> Int {
      min(room - 1, max(0, Int(((value - least) / (most - least) * Double(room - 1)).rounded())))
    }
    var lines = zip(levels, names).map { level, name -> String in
      var cells = [Character](repeating: " ", count: room)
      if let interval = level.report.interval {
        for place in column(interval.lower)...column(interval.upper) { cells[place] = "─" }
      }
      for (_, value) in level.report.values { cells[column(value)] = "·" }
      if let mean = level.report.mean { cells[column(mean)] = "●" }
      let lost = level.report.done - level.report.values.count
      let line = Self.padded(name, to: nameWidth) + "  " + String(cells)
      return (lost > 0 ? line + " ×\(lost)" : line).trimmingSuffix(" ")
    }
    let ends = (metric.text(least), metric.text(most))
    let gap = room - ends.0.count - ends.1.count
    if gap >= 1 {
      lines.append(
        String(repeating: " ", count: nameWidth + 2) + ends.0 + String(repeating: " ", count: gap)
          + ends.1)
    }
    return lines
  }

  /// The text, its end replaced by an ellipsis if it has more than `room` characters.
  static func shortened(_ text: String, to room: Int) -> String {
    text.count <= room ? text : text.prefix(max(1, room - 1)) + "…"
  }

  /// The text with spaces behind it up to `width` characters.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
