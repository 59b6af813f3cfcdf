internal import PisteCatalog
internal import PisteCore

/// Holds a constraint's terms against the settings that they name, every fault at its place.
struct ConstraintTyping {
  /// What a term's value is.
  indirect enum Kind: Hashable {
    case number
    case boolean
    /// A text; one of the choices, where a setting has them.
    case text(choices: [String]?, of: String?)
    case list(Kind)

    var phrase: String {
      switch self {
      case .number: "a number"
      case .boolean: "true or false"
      case .text: "a word"
      case .list: "a list"
      }
    }

    var choices: [String]? {
      if case .text(let choices, _) = self { choices } else { nil }
    }
  }

  private(set) var faults: [ConstraintFault] = []

  /// The term with its words read as what they are compared with.
  mutating func condition(_ term: ConstraintTerm) -> ConstraintTerm {
    var term = term
    switch term.content {
    case .and(let left, let right):
      term.content = .and(condition(left), condition(right))
    case .or(let left, let right):
      term.content = .or(condition(left), condition(right))
    case .not(let inner): term.content = .not(condition(inner))
    case .comparison(let first, let rest): term.content = comparison(first, rest)
    case .membership(let element, in: let list): term.content = membership(element, list)
    default:
      var kind: Kind?
      (term, kind) = value(term)
      if let kind, kind != .boolean {
        fault(
          .wrongType, "a constraint is true or false, and this is \(kind.phrase)",
          hint: "compare it with something, as in `< 50`", term)
      }
    }
    return term
  }

  // MARK: Comparisons

  private mutating func comparison(
    _ first: ConstraintTerm, _ rest: [ConstraintTerm.Comparison]
  ) -> ConstraintTerm.Content {
    var terms = [first] + rest.map(\.right)
    // Words take their meaning from the side that is a setting.
    for index in terms.indices.dropLast() {
      (terms[index], terms[index + 1]) = named(terms[index], terms[index + 1])
    }
    var kinds: [Kind?] = []
    for index in terms.indices {
      let kind: Kind?
      (terms[index], kind) = value(terms[index])
      kinds.append(kind)
    }
    var comparisons = rest
    for index in rest.indices {
      comparisons[index].right = terms[index + 1]
      guard let left = kinds[index], let right = kinds[index + 1] else { continue }
      check(left, rest[index].relation, right, at: rest[index].offset)
      checkChoice(terms[index], of: right)
      checkChoice(terms[index + 1], of: left)
    }
    return .comparison(terms[0], comparisons)
  }

  private mutating func check(
    _ left: Kind, _ relation: ConstraintTerm.Relation, _ right: Kind, at offset: Int
  ) {
    guard Self.isAlike(left, right) else {
      faults.append(
        ConstraintFault(
          code: .wrongType,
          message: "`\(relation.rawValue)` compares \(left.phrase) with \(right.phrase)",
          hint: "both sides must be of one kind", offset: offset))
      return
    }
    guard relation.isOrder, left != .number else { return }
    faults.append(
      ConstraintFault(
        code: .wrongType, message: "`\(relation.rawValue)` orders numbers, not \(left.phrase)",
        hint: "there are == and !=", offset: offset))
  }

  private static func isAlike(_ left: Kind, _ right: Kind) -> Bool {
    switch (left, right) {
    case (.number, .number), (.boolean, .boolean), (.text, .text): true
    case (.list(let left), .list(let right)): isAlike(left, right)
    default: false
    }
  }

  private mutating func membership(
    _ element: ConstraintTerm, _ list: ConstraintTerm
  ) -> ConstraintTerm.Content {
    var list = list
    var element = element
    if case .list(let terms) = list.content {
      list.content = .list(
        terms.map { term in
          let (left, right) = named(element, term)
          element = left
          return right
        })
    }
    let (left, kind) = value(element)
    let (right, container) = value(list)
    guard let kind, let container else { return .membership(left, in: right) }
    guard case .list(let inner) = container else {
      fault(
        .wrongType, "`in` looks into a list, and this is \(container.phrase)",
        hint: "as in `in [sgd, adam]`", right)
      return .membership(left, in: right)
    }
    let isEmpty = if case .list(let terms) = right.content { terms.isEmpty } else { false }
    if !isEmpty, !Self.isAlike(kind, inner) {
      fault(
        .wrongType, "`in` looks for \(kind.phrase) in a list of others",
        hint: "the list holds \(inner.phrase)", right)
    } else if case .list(let terms) = right.content {
      for term in terms { checkChoice(term, of: kind) }
    }
    return .membership(left, in: right)
  }

  // MARK: Words

  /// Two sides of a comparison, words of the one read as choices of the other where it has them.
  private func named(
    _ left: ConstraintTerm, _ right: ConstraintTerm
  ) -> (ConstraintTerm, ConstraintTerm) {
    (Self.word(left, Self.choices(of: right)), Self.word(right, Self.choices(of: left)))
  }

  private static func choices(of term: ConstraintTerm) -> [String]? {
    guard case .setting(let key) = term.content, case .setting(let definition) = KeyKind(key)
    else { return nil }
    return kind(of: definition).choices
  }

  /// The term as a choice, if it is a word that one of the choices is called by.
  private static func word(_ term: ConstraintTerm, _ choices: [String]?) -> ConstraintTerm {
    guard let choices else { return term }
    switch term.content {
    case .setting(let word) where choices.contains(word):
      return ConstraintTerm(.text(word), at: term.offset)
    // A misspelt choice is told as such.
    case .word(let word): return ConstraintTerm(.text(word), at: term.offset)
    default: return term
    }
  }

  private mutating func checkChoice(_ term: ConstraintTerm, of kind: Kind) {
    guard case .text(let word) = term.content, case .text(let choices?, let key?) = kind,
      !choices.contains(word)
    else { return }
    let near = NearestName.among(choices, to: word).map { "did you mean `\($0)`? " } ?? ""
    fault(
      .unknownChoice, "`\(word)` is no value of `\(key)`",
      hint: near + "there are " + choices.joined(separator: ", "), term)
  }

  // MARK: Values

  private mutating func value(_ term: ConstraintTerm) -> (ConstraintTerm, Kind?) {
    var term = term
    var kind: Kind?
    switch term.content {
    case .number: kind = .number
    case .boolean: kind = .boolean
    case .text: kind = .text(choices: nil, of: nil)
    case .setting(let key):
      if case .setting(let definition) = KeyKind(key) { kind = Self.kind(of: definition) }
    case .word(let word): unknown(word, term)
    case .list(let terms):
      let values = terms.map { value($0) }
      term.content = .list(values.map(\.0))
      let kinds = values.map(\.1)
      if let first = kinds.first {
        if !kinds.contains(nil), let first, kinds.allSatisfy({ Self.isAlike($0 ?? first, first) }) {
          kind = .list(first)
        } else if !kinds.contains(nil) {
          fault(
            .wrongType, "a list of different kinds", hint: "its elements must be of one kind", term)
        }
      } else {
        kind = .list(.number)
      }
    case .negative(let inner):
      let (inner, isNumber) = number(inner)
      term.content = .negative(inner)
      kind = isNumber ? .number : nil
    case .arithmetic(let left, let sign, let right):
      let (first, second) = (number(left), number(right))
      term.content = .arithmetic(first.0, sign, second.0)
      kind = first.isNumber && second.isNumber ? .number : nil
    case .call(let function, let arguments):
      let numbers = arguments.map { number($0, orList: function.isVariadic) }
      term.content = .call(function, numbers.map(\.0))
      kind = numbers.allSatisfy(\.isNumber) ? .number : nil
    case .comparison, .membership, .not, .and, .or:
      term = condition(term)
      kind = .boolean
    }
    return (term, kind)
  }

  /// A term that must be a number; not one, which has been told, if something in it is wrong.
  private mutating func number(
    _ term: ConstraintTerm, orList: Bool = false
  ) -> (ConstraintTerm, isNumber: Bool) {
    let (term, kind) = value(term)
    guard let kind else { return (term, false) }
    if kind == .number || (orList && kind == .list(.number)) { return (term, true) }
    fault(
      .wrongType, "this is \(kind.phrase), and only numbers can be reckoned with",
      hint: "put a number or a setting that is one in its place", term)
    return (term, false)
  }

  private mutating func unknown(_ word: String, _ term: ConstraintTerm) {
    let near = NearestName.among(Catalog.allDefinitions.map(\.key), to: word)
    let owner = Catalog.allDefinitions.first { Self.kind(of: $0).choices?.contains(word) == true }
    fault(
      .unknownKey, "there is no setting `\(word)`",
      hint: near.map { "did you mean `\($0)`?" }
        ?? owner.map {
          "`\(word)` is a value of `\($0.key)`, and says nothing beside another setting"
        } ?? KeyKind.hint(for: word, under: ""), term)
  }

  private static func kind(of definition: SettingDefinition) -> Kind {
    switch definition.type {
    case .number, .integer: .number
    case .boolean: .boolean
    case .text: .text(choices: nil, of: definition.key)
    case .choice(let family): .text(choices: Catalog.names(family), of: definition.key)
    case .word(let words): .text(choices: words, of: definition.key)
    case .integers, .numbers: .list(.number)
    }
  }

  private mutating func fault(
    _ code: SpecError.Code, _ message: String, hint: String, _ term: ConstraintTerm
  ) {
    faults.append(ConstraintFault(code: code, message: message, hint: hint, offset: term.offset))
  }
}
