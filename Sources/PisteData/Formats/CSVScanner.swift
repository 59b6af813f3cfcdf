internal import PisteCore

/// Where one field of a CSV record lies.
package struct CSVField: Sendable {
  /// The field's bytes, quotes and outer spaces left off.
  package var range: Range<Int>
  /// Whether it was in quotes.
  package var isQuoted: Bool
  /// Whether a doubled quote stands in it.
  package var hasEscapes: Bool
  /// The line it begins on, from 1.
  package var line: Int
  /// The byte that line begins with.
  package var lineStart: Int
}

/// Walks over the records of a CSV file without copying them.
///
/// Quotes, doubled quotes, line breaks in quotes, LF, CRLF and CR ends of line, spaces around
/// fields and empty lines are understood.
///
/// > Source: RFC 4180.
///
/// > Differs from: the RFC, in taking other delimiters and ends of line, trimming spaces outside
/// > quotes, skipping empty lines, and leaving a quote in the middle of an unquoted field alone.
package struct CSVScanner {
  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let space = UInt8(ascii: " ")

  private let bytes: UnsafeBufferPointer<UInt8>
  private let delimiter: UInt8
  private let file: String
  private var position: Int
  private var line = 1
  private var lineStart: Int

  /// Starts at the first record, behind a byte order mark.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, file: String) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.file = file
    position = Self.contentStart(bytes)
    lineStart = position
  }

  /// The first byte behind a UTF-8 byte order mark.
  static func contentStart(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  /// Reads the next record that is no empty line.
  ///
  /// - Parameter fields: Receives the record's fields.
  /// - Returns: Whether there was one.
  /// - Throws: ``DataError`` with code `bad-data` for a quote without an end, or text after one.
  package mutating func next(_ fields: inout [CSVField]) throws(DataError) -> Bool {
    while position < bytes.count {
      fields.removeAll(keepingCapacity: true)
      repeat { fields.append(try field()) } while endField()
      if fields.count > 1 || fields[0].isQuoted || !fields[0].range.isEmpty { return true }
    }
    return false
  }

  /// Steps over what ends a field; whether another field follows in the record.
  private mutating func endField() -> Bool {
    guard position < bytes.count else { return false }
    if bytes[position] == delimiter {
      position += 1
      return true
    }
    if bytes[position] == Self.carriageReturn, position + 1 < bytes.count,
      bytes[position + 1] == Self.newline
    {
      position += 1
    }
    position += 1
    startLine()
    return false
  }

  private mutating func startLine() {
    line += 1
    lineStart = position
  }

  private func endsField(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == Self.newline || byte == Self.carriageReturn
  }

  private mutating func field() throws(DataError) -> CSVField {
    while position < bytes.count, bytes[position] == Self.space { position += 1 }
    if position < bytes.count, bytes[position] == Self.quote { return try quotedField() }
    let start = position
    while position < bytes.count, !endsField(bytes[position]) { position += 1 }
    var end = position
    while end > start, bytes[end - 1] == Self.space { end -= 1 }
    return CSVField(
      range: start..<end, isQuoted: false, hasEscapes: false, line: line, lineStart: lineStart)
  }

  private mutating func quotedField() throws(DataError) -> CSVField {
    var result = CSVField(
      range: position..<position, isQuoted: true, hasEscapes: false, line: line,
      lineStart: lineStart)
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == Self.newline { startLine() }
      guard byte == Self.quote else { continue }
      if position < bytes.count, bytes[position] == Self.quote {
        result.hasEscapes = true
        position += 1
        continue
      }
      result.range = start..<(position - 1)
      while position < bytes.count, bytes[position] == Self.space { position += 1 }
      guard position == bytes.count || endsField(bytes[position]) else {
        throw fault(
          "text after a closing quote", at: position, line: line, lineStart: lineStart,
          hint: "double a quote that belongs to the text: \"\"")
      }
      return result
    }
    throw fault(
      "a quote that is not closed", at: result.range.lowerBound, line: result.line,
      lineStart: result.lineStart, hint: "close it, or double it if it belongs to the text")
  }

  private func fault(
    _ message: String, at byte: Int, line: Int, lineStart: Int, hint: String
  ) -> DataError {
    DataError(
      .badData, message, hint: hint, setting: "dataset.path",
      location: Self.location(of: byte, line, lineStart, bytes, file))
  }

  /// The place of a byte, its column in characters.
  static func location(
    of byte: Int, _ line: Int, _ lineStart: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ file: String
  ) -> SourceLocation {
    let before = String(decoding: bytes[lineStart..<byte], as: UTF8.self)
    return SourceLocation(file: file, line: line, column: before.count + 1)
  }
}
