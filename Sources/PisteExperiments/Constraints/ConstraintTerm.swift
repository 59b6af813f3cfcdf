internal import PisteCore

/// A part of a constraint, with its place in the constraint's text.
struct ConstraintTerm: Sendable, Hashable {
  /// What it is.
  indirect enum Content: Sendable, Hashable {
    case number(Double)
    case boolean(Bool)
    case text(String)
    /// A setting, by its dotted name.
    case setting(String)
    /// A bare word that is no setting: a choice, if the other side of its comparison has it.
    case word(String)
    case list([ConstraintTerm])
    case negative(ConstraintTerm)
    case arithmetic(ConstraintTerm, Arithmetic, ConstraintTerm)
    case call(ConstraintFunction, [ConstraintTerm])
    /// `a < b <= c`: each comparison with the term before it.
    case comparison(ConstraintTerm, [Comparison])
    case membership(ConstraintTerm, in: ConstraintTerm)
    case not(ConstraintTerm)
    case and(ConstraintTerm, ConstraintTerm)
    case or(ConstraintTerm, ConstraintTerm)
  }

  /// One step of a chain of comparisons.
  struct Comparison: Sendable, Hashable {
    var relation: Relation
    var offset: Int
    var right: ConstraintTerm
  }

  /// What two values are to each other.
  enum Relation: String, Sendable, CaseIterable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
    case unequal = "!="

    /// Whether it asks for an order, which only numbers have.
    var isOrder: Bool { self != .equal && self != .unequal }
  }

  /// What two numbers make.
  enum Arithmetic: String, Sendable, CaseIterable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case power = "^"
  }

  var content: Content
  /// Characters from the beginning of the text.
  var offset: Int

  init(_ content: Content, at offset: Int) {
    self.content = content
    self.offset = offset
  }

  /// The settings that it reads, each with its first place, in the order of the text.
  var settings: [(key: String, offset: Int)] {
    var found: [(key: String, offset: Int)] = []
    visit { term in
      if case .setting(let key) = term.content, !found.contains(where: { $0.key == key }) {
        found.append((key, term.offset))
      }
    }
    return found
  }

  private func visit(_ body: (ConstraintTerm) -> Void) {
    body(self)
    switch content {
    case .number, .boolean, .text, .setting, .word: break
    case .list(let terms), .call(_, let terms): for term in terms { term.visit(body) }
    case .negative(let term), .not(let term): term.visit(body)
    case .arithmetic(let left, _, let right), .membership(let left, in: let right),
      .and(let left, let right), .or(let left, let right):
      left.visit(body)
      right.visit(body)
    case .comparison(let first, let rest):
      first.visit(body)
      for comparison in rest { comparison.right.visit(body) }
    }
  }
}

/// A function that constraints know.
enum ConstraintFunction: String, Sendable, CaseIterable {
  case min
  case max
  case log10
  case log
  case sqrt
  case abs

  /// Whether it takes several numbers, or a list.
  var isVariadic: Bool { self == .min || self == .max }
}

/// Why a constraint cannot be read, so many characters into its text.
struct ConstraintFault: Error, Hashable {
  var code: SpecError.Code
  var message: String
  var hint: String
  var offset: Int
}
