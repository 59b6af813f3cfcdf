internal import PisteCore

/// The comparison as lines of a terminal.
struct TerminalText {
  let comparison: Comparison
  let width: Int
  let color: Bool
  /// Whether to leave out what `piste compare` tells more of.
  var isBrief = false
  /// How many levels the table lists.
  static let shownLevels = 25
  /// How many levels the plot shows.
  static let plottedLevels = 12

  /// Summary, caveats and table.
  var text: String {
    var lines = Self.wrapped(Self.plain(comparison.summary), width: width).map(bold)
    for (name, value) in comparison.evidence
    where !isBrief || ["How sure", "To know more"].contains(name) {
      lines += Self.wrapped(Self.plain("\(name): \(value)"), width: width)
    }
    lines.append("")
    lines += rows
    let plot =
      isBrief ? [] : IntervalPlot(comparison, levels: Self.plottedLevels).lines(width: width)
    if !plot.isEmpty { lines += [""] + plot }
    let curves =
      isBrief ? [] : CurvePlot(comparison, levels: Self.plottedLevels).lines(width: width)
    if !curves.isEmpty { lines += [""] + curves }
    for caveat in comparison.standingCaveats {
      let wrapped = Self.wrapped(Self.plain(caveat.message), width: width - 2)
      lines += [""] + wrapped.enumerated().map { ($0.offset == 0 ? "! " : "  ") + $0.element }
    }
    lines += checks
    return lines.map { $0 + "\n" }.joined()
  }

  /// The checks that fired, each with what would mend it, and how many there are in all.
  private var checks: [String] {
    let section = HonestySection(comparison.honesty)
    guard !isBrief else {
      let text = "Can you trust this? Of \(section.checks.count) checks: \(section.counts)."
      let more =
        " piste compare \(CommandText.quoted(comparison.table.experiment.name)) tells which."
      return [""]
        + Self.wrapped(Self.plain(section.fired.isEmpty ? text : text + more), width: width)
    }
    var lines = [""] + Self.wrapped("Can you trust this? " + section.counts, width: width)
    for check in section.fired {
      let head = "\(check.code.rawValue) \(check.status.label)"
      let runs = check.witnesses.map { " (\($0))" } ?? ""
      var text = Self.wrapped(Self.plain("\(head) \(check.finding)\(runs)"), width: width - 2)
      if color, check.status != .note, let first = text.first {
        text[0] = bold(head) + first.dropFirst(head.count)
      }
      if let cure = check.cure {
        text += Self.wrapped(Self.plain(cure.text), width: width - 4).map { "  " + $0 }
        let code = cure.code?.split(separator: "\n").map { "    " + Self.plain(String($0)) }
        text += code ?? []
      }
      lines += text.map { "  " + $0 }
    }
    return lines
  }

  /// The table in aligned columns; settings that do not fit go on in further lines, and are left out where they would
  /// have next to no room.
  private var rows: [String] {
    let levels = comparison.ordered.prefix(Self.shownLevels)
    let metric = comparison.reported
    var columns: [(title: String, cells: [String], isNumeric: Bool)] = [
      (comparison.factor, levels.map { Self.plain($0.name) }, false),
      (
        metric.title,
        levels.map { $0.report.interval.map(metric.text) ?? metric.text($0.report.mean) }, true
      ),
      (
        metric.isFraction ? "to best (points)" : "to best", levels.map(comparison.behind), true
      ),
      ("n", levels.map { "\($0.report.values.count)/\($0.report.planned)" }, true),
      (
        "best configuration", levels.map { Self.plain(comparison.describe($0.chosen)) }, false
      ),
    ]
    func room(_ column: (title: String, cells: [String], isNumeric: Bool)) -> Int {
      max(column.title.count, column.cells.map(\.count).max() ?? 0)
    }
    func total() -> Int { columns.map(room).reduce(0, +) + 2 * (columns.count - 1) }
    // The settings are wrapped first, then columns go, the level and its result never.
    var more: [[String]] = levels.map { _ in [] }
    if total() > width {
      let rest = width - (total() - room(columns[4]))
      if rest >= 18 {
        for (row, cell) in columns[4].cells.enumerated() {
          let lines = Self.listed(cell, width: rest)
          columns[4].cells[row] = lines[0]
          more[row] = Array(lines.dropFirst())
        }
      } else {
        columns.removeLast()
      }
    }
    while total() > width, columns.count > 2 { columns.removeLast() }
    if total() > width {
      let rest = max(8, width - room(columns[1]) - 2)
      columns[0].cells = columns[0].cells.map { IntervalPlot.shortened($0, to: rest) }
    }
    let widths = columns.map(room)
    func line(_ cells: [String]) -> String {
      zip(zip(cells, widths), columns).map { pair, column in
        let space = String(repeating: " ", count: max(0, pair.1 - pair.0.count))
        return column.isNumeric ? space + pair.0 : pair.0 + space
      }.joined(separator: "  ").trimmingSuffix(" ")
    }
    let hidden = comparison.levels.count - levels.count
    let indent = String(repeating: " ", count: total() - (widths.last ?? 0))
    return [dim(line(columns.map(\.title)))]
      + levels.indices.flatMap { row in
        [line(columns.map { $0.cells[row] })] + more[row].map { indent + $0 }
      }
      + (hidden > 0 ? [dim("… and \(hidden) more; the report has all")] : [])
  }

  private func bold(_ text: String) -> String { color ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  private func dim(_ text: String) -> String { color ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  /// Text without control characters, which could otherwise drive the terminal.
  static func plain(_ text: String) -> String {
    String(
      text.unicodeScalars.map { scalar in
        scalar.properties.generalCategory == .control ? " " : Character(scalar)
      })
  }

  /// A list in lines of at most `width`, broken between its parts, and within one only where it is too long.
  private static func listed(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    let parts = text.split(separator: ", ").map(String.init)
    for (place, part) in parts.enumerated() {
      let piece = place < parts.count - 1 ? part + "," : part
      if let last = lines.last, last.count + 1 + piece.count <= width {
        lines[lines.count - 1] = last + " " + piece
      } else {
        lines += wrapped(piece, width: width).map { IntervalPlot.shortened($0, to: width) }
      }
    }
    return lines.isEmpty ? [""] : lines
  }

  private static func wrapped(_ text: String, width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
