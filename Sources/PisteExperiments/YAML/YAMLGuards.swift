internal import PisteCore

/// Finds a tab where YAML wants spaces, which the YAML library reports far from its place.
enum TabGuard {
  static func fault(in text: String, file: String) -> SpecError? {
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      var column = 0
      for scalar in line.unicodeScalars {
        column += 1
        if scalar == "\t" {
          let rest = line.unicodeScalars.dropFirst(column).first {
            !" \t\r".unicodeScalars.contains($0)
          }
          guard let rest, rest != "#" else { break }
          return SpecError(
            .tab, "a tab in the indentation", hint: "indent with spaces",
            location: SourceLocation(file: file, line: number + 1, column: column))
        }
        if scalar != " " && scalar != "-" { break }
      }
    }
    return nil
  }
}

/// Turns away keys made of many aliases before the YAML library compares them.
///
/// The library hashes every key to find repeated ones, and a key made of aliases of aliases would
/// take for ever. So a text with many aliases may use words as keys only; the check errs towards
/// refusing what no experiment file needs.
enum ComplexKeyGuard {
  private static let harmlessAliases = 30

  static func fault(in text: String, file: String) -> SpecError? {
    guard text.utf8.count(where: { $0 == UInt8(ascii: "*") }) > harmlessAliases,
      text.utf8.contains(UInt8(ascii: "&"))
    else { return nil }
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if let column = complexKey(in: Array(line.utf8)) {
        return SpecError(
          .syntax, "a key must be a word, not an alias, a list or a mapping",
          hint: "write the word out; a text with `?` or `: ` needs quotes",
          location: SourceLocation(file: file, line: number + 1, column: column))
      }
    }
    return nil
  }

  /// The column of the first sign of a key that is no word: `?` at the start of a token, or a
  /// colon behind an alias or a closing bracket.
  private static func complexKey(in line: [UInt8]) -> Int? {
    let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
    let openers = blanks + Array("-[{,:".utf8)
    for (index, byte) in line.enumerated() {
      if byte == UInt8(ascii: "?"), index == 0 || openers.contains(line[index - 1]) {
        return index + 1
      }
      guard byte == UInt8(ascii: ":") else { continue }
      guard let end = line[..<index].lastIndex(where: { !blanks.contains($0) }) else {
        return index + 1
      }
      if line[end] == UInt8(ascii: "]") || line[end] == UInt8(ascii: "}") { return index + 1 }
      let word = line[...end].lastIndex { blanks.contains($0) || "[{,".utf8.contains($0) }
      if line[word.map { $0 + 1 } ?? 0] == UInt8(ascii: "*") { return index + 1 }
    }
    return nil
  }
}
