private import Foundation
package import PisteCore

/// A filter whose names are settled: says which runs it takes, and in which order.
///
/// Pure: what a run has in a field is asked for by a closure, an empty answer meaning nothing.
package struct RunConditions: Sendable {
  /// A field's values of one run.
  package typealias Values = (ListField) -> [SettingValue]

  private struct Condition: Sendable {
    let field: ListField
    let comparison: RunFilter.Comparison
    let operands: [Operand]
  }

  private struct Operand: Sendable {
    let text: String
    let compact: String
    let number: Double?

    init(_ text: String) {
      self.text = text
      compact = text.filter { $0 != " " }
      number = Double(text)
    }
  }

  private struct Key: Sendable {
    let field: ListField
    let isDescending: Bool
  }

  private let groups: [[Condition]]
  private let keys: [Key]
  private let limit: Int?

  /// The metrics whose values are asked for.
  package let metrics: Set<String>

  /// Settles a filter's names and checks its values.
  ///
  /// - Throws: ``FilterFaults`` with every name that means nothing, and every value that nothing
  ///   can have.
  package init(_ filter: RunFilter, names: FieldNames) throws(FilterFaults) {
    var faults: [FilterFaults.Fault] = []
    func field(_ name: String) -> ListField? {
      do throws(FilterFaults) {
        return try names.field(name)
      } catch {
        faults += error.faults.filter { !faults.contains($0) }
        return nil
      }
    }
    groups = filter.groups.map { group in
      group.compactMap { term in
        guard let field = field(term.name) else { return nil }
        faults += term.values.compactMap { Self.fault($0, of: field, in: term) }
        return Condition(
          field: field, comparison: term.comparison, operands: term.values.map(Operand.init))
      }
    }
    keys = filter.order.compactMap { order in
      field(order.name).map { Key(field: $0, isDescending: order.isDescending) }
    }
    limit = filter.limit
    let fields = groups.joined().map(\.field) + keys.map(\.field)
    metrics = Set(fields.compactMap { if case .metric(let name) = $0 { name } else { nil } })
    guard faults.isEmpty else { throw FilterFaults(faults) }
  }

  private static func fault(
    _ value: String, of field: ListField, in term: RunFilter.Term
  ) -> FilterFaults.Fault? {
    if term.comparison.isOrder {
      if case .column(let column) = field, column.isMoment { return nil }
      guard Double(value) == nil else { return nil }
      return .init(
        message: "`\(value)` in `\(term.name)\(term.comparison.rawValue)\(value)` is no number",
        hint: nil)
    }
    let words: [String]
    switch field {
    case .column(.status): words = RunStatus.allCases.map(\.rawValue)
    case .column(.stage): words = [Stage.tune.rawValue, Stage.evaluate.rawValue]
    case .column, .setting, .metric: return nil
    }
    guard term.comparison == .isEqual || term.comparison == .isNotEqual,
      !words.contains(value)
    else { return nil }
    return .init(
      message: "there is no \(term.name) `\(value)`",
      hint: NearestName.among(words, to: value).map { "did you mean `\($0)`?" }
        ?? "there are " + words.joined(separator: ", "))
  }

  // MARK: Which

  /// Whether a run satisfies one of the groups.
  package func accept(_ values: Values) -> Bool {
    groups.isEmpty
      || groups.contains { group in group.allSatisfy { Self.holds($0, values($0.field)) } }
  }

  private static func holds(_ condition: Condition, _ values: [SettingValue]) -> Bool {
    let some = { (test: (SettingValue, Operand) -> Bool) in
      condition.operands.contains { operand in values.contains { test($0, operand) } }
    }
    // People know a run by its first digits.
    let isEqual = condition.field == .column(.run) ? Self.begins : Self.isEqual
    // Nothing is equal to no value, so that `note=` finds the runs without one.
    let isBlank = values.isEmpty && condition.operands.contains { $0.text.isEmpty }
    switch condition.comparison {
    case .isEqual: return isBlank || some(isEqual)
    case .isNotEqual: return !isBlank && !some(isEqual)
    case .contains: return some(contains)
    case .lacks: return !some(contains)
    case .isLess: return some { Self.compares($0, $1, by: <, <) }
    case .isAtMost: return some { Self.compares($0, $1, by: <=, <=) }
    case .isGreater: return some { Self.compares($0, $1, by: >, >) }
    case .isAtLeast: return some { Self.compares($0, $1, by: >=, >=) }
    }
  }

  private static func isEqual(_ value: SettingValue, _ operand: Operand) -> Bool {
    switch value {
    case .number(let number): number == operand.number
    case .text(let text): text == operand.text
    case .bool(let flag): (flag ? "true" : "false") == operand.text
    case .list: value.description.filter { $0 != " " } == operand.compact
    }
  }

  private static func begins(_ value: SettingValue, _ operand: Operand) -> Bool {
    !operand.text.isEmpty && value.text?.hasPrefix(operand.text.lowercased()) == true
  }

  private static func contains(_ value: SettingValue, _ operand: Operand) -> Bool {
    value.description.range(of: operand.text, options: .caseInsensitive) != nil
  }

  private static func compares(
    _ value: SettingValue, _ operand: Operand, by numbers: (Double, Double) -> Bool,
    _ words: (String, String) -> Bool
  ) -> Bool {
    switch value {
    case .number(let number): operand.number.map { numbers(number, $0) } ?? false
    case .text(let word): operand.number == nil && words(word, operand.text)
    case .bool, .list: false
    }
  }

  // MARK: In which order

  /// The runs in the order asked for, as many as asked for; those without a value come last.
  ///
  /// Runs that no key tells apart keep their order.
  package func arrange<Run>(_ runs: [Run], _ values: (Run, ListField) -> [SettingValue]) -> [Run] {
    guard !keys.isEmpty else { return limit.map { Array(runs.prefix($0)) } ?? runs }
    let ranks = runs.map { run in keys.map { values(run, $0.field).first } }
    let places = runs.indices.sorted { left, right in
      for (index, key) in keys.enumerated() {
        switch Self.order(ranks[left][index], ranks[right][index], key.isDescending) {
        case .some(let isBefore): return isBefore
        case nil: continue
        }
      }
      return left < right
    }
    return places.prefix(limit ?? .max).map { runs[$0] }
  }

  /// Whether the left value goes first; nil where neither does.
  private static func order(
    _ left: SettingValue?, _ right: SettingValue?, _ isDescending: Bool
  ) -> Bool? {
    switch (left, right) {
    case (nil, nil): return nil
    case (nil, _): return false
    case (_, nil): return true
    case (.number(let a)?, .number(let b)?):
      return a == b ? nil : (a < b) != isDescending
    case (.number?, _): return true
    case (_, .number?): return false
    case (let a?, let b?):
      let (a, b) = (a.description, b.description)
      return a == b ? nil : (a < b) != isDescending
    }
  }
}
