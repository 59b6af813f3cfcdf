private import Foundation
internal import PisteCore

/// Finds a constraint's value for one configuration.
struct ConstraintEvaluation {
  let settings: Settings

  /// Kleene's logic: nil is neither true nor false.
  func truth(of term: ConstraintTerm) throws(Constraint.NoNumber) -> Bool? {
    switch term.content {
    case .and(let left, let right):
      let first = try truth(of: left)
      if first == false { return false }
      let second = try truth(of: right)
      return second == false ? false : (first == nil ? nil : second)
    case .or(let left, let right):
      let first = try truth(of: left)
      if first == true { return true }
      let second = try truth(of: right)
      return second == true ? true : (first == nil ? nil : second)
    case .not(let inner): return try truth(of: inner).map { !$0 }
    case .comparison(let first, let rest): return try chain(first, rest)
    case .membership(let element, in: let list): return try membership(element, list)
    default: return try value(of: term)?.bool
    }
  }

  private func chain(
    _ first: ConstraintTerm, _ rest: [ConstraintTerm.Comparison]
  ) throws(Constraint.NoNumber) -> Bool? {
    var left = try value(of: first)
    var result: Bool? = true
    for comparison in rest {
      let right = try value(of: comparison.right)
      if let left, let right {
        guard Self.holds(left, comparison.relation, right) else { return false }
      } else {
        result = nil
      }
      left = right
    }
    return result
  }

  private func membership(
    _ element: ConstraintTerm, _ list: ConstraintTerm
  ) throws(Constraint.NoNumber) -> Bool? {
    guard let element = try value(of: element), let list = try value(of: list)?.list else {
      return nil
    }
    return list.contains { Self.holds(element, .equal, $0) }
  }

  private static func holds(
    _ left: SettingValue, _ relation: ConstraintTerm.Relation, _ right: SettingValue
  ) -> Bool {
    guard let a = left.number, let b = right.number else {
      return (relation == .equal) == isEqual(left, right)
    }
    let isNear = isNear(a, b)
    return switch relation {
    case .less: a < b && !isNear
    case .lessOrEqual: a < b || isNear
    case .greater: a > b && !isNear
    case .greaterOrEqual: a > b || isNear
    case .equal: isNear
    case .unequal: !isNear
    }
  }

  private static func isEqual(_ left: SettingValue, _ right: SettingValue) -> Bool {
    if let a = left.number, let b = right.number { return isNear(a, b) }
    guard let left = left.list, let right = right.list else { return left == right }
    return left.count == right.count && zip(left, right).allSatisfy { isEqual($0, $1) }
  }

  private static func isNear(_ a: Double, _ b: Double) -> Bool {
    a == b || abs(a - b) <= 1e-12 * max(abs(a), abs(b))
  }

  // MARK: Values

  private func value(of term: ConstraintTerm) throws(Constraint.NoNumber) -> SettingValue? {
    switch term.content {
    case .number(let value): return .number(value)
    case .boolean(let value): return .bool(value)
    case .text(let value): return .text(value)
    case .setting(let key): return settings[key]
    case .word: return nil
    case .list(let terms):
      var values: [SettingValue] = []
      for term in terms {
        guard let value = try value(of: term) else { return nil }
        values.append(value)
      }
      return .list(values)
    case .negative(let inner): return try number(of: inner).map { .number(-$0) }
    case .arithmetic(let left, let sign, let right):
      guard let a = try number(of: left), let b = try number(of: right) else { return nil }
      return .number(
        try finite(Self.result(a, sign, b), "\(text(a)) \(sign.rawValue) \(text(b))", term))
    case .call(let function, let arguments): return try call(function, arguments, term)
    case .comparison, .membership, .not, .and, .or:
      return try truth(of: term).map { .bool($0) }
    }
  }

  private func number(of term: ConstraintTerm) throws(Constraint.NoNumber) -> Double? {
    try value(of: term)?.number
  }

  private static func result(
    _ a: Double, _ sign: ConstraintTerm.Arithmetic, _ b: Double
  ) -> Double {
    switch sign {
    case .plus: a + b
    case .minus: a - b
    case .times: a * b
    case .over: a / b
    case .power: pow(a, b)
    }
  }

  private func call(
    _ function: ConstraintFunction, _ arguments: [ConstraintTerm], _ term: ConstraintTerm
  ) throws(Constraint.NoNumber) -> SettingValue? {
    var numbers: [Double] = []
    for argument in arguments {
      guard let value = try value(of: argument) else { return nil }
      numbers += value.list?.compactMap(\.number) ?? value.number.map { [$0] } ?? []
    }
    let result: Double =
      switch function {
      case .min: numbers.min() ?? .nan
      case .max: numbers.max() ?? .nan
      case .log10: log10(numbers[0])
      case .log: log(numbers[0])
      case .sqrt: numbers[0].squareRoot()
      case .abs: abs(numbers[0])
      }
    let inner = numbers.map(text).joined(separator: ", ")
    return .number(try finite(result, "\(function.rawValue)(\(inner))", term))
  }

  private func finite(
    _ value: Double, _ operation: String, _ term: ConstraintTerm
  ) throws(Constraint.NoNumber) -> Double {
    guard value.isFinite else {
      throw Constraint.NoNumber(operation: operation, offset: term.offset)
    }
    return value
  }

  private func text(_ value: Double) -> String { NumberFormat.plain(value) }
}
