private import PisteCore
package import PisteExperiments

/// Tells people and programs how a plan differs from another.
package enum PlanDiffText {
  /// The most configurations of a kind that are named.
  private static let maximumLines = 20

  /// Lines for a terminal.
  ///
  /// - Parameters:
  ///   - diff: The difference.
  ///   - old: The file that the new one is compared with.
  /// - Returns: The lines, the counts first.
  package static func lines(_ diff: PlanDiff, from old: String) -> [String] {
    var lines = ["  compared with \(old): " + summary(diff)]
    for change in diff.settings {
      lines.append(
        "    \(change.key): \(change.old ?? "not set") → \(change.new ?? "not set")")
    }
    lines += listed(diff.changes.filter { $0.dropped == 0 }, "+") { "\($0.added)" }
    lines += listed(diff.changes.filter { $0.added == 0 }, "-") { "\($0.dropped)" }
    lines += listed(diff.changes.filter { $0.added > 0 && $0.dropped > 0 }, "~") {
      "+\($0.added) -\($0.dropped)"
    }
    for (sign, seeds) in [("+", diff.evaluationSeedsAdded), ("-", diff.evaluationSeedsDropped)]
    where !seeds.isEmpty {
      let shown = seeds.prefix(10).map(String.init).joined(separator: ", ")
      lines.append(
        "    \(sign) \(NumberFormat.count(seeds.count, "evaluation seed")) a level: \(shown)"
          + (seeds.count > 10 ? ", …" : ""))
    }
    return lines
  }

  private static func summary(_ diff: PlanDiff) -> String {
    if diff.isSame {
      return diff.words.isEmpty
        ? "the same runs"
        : "the same runs; only \(diff.words.joined(separator: ", ")) differ"
          + (diff.words.count == 1 ? "s" : "")
    }
    return "\(diff.added) added, \(diff.dropped) dropped, \(diff.kept) kept"
  }

  private static func listed(
    _ changes: [PlanDiff.Change], _ sign: String, _ count: (PlanDiff.Change) -> String
  ) -> [String] {
    let shown = changes.prefix(maximumLines).map { change in
      let kept = change.kept > 0 ? ", \(change.kept) kept" : ""
      return "    \(sign) \(change.configuration) (runs: \(count(change))\(kept))"
    }
    let more = changes.count - shown.count
    return shown + (more > 0 ? ["    \(sign) … and \(more) more"] : [])
  }

  /// One object a line.
  ///
  /// - Throws: `EncodingError` if it cannot be written as JSON.
  package static func json(_ diff: PlanDiff, experiment: String, from old: String) throws -> String
  {
    try JSONLine.text(Line(experiment: experiment, from: old, diff: diff))
  }

  private struct Line: Encodable {
    let event = "diff"
    let experiment: String
    let from: String
    let diff: PlanDiff
  }
}
