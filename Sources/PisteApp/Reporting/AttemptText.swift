package import PisteStore

/// An attempt as a person reads it.
package enum AttemptText {
  /// When it was, who had it, how it ended, and the last lines of the log where its worker died.
  package static func lines(_ attempt: AttemptRecord) -> [String] {
    var head = "  \(attempt.number)  \(attempt.startedAt)"
    head += attempt.endedAt.map { " to \($0)" } ?? ""
    let process = attempt.processID.map { " (process \($0))" } ?? ""
    head += "  \(attempt.worker ?? "no worker")\(process)  "
    head += attempt.ending?.rawValue ?? "under way"
    head += attempt.exitStatus.map { ", exit status \($0)" } ?? ""
    head += attempt.signal.map { ", signal \($0)" } ?? ""
    var lines = [head]
    if let reason = attempt.reason { lines += indented(reason) }
    if let tail = attempt.logTail {
      lines += ["     last lines of the log:"] + indented(tail, by: 7)
    }
    return lines
  }

  private static func indented(_ text: String, by count: Int = 5) -> [String] {
    text.split(whereSeparator: \.isNewline).map { String(repeating: " ", count: count) + $0 }
  }
}
