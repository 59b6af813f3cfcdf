private import PisteCore

/// The lines that show a sweep on a terminal.
///
/// Where there is little height, failures go first, then the levels that are not among the best, then
/// the counts; where there is little width, the bar goes first and then the words.
package enum LiveBlock {
  /// The columns below which only the barest is shown.
  private static let narrow = 40
  private static let curveWidth = 16
  private static let mostFailures = 3

  /// The lines, fewer than `height` and each narrower than `width`, so that nothing scrolls or wraps;
  /// one line at least.
  package static func lines(
    _ sweep: SweepSnapshot, width: Int, height: Int, color: Bool
  ) -> [String] {
    let columns = max(1, width - 1)
    var room = max(1, height - 1) - 1
    var note: [StyledLine] = []
    var counts: [StyledLine] = []
    if let text = sweep.note, room > 0 {
      note = [StyledLine(text, .yellow)]
      room -= 1
    }
    if room > 0 {
      counts = [countsLine(sweep)]
      room -= 1
    }
    let forFailures = room >= 4 ? min(1, sweep.failures.count) : 0
    let levels = levelLines(sweep, columns: columns, room: room - forFailures)
    room -= levels.count
    let failures = sweep.failures.suffix(min(room, mostFailures)).map(failureLine)
    return ([progressLine(sweep, columns: columns)] + counts + levels + failures + note)
      .map { $0.text(width: columns, color: color) }
  }

  // MARK: Progress

  private static func progressLine(_ sweep: SweepSnapshot, columns: Int) -> StyledLine {
    let isNarrow = columns < narrow
    let done = isNarrow ? "\(sweep.over)/\(sweep.total)" : "\(sweep.over) of \(sweep.total)"
    let pace = isNarrow ? sweep.pace.suffix(1) : sweep.pace[...]
    let tail = ([done] + pace).joined(separator: isNarrow ? " " : ", ")
    guard !isNarrow else { return StyledLine(tail) }
    let name = DisplayWidth.fitted(DisplayWidth.clean(sweep.name), to: columns / 3)
    var line = StyledLine(name, .bold)
    line.append("  ")
    let free = columns - DisplayWidth.columns(name) - DisplayWidth.columns(tail) - 4
    if free >= 8 {
      let width = min(40, free)
      let share = sweep.total > 0 ? (Double(sweep.over) + sweep.share) / Double(sweep.total) : 0
      let full = min(width, max(0, Int(share * Double(width))))
      line.append(String(repeating: "━", count: full), .green)
      line.append(String(repeating: "╌", count: width - full), .dim)
      line.append("  ")
    }
    line.append(tail)
    return line
  }

  private static func countsLine(_ sweep: SweepSnapshot) -> StyledLine {
    var line = StyledLine("")
    for (index, part) in sweep.counts.enumerated() {
      let style: Terminal.Style? =
        switch part.word {
        case "diverged": .yellow
        case "failed", "lost", "failed before": .red
        default: nil
        }
      line.append(index > 0 ? ", " : "")
      line.append("\(part.count) \(part.word)", style)
    }
    return line
  }

  private static func failureLine(_ failure: SweepSnapshot.Failure) -> StyledLine {
    var line = StyledLine("\(failure.kind.rawValue) \(failure.run.short)", .red)
    line.append("  " + reason(failure.reason))
    return line
  }

  /// The reason as one line: what happened, then the last that the log says of it.
  package static func reason(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline)
    return lines.prefix(2).map { DisplayWidth.clean(String($0)) }.joined(separator: ": ")
  }

  // MARK: Levels

  private static func levelLines(
    _ sweep: SweepSnapshot, columns: Int, room: Int
  ) -> [StyledLine] {
    guard room >= 2, !sweep.levels.isEmpty else { return [] }
    let best = leader(sweep)
    let places = shown(sweep, count: room - 1)
    let rows = places.map { row(sweep.levels[$0]) }
    let nameWidth = min(
      columns / 3, rows.map { DisplayWidth.columns($0.name) }.max() ?? 0)
    let valueWidth = rows.map(\.value.count).max() ?? 0
    let basisWidth = rows.map(\.basis.count).max() ?? 0
    // Words only where they leave room for half a curve.
    let words = 2 + nameWidth + 2 + valueWidth + 2 + basisWidth + 2
    let hasBasis = words + curveWidth / 2 <= columns
    let hidden = sweep.levels.count - places.count
    let more = hidden > 0 ? ", \(hidden) of \(sweep.levels.count) levels not shown" : ""
    let heading = StyledLine("best \(sweep.objective.name) so far\(more)", .dim)
    return [heading]
      + zip(places, rows).map { place, row in
        var line = StyledLine("  " + DisplayWidth.padded(row.name, to: nameWidth) + "  ")
        let blanks = String(repeating: " ", count: valueWidth - row.value.count)
        line.append(blanks + row.value, place == best ? .green : nil)
        if hasBasis {
          line.append("  " + DisplayWidth.padded(row.basis, to: basisWidth), .dim)
        }
        let free = columns - words + (hasBasis ? 0 : basisWidth + 2)
        let curve = sweep.levels[place].curve
        line.append("  " + Sparkline.text(curve, width: min(curveWidth, max(0, free))))
        return line
      }
  }

  private static func row(
    _ level: SweepSnapshot.Level
  ) -> (name: String, value: String, basis: String) {
    (
      level.name.map(DisplayWidth.clean) ?? "all",
      level.value.map { NumberFormat.significant($0, digits: 4) } ?? "–", text(level.basis)
    )
  }

  /// What a value is the value of, in words.
  package static func text(_ basis: SweepSnapshot.Basis) -> String {
    switch basis {
    case .nothing: return "no run yet"
    case .runUnderWay(let epoch, let epochs):
      return "run under way, epoch \(epoch)" + (epochs.map { " of \($0)" } ?? "")
    case .mean(let stage, let ended, let planned):
      let word =
        switch stage {
        case .tune: "tuning seed"
        case .evaluate: "evaluation seed"
        case nil: "seed"
        }
      if planned == 1 { return "one \(word)" }
      return ended >= planned
        ? "mean of \(NumberFormat.count(planned, word))"
        : "mean of \(ended) of \(NumberFormat.count(planned, word))"
    }
  }

  /// The place of the best level; nil while none has a value.
  private static func leader(_ sweep: SweepSnapshot) -> Int? {
    sweep.levels.indices.filter { sweep.levels[$0].value != nil }
      .max { isBetter(sweep.levels[$1], than: sweep.levels[$0], sweep.objective.goal) }
  }

  /// The places of the best levels, as many as there is room for, in grid order.
  private static func shown(_ sweep: SweepSnapshot, count: Int) -> [Int] {
    guard sweep.levels.count > count else { return Array(sweep.levels.indices) }
    let ranked = sweep.levels.indices.sorted {
      let (left, right) = (sweep.levels[$0], sweep.levels[$1])
      if isBetter(left, than: right, sweep.objective.goal) { return true }
      return isBetter(right, than: left, sweep.objective.goal) ? false : $0 < $1
    }
    return ranked.prefix(count).sorted()
  }

  private static func isBetter(
    _ left: SweepSnapshot.Level, than right: SweepSnapshot.Level, _ goal: Goal
  ) -> Bool {
    goal.prefers(left.value ?? .nan, over: right.value ?? .nan)
  }
}
