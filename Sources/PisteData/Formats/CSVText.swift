internal import PisteCore

/// The bytes of a CSV file with its delimiter, and what its fields say.
struct CSVText {
  let bytes: UnsafeBufferPointer<UInt8>
  let file: String
  let delimiter: UInt8

  /// Takes the one of comma, semicolon and tab that is most frequent in the first line outside
  /// quotes; comma where none is.
  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) throws(DataError) {
    self.bytes = bytes
    self.file = file
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw DataError(
        .badData, "'\(file)' is UTF-16 text", hint: "save it as UTF-8", setting: "dataset.path")
    }
    var counts: [(byte: UInt8, count: Int)] = [
      (UInt8(ascii: ","), 0), (UInt8(ascii: ";"), 0), (UInt8(ascii: "\t"), 0),
    ]
    var isQuoted = false
    var isBlank = true
    for byte in bytes[CSVScanner.contentStart(bytes)...] {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if isBlank { continue }
        break
      }
      isBlank = false
      for place in counts.indices where counts[place].byte == byte { counts[place].count += 1 }
    }
    var best = counts[0]
    for candidate in counts where candidate.count > best.count { best = candidate }
    delimiter = best.byte
  }

  var scanner: CSVScanner { CSVScanner(bytes, delimiter: delimiter, file: file) }

  func text(_ field: CSVField) -> String {
    let text = String(decoding: bytes[field.range], as: UTF8.self)
    guard field.hasEscapes else { return text }
    var result = ""
    var isSecond = false
    for scalar in text.unicodeScalars {
      isSecond = scalar == "\"" && !isSecond
      if !isSecond { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  /// The number that a field states; infinite or NaN where it says so, nil where it is a text.
  func number(_ field: CSVField) -> Double? {
    DecimalNumber.parse(UnsafeBufferPointer(rebasing: bytes[field.range]))
  }

  /// Whether a field says that there is no value: empty, `?`, `NA`, `N/A` or `null`.
  func isMissing(_ field: CSVField) -> Bool {
    if field.range.isEmpty { return true }
    guard field.range.count <= 4 else { return false }
    return ["?", "na", "n/a", "null"].contains(text(field).lowercased())
  }

  func location(of field: CSVField) -> SourceLocation {
    CSVScanner.location(of: field.range.lowerBound, field.line, field.lineStart, bytes, file)
  }
}
