private import Glibc

/// The last lines of a log, bounded, for the reason of a death.
package enum LogTail {
  /// Most bytes read from the end of a log.
  package static let byteLimit = 2048
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
    let cut = Int(facts.st_size) - byteLimit
    var bytes = [UInt8](repeating: 0, count: byteLimit)
    let count = pread(descriptor, &bytes, byteLimit, max(offset, cut))
    guard count > 0 else { return "" }
    return lastLines(of: String(decoding: bytes[..<count], as: UTF8.self), isCut: cut > offset)
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
