private import PisteCore

/// How a sweep goes as a line of plain text, for logs and pipes.
package enum ProgressText {
  private static let mostLevels = 4

  /// The state in a line without control characters.
  package static func line(_ sweep: SweepSnapshot) -> String {
    let done = sweep.over
    var parts = ["\(sweep.name): \(done) of \(NumberFormat.count(sweep.total, "run"))"]
    // What is done is told already, and what waits is the rest.
    for part in sweep.counts where part.word != "done" && part.word != "waiting" {
      parts.append("\(part.count) \(part.word)")
    }
    let levels = sweep.levels.filter { $0.value != nil }
    let values = levels.prefix(mostLevels).map { level in
      let value = NumberFormat.significant(level.value ?? .nan, digits: 4)
      return level.name.map { "\($0) \(value)" } ?? value
    }
    let best =
      values.isEmpty
      ? ""
      : "; best \(sweep.objective.name) so far: " + values.joined(separator: ", ")
        + (levels.count > mostLevels ? ", …" : "")
    return DisplayWidth.clean((parts + sweep.pace).joined(separator: ", ") + best)
  }

  /// What an interruption does, and what the next one would do.
  package static func note(afterInterruptions count: Int, running: Int) -> String? {
    let workers = NumberFormat.count(running, "worker")
    return switch count {
    case ...0: nil
    case 1: "Stopping: waiting for \(workers). Ctrl-C again to force."
    case 2: "Stopping \(workers) by force; their runs will be done again. Ctrl-C again to kill."
    default: "Killing the workers."
    }
  }
}
