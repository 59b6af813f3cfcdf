private import Glibc

/// The lines of a log that tell the reason of a death: those from a crash on, or else the last.
package enum LogTail {
  /// Most bytes kept of a log.
  package static let byteLimit = 2048
  /// Most bytes from the end of a log that are searched for a crash.
  package static let searchLimit = 1 << 16
  /// Most lines kept of them.
  package static let lineLimit = 10

  /// The size of the file at `path` in bytes; 0 where there is none.
  package static func size(path: String) -> Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
  }

  /// The last lines of the file at `path` beyond `offset`; empty where it cannot be read.
  package static func read(path: String, from offset: Int) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    return read(descriptor, from: offset)
  }

  /// The last lines of an open file, whose own offset stays where it is.
  package static func read(_ descriptor: Int32, from offset: Int = 0) -> String {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return "" }
    let start = max(offset, Int(facts.st_size) - searchLimit)
    var bytes = [UInt8](repeating: 0, count: searchLimit)
    let count = pread(descriptor, &bytes, searchLimit, start)
    guard count > 0 else { return "" }
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    if let crash = crash(in: text) { return crash }
    let isCut = start > offset || count > byteLimit
    return lastLines(
      of: String(decoding: bytes[..<count].suffix(byteLimit), as: UTF8.self), isCut: isCut)
  }

  /// The lines that tell of a crash, as the language's runtime writes them; nil where none do.
  ///
  /// - Parameter text: The end of a log.
  /// - Returns: At most ``lineLimit`` lines of ``byteLimit`` bytes altogether, the first being the
  ///   first that speaks of the crash.
  package static func crash(in text: String) -> String? {
    let lines = text.split(whereSeparator: \.isNewline)
    let marks = ["Fatal error", "*** Program crashed"]
    guard let start = lines.firstIndex(where: { line in marks.contains { line.contains($0) } })
    else { return nil }
    let told = lines[start...].prefix(lineLimit).joined(separator: "\n")
    return String(decoding: told.utf8.prefix(byteLimit), as: UTF8.self)
  }

  /// The lines from the last error message on, without the word that begins it; all if there is none.
  package static func lastError(of text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline)
    let mark = "error: "
    guard let start = lines.lastIndex(where: { $0.lowercased().hasPrefix(mark) }) else {
      return text
    }
    return (([lines[start].dropFirst(mark.count)] + lines[(start + 1)...]) as [Substring])
      .joined(separator: "\n")
  }

  /// The last lines of a text, headers of attempts left out.
  ///
  /// - Parameters:
  ///   - text: The end of a log.
  ///   - isCut: Whether the text begins within a line, which is then left out.
  /// - Returns: At most ``lineLimit`` lines.
  package static func lastLines(of text: String, isCut: Bool) -> String {
    var lines = text.split(whereSeparator: \.isNewline)
    if isCut, lines.count > 1 { lines.removeFirst() }
    lines.removeAll { $0.hasPrefix(WorkerLog.headerPrefix) }
    return lines.suffix(lineLimit).joined(separator: "\n")
  }
}
