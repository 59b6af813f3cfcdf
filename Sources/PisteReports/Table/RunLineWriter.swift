internal import PisteCore

/// Writes runs as lines of canonical JSON, by hand.
///
/// A table of ten thousand runs has millions of values, and a general encoder boxes each of them. The
/// bytes are those that ``CanonicalJSON`` writes, which a test holds them against.
struct RunLineWriter {
  /// What has been written.
  private(set) var bytes: [UInt8] = []

  /// Outcomes that have been written: most runs end alike.
  private var outcomes: [Outcome: [UInt8]] = [:]

  /// Makes room for so many runs of the length of the first.
  mutating func expect(_ runs: Int) { bytes.reserveCapacity((bytes.count + 64) * runs) }

  /// Writes a run's object, its names sorted, behind what stands between two of them.
  ///
  /// - Throws: `EncodingError` if a text cannot be written as JSON.
  mutating func append(_ run: ResultTable.Run, after separator: String) throws {
    bytes += separator.utf8
    bytes += #"{"attempts":"#.utf8
    bytes += String(run.attempts).utf8
    try append(",\"configuration\":", run.configuration)
    bytes += #","curves":"#.utf8
    try append(run.curves)
    try append(",\"id\":", run.id.hex)
    bytes += #","number":"#.utf8
    bytes += String(run.number).utf8
    if let hash = run.orderHash { try append(",\"orderHash\":", hash) }
    if let outcome = run.outcome {
      bytes += #","outcome":"#.utf8
      bytes += try text(of: outcome)
    }
    if let seconds = run.seconds {
      bytes += #","seconds":"#.utf8
      append(seconds)
    }
    bytes += #","seed":"#.utf8
    bytes += String(run.seed).utf8
    try append(",\"stage\":", run.stage.rawValue)
    try append(",\"status\":", run.status.rawValue)
    if let hash = run.weightsHash { try append(",\"weightsHash\":", hash) }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func text(of outcome: Outcome) throws -> [UInt8] {
    if let known = outcomes[outcome] { return known }
    let text = [UInt8](try CanonicalJSON.encode(outcome))
    outcomes[outcome] = text
    return text
  }

  /// A name, written as it is, with a text behind it.
  private mutating func append(_ name: StaticString, _ text: String) throws {
    name.withUTF8Buffer { bytes += $0 }
    try append(text)
  }

  private mutating func append(_ text: String) throws {
    // Of these the encoder escapes none.
    let isPlain = text.utf8.allSatisfy {
      (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    guard isPlain else {
      bytes += try CanonicalJSON.encode(text)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    bytes += text.utf8
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ curves: [String: [Double?]]) throws {
    bytes.append(UInt8(ascii: "{"))
    // As the encoder sorts keys: by their UTF-8 bytes.
    let sorted = curves.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (index, (name, values)) in sorted.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      try append(name)
      bytes += ":[".utf8
      for (place, value) in values.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        if let value { append(value) } else { bytes += "null".utf8 }
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// The shortest text that reads back as the same number, whole numbers without a fraction.
  private mutating func append(_ value: Double) {
    let start = bytes.count
    var digits = value.description
    digits.withUTF8 { bytes.append(contentsOf: $0) }
    let point = bytes.count - 2
    if point > start, bytes[point] == UInt8(ascii: "."), bytes[point + 1] == UInt8(ascii: "0") {
      bytes.removeLast(2)
    }
  }
}
