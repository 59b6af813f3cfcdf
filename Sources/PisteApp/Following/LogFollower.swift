package import Foundation

/// Reads a run's log, and what is added to it later.
///
/// A log is only ever appended to; one that has become shorter was made anew, and is read from its
/// beginning.
package struct LogFollower {
  private let path: String
  private var offset: UInt64 = 0

  /// Creates a follower of the file at `path`, which need not be there yet.
  package init(_ path: String) { self.path = path }

  /// Whether there is a log.
  package var exists: Bool { FileManager.default.fileExists(atPath: path) }

  /// Skips all but the last lines.
  ///
  /// - Parameter lines: How many are left, ≥ 0.
  /// - Throws: ``FileError`` if the log cannot be read.
  package mutating func skip(toLast lines: Int) throws {
    guard let file = try open() else { return }
    offset = try reading {
      let end = try file.seekToEnd()
      if lines == 0 { return end }
      var place = end
      var found = 0
      while place > 0 {
        let start = place > Self.chunk ? place - Self.chunk : 0
        try file.seek(toOffset: start)
        let bytes = try file.read(upToCount: Int(place - start)) ?? Data()
        for (index, byte) in bytes.enumerated().reversed() where byte == UInt8(ascii: "\n") {
          let position = start + UInt64(index)
          // The end of the last line ends no line before it.
          if position + 1 == end { continue }
          found += 1
          if found == lines { return position + 1 }
        }
        place = start
      }
      return 0
    }
  }

  /// The bytes that came since the last call, a piece at a time; empty where there are none.
  ///
  /// - Throws: ``FileError`` if the log cannot be read.
  package mutating func next() throws -> Data {
    guard let file = try open() else { return Data() }
    let data = try reading {
      let end = try file.seekToEnd()
      if end < offset { offset = 0 }
      try file.seek(toOffset: offset)
      return try file.read(upToCount: Int(Self.chunk)) ?? Data()
    }
    offset += UInt64(data.count)
    return data
  }

  private static let chunk: UInt64 = 1 << 16

  private func open() throws -> FileHandle? {
    guard exists else { return nil }
    return try reading { try FileHandle(forReadingFrom: URL(fileURLWithPath: path)) }
  }

  private func reading<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw FileError(path: path, action: "read", reason: "\(error)")
    }
  }
}
