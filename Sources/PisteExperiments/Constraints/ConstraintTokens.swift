internal import PisteCatalog
internal import PisteCore

/// A word, a number or a sign of a constraint.
struct ConstraintToken: Hashable {
  /// What stands there.
  enum Content: Hashable {
    case number(Double)
    case text(String)
    case word(String)
    case sign(String)
    case end
  }

  var content: Content
  /// Characters from the beginning of the text.
  var offset: Int

  /// Whether a term may end with it, so that a word behind it begins another.
  var endsTerm: Bool {
    switch content {
    case .number, .text, .word, .sign(")"), .sign("]"): true
    case .sign, .end: false
    }
  }

  /// The token as the text has it, for error messages.
  var phrase: String {
    switch content {
    case .number(let value): "`\(NumberFormat.plain(value))`"
    case .text(let text): "\"\(text)\""
    case .word(let word), .sign(let word): "`\(word)`"
    case .end: "the end"
    }
  }
}

/// Cuts a constraint's text into tokens.
enum ConstraintTokens {
  private static let signs = [
    "<=", ">=", "==", "!=", "**", "&&", "||", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]",
    ",", "=", "!", "≤", "≥", "≠", "·", "−",
  ]
  /// Other ways to write a sign.
  private static let synonyms = ["≤": "<=", "≥": ">=", "≠": "!=", "·": "*", "−": "-"]

  /// Names of choices with a hyphen, which is no minus in them.
  private static let hyphenated: Set<String> = Set(
    Catalog.entries.map(\.name).filter { $0.contains("-") }
      + Catalog.allDefinitions.flatMap { definition -> [String] in
        guard case .word(let words) = definition.type else { return [] }
        return words.filter { $0.contains("-") }
      })

  static func tokens(_ text: String) throws(ConstraintFault) -> [ConstraintToken] {
    let scalars = Array(text.unicodeScalars)
    var tokens: [ConstraintToken] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let rest = scalars[index...]
      if scalar.properties.isWhitespace {
        index += 1
      } else if isDigit(scalar) || (scalar == "." && rest.dropFirst().first.map(isDigit) == true) {
        let length = numberLength(rest)
        let word = String(String.UnicodeScalarView(rest.prefix(length)))
        tokens.append(
          ConstraintToken(content: .number(try number(word, at: index)), offset: index))
        index += length
      } else if isLetter(scalar) {
        let word = word(rest)
        tokens.append(ConstraintToken(content: .word(word), offset: index))
        index += word.unicodeScalars.count
      } else if scalar == "\"" || scalar == "'" {
        guard let end = rest.dropFirst().firstIndex(of: scalar) else {
          throw ConstraintFault(
            code: .badConstraint, message: "a quote that is not closed",
            hint: "a text stands between two quotes, as in 'adam'", offset: index)
        }
        let inner = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
        tokens.append(ConstraintToken(content: .text(inner), offset: index))
        index = end + 1
      } else if let sign = signs.first(where: { rest.starts(with: $0.unicodeScalars) }) {
        tokens.append(ConstraintToken(content: .sign(try checked(sign, at: index)), offset: index))
        index += sign.unicodeScalars.count
      } else {
        throw ConstraintFault(
          code: .badConstraint, message: "`\(scalar)` has no meaning in a constraint",
          hint: "there are + - * / ^ ( ) [ ] < <= > >= == != and or not in", offset: index)
      }
    }
    tokens.append(ConstraintToken(content: .end, offset: scalars.count))
    return tokens
  }

  /// The sign, which other languages write otherwise.
  private static func checked(_ sign: String, at offset: Int) throws(ConstraintFault) -> String {
    let instead = ["=": "==", "**": "^", "&&": "and", "||": "or", "!": "not"]
    guard let right = instead[sign] else { return synonyms[sign] ?? sign }
    throw ConstraintFault(
      code: .badConstraint, message: "`\(sign)` has no meaning in a constraint",
      hint: "write `\(right)`", offset: offset)
  }

  private static func number(_ word: String, at offset: Int) throws(ConstraintFault) -> Double {
    if let number = ScalarText.number(word) { return number }
    switch Quantity(word) {
    case .duration(let seconds): return seconds
    case .count(let count): return count
    case nil:
      throw ConstraintFault(
        code: .badConstraint, message: "`\(word)` is no number",
        hint: "as in 0.1, 3e-4, 10K or 10m; `*` multiplies", offset: offset)
    }
  }

  /// Digits, letters and points, and a sign behind the `e` of an exponent.
  private static func numberLength(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
    var length = 0
    var last: Unicode.Scalar = " "
    for scalar in scalars {
      let isExponent = (scalar == "-" || scalar == "+") && (last == "e" || last == "E")
      guard isDigit(scalar) || isLetter(scalar) || scalar == "." || isExponent else { break }
      length += 1
      last = scalar
    }
    return length
  }

  /// A dotted name, with hyphens where that makes the name of a choice.
  private static func word(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    let plain = name(scalars, hyphens: false)
    let whole = name(scalars, hyphens: true)
    return hyphenated.contains(whole) ? whole : plain
  }

  /// The name at the beginning, as far as hyphens may belong to it.
  static func name(_ scalars: ArraySlice<Unicode.Scalar>, hyphens: Bool) -> String {
    String(
      String.UnicodeScalarView(
        scalars.prefix { isLetter($0) || isDigit($0) || $0 == "." || (hyphens && $0 == "-") }))
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
