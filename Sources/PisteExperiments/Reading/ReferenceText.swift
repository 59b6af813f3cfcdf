/// A piece of a scalar's text: plain, or a reference `${name}` to a constant.
enum ReferencePiece: Hashable {
  /// Text that stands for itself.
  case text(String)
  /// A reference, `offset` characters into the scalar.
  case reference(String, offset: Int)
  /// What begins like a reference and is none.
  case broken(offset: Int)

  /// Whether a text may hold a reference, or an escaped one, at all.
  static func mayStand(in text: String) -> Bool { text.contains("${") }

  /// The pieces of a text; `$${` is the text `${`, and any other `$` stands for itself.
  static func pieces(of text: String) -> [ReferencePiece] {
    let scalars = Array(text.unicodeScalars)
    var pieces: [ReferencePiece] = []
    var plain = String.UnicodeScalarView()
    func flush() {
      if !plain.isEmpty { pieces.append(.text(String(plain))) }
      plain.removeAll()
    }
    var index = 0
    while index < scalars.count {
      let rest = scalars[index...]
      if rest.starts(with: "$${".unicodeScalars) {
        plain.append(contentsOf: "${".unicodeScalars)
        index += 3
      } else if rest.starts(with: "${".unicodeScalars) {
        flush()
        guard let end = rest.firstIndex(of: "}") else {
          pieces.append(.broken(offset: index))
          return pieces
        }
        var name = String.UnicodeScalarView()
        name.append(contentsOf: scalars[(index + 2)..<end])
        let isName = isName(String(name))
        pieces.append(
          isName ? .reference(String(name), offset: index) : .broken(offset: index))
        index = end + 1
      } else {
        plain.append(scalars[index])
        index += 1
      }
    }
    flush()
    return pieces
  }

  /// Whether a constant may bear the name: a letter or `_`, then letters, digits, `_` and `-`.
  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, isLetter(first) else { return false }
    return text.unicodeScalars.allSatisfy { isLetter($0) || isDigit($0) || $0 == "-" }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
