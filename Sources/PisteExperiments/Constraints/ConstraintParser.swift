internal import PisteCatalog

/// Reads the terms of a constraint from its tokens.
///
///     or          and {"or" and}
///     and         not {"and" not}
///     not         ["not"] comparison
///     comparison  sum {("<" | "<=" | ">" | ">=" | "==" | "!=") sum} | sum ["not"] "in" sum
///     sum         product {("+" | "-") product}
///     product     sign {("*" | "/") sign}
///     sign        ["-"] power
///     power       atom ["^" sign]
///     atom        number | text | name | name "(" sum {"," sum} ")" | "[" … "]" | "(" or ")"
///
/// As in mathematics, −a^2 is −(a^2) and a^b^c is a^(b^c).
struct ConstraintParser {
  /// Brackets, signs and powers inside one another; more is no constraint that a person wrote.
  private static let maximumDepth = 60

  private let tokens: [ConstraintToken]
  private var place = 0
  private var depth = 0

  private init(_ tokens: [ConstraintToken]) { self.tokens = tokens }

  static func term(_ text: String) throws(ConstraintFault) -> ConstraintTerm {
    var parser = ConstraintParser(try ConstraintTokens.tokens(text))
    if case .end = parser.next.content {
      throw parser.fault("an empty constraint", hint: "as in optimizer.lr * batch_size < 50")
    }
    let term = try parser.or()
    guard case .end = parser.next.content else { throw parser.unexpected() }
    return term
  }

  // MARK: Logic

  private mutating func or() throws(ConstraintFault) -> ConstraintTerm {
    try enter()
    defer { depth -= 1 }
    var left = try and()
    while let offset = take(word: "or") {
      left = ConstraintTerm(.or(left, try and()), at: offset)
    }
    return left
  }

  private mutating func and() throws(ConstraintFault) -> ConstraintTerm {
    var left = try not()
    while let offset = take(word: "and") {
      left = ConstraintTerm(.and(left, try not()), at: offset)
    }
    return left
  }

  private mutating func not() throws(ConstraintFault) -> ConstraintTerm {
    guard let offset = take(word: "not") else { return try comparison() }
    try enter()
    defer { depth -= 1 }
    return ConstraintTerm(.not(try not()), at: offset)
  }

  private mutating func comparison() throws(ConstraintFault) -> ConstraintTerm {
    let first = try sum()
    if let offset = take(word: "in") {
      return ConstraintTerm(.membership(first, in: try sum()), at: offset)
    }
    if case .word("not") = next.content,
      case .word("in") = tokens[min(place + 1, tokens.count - 1)].content
    {
      let offset = next.offset
      place += 2
      let inner = ConstraintTerm(.membership(first, in: try sum()), at: offset)
      return ConstraintTerm(.not(inner), at: offset)
    }
    var rest: [ConstraintTerm.Comparison] = []
    while case .sign(let sign) = next.content,
      let relation = ConstraintTerm.Relation(rawValue: sign)
    {
      let offset = next.offset
      place += 1
      rest.append(
        ConstraintTerm.Comparison(relation: relation, offset: offset, right: try sum()))
    }
    return rest.isEmpty
      ? first : ConstraintTerm(.comparison(first, rest), at: rest[0].offset)
  }

  // MARK: Numbers

  private mutating func sum() throws(ConstraintFault) -> ConstraintTerm {
    var left = try product()
    while let (sign, offset) = take(.plus, .minus) {
      left = ConstraintTerm(.arithmetic(left, sign, try product()), at: offset)
    }
    return left
  }

  private mutating func product() throws(ConstraintFault) -> ConstraintTerm {
    var left = try sign()
    while let (sign, offset) = take(.times, .over) {
      left = ConstraintTerm(.arithmetic(left, sign, try self.sign()), at: offset)
    }
    return left
  }

  private mutating func sign() throws(ConstraintFault) -> ConstraintTerm {
    guard let (_, offset) = take(.minus) else { return try power() }
    try enter()
    defer { depth -= 1 }
    return ConstraintTerm(.negative(try sign()), at: offset)
  }

  private mutating func power() throws(ConstraintFault) -> ConstraintTerm {
    let base = try atom()
    guard let (sign, offset) = take(.power) else { return base }
    try enter()
    defer { depth -= 1 }
    return ConstraintTerm(.arithmetic(base, sign, try self.sign()), at: offset)
  }

  // MARK: Atoms

  private mutating func atom() throws(ConstraintFault) -> ConstraintTerm {
    let token = next
    switch token.content {
    case .number(let value):
      place += 1
      return ConstraintTerm(.number(value), at: token.offset)
    case .text(let text):
      place += 1
      return ConstraintTerm(.text(text), at: token.offset)
    case .sign("("):
      place += 1
      let inner = try or()
      try close(")", opened: token)
      return inner
    case .sign("["):
      place += 1
      return ConstraintTerm(.list(try elements(until: "]", opened: token)), at: token.offset)
    case .word(let word) where !["and", "or", "not", "in"].contains(word):
      place += 1
      guard case .sign("(") = next.content else { return name(word, at: token.offset) }
      return try call(word, at: token.offset)
    case .word, .sign, .end: throw unexpected()
    }
  }

  private func name(_ word: String, at offset: Int) -> ConstraintTerm {
    switch KeyKind(word) {
    case .setting: ConstraintTerm(.setting(word), at: offset)
    case .group(let selector): ConstraintTerm(.setting(selector.key), at: offset)
    case .prefix, .unknown:
      ConstraintTerm(ScalarText.boolean(word).map { .boolean($0) } ?? .word(word), at: offset)
    }
  }

  private mutating func call(
    _ name: String, at offset: Int
  ) throws(ConstraintFault) -> ConstraintTerm {
    let opener = next
    guard let function = ConstraintFunction(rawValue: name) else {
      throw ConstraintFault(
        code: .badConstraint, message: "there is no function `\(name)`",
        hint: "there are "
          + ConstraintFunction.allCases.map(\.rawValue).joined(separator: ", "), offset: offset)
    }
    place += 1
    let arguments = try elements(until: ")", opened: opener)
    guard function.isVariadic ? !arguments.isEmpty : arguments.count == 1 else {
      throw ConstraintFault(
        code: .badConstraint,
        message: "`\(name)` takes \(function.isVariadic ? "some numbers" : "one number"), not "
          + "\(arguments.count)",
        hint: function.isVariadic ? "as in \(name)(a, b)" : "as in \(name)(optimizer.lr)",
        offset: offset)
    }
    return ConstraintTerm(.call(function, arguments), at: offset)
  }

  private mutating func elements(
    until end: String, opened: ConstraintToken
  ) throws(ConstraintFault) -> [ConstraintTerm] {
    try enter()
    defer { depth -= 1 }
    var elements: [ConstraintTerm] = []
    if case .sign(end) = next.content {
      place += 1
      return []
    }
    while true {
      elements.append(try sum())
      guard case .sign(",") = next.content else { break }
      place += 1
    }
    try close(end, opened: opened)
    return elements
  }

  // MARK: Tokens

  private var next: ConstraintToken { tokens[place] }

  private mutating func take(word: String) -> Int? {
    guard case .word(word) = next.content else { return nil }
    defer { place += 1 }
    return next.offset
  }

  private mutating func take(
    _ signs: ConstraintTerm.Arithmetic...
  ) -> (ConstraintTerm.Arithmetic, Int)? {
    guard case .sign(let text) = next.content,
      let sign = signs.first(where: { $0.rawValue == text })
    else { return nil }
    defer { place += 1 }
    return (sign, next.offset)
  }

  private mutating func close(
    _ sign: String, opened: ConstraintToken
  ) throws(ConstraintFault) {
    guard case .sign(sign) = next.content else {
      guard case .end = next.content else { throw unexpected() }
      throw ConstraintFault(
        code: .badConstraint, message: "the \(opened.phrase) is not closed",
        hint: "a `\(sign)` is missing", offset: opened.offset)
    }
    place += 1
  }

  private mutating func enter() throws(ConstraintFault) {
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw fault("terms stand in one another too deeply", hint: "write it in several constraints")
    }
  }

  private func unexpected() -> ConstraintFault {
    if case .end = next.content {
      return fault("the constraint ends too early", hint: "a value is missing at its end")
    }
    if case .word = next.content, place > 0, tokens[place - 1].endsTerm {
      return fault(
        "\(next.phrase) cannot follow \(tokens[place - 1].phrase)",
        hint: "join two conditions by `and` or `or`; a text of several words needs quotes")
    }
    return fault(
      "\(next.phrase) is not expected here", hint: "as in optimizer.lr * batch_size < 50")
  }

  private func fault(_ message: String, hint: String) -> ConstraintFault {
    ConstraintFault(code: .badConstraint, message: message, hint: hint, offset: next.offset)
  }
}
