private import PisteCore

/// What `piste list` was asked for, as it was typed: which runs, in which order, how many.
///
///     filter   = group ("OR" group)*       a run must satisfy one group
///     group    = term+                     and every term of it
///     term     = name comparison value ("," value)*
///     order    = "sort:" ["-"] name        "limit:" number
///
/// A term with several values is satisfied by any of them, and so are terms of one name that ask
/// for equality, as `status=failed status=lost`. Words that are neither name experiments. Which
/// field a name means is settled later, against what the runs have: see ``FieldNames``.
package struct RunFilter: Hashable, Sendable {
  /// How a value is held against a term's.
  package enum Comparison: String, Hashable, Sendable, CaseIterable {
    case isEqual = "="
    case isNotEqual = "!="
    case isLess = "<"
    case isAtMost = "<="
    case isGreater = ">"
    case isAtLeast = ">="
    case contains = "~"
    case lacks = "!~"

    /// Whether the sizes of two values are compared.
    package var isOrder: Bool {
      switch self {
      case .isLess, .isAtMost, .isGreater, .isAtLeast: true
      case .isEqual, .isNotEqual, .contains, .lacks: false
      }
    }
  }

  /// One condition.
  package struct Term: Hashable, Sendable {
    /// The field's name as it was typed.
    package var name: String
    /// The comparison.
    package var comparison: Comparison
    /// What is compared with; any of them will do.
    package var values: [String]
  }

  /// One key of the order.
  package struct Order: Hashable, Sendable {
    /// The field's name as it was typed.
    package var name: String
    /// Whether the largest come first.
    package var isDescending: Bool
  }

  /// The experiments named; none for all.
  package private(set) var experiments: [String] = []
  /// Groups of conditions, of which a run must satisfy one; none for all runs.
  package private(set) var groups: [[Term]] = []
  /// The order, the first key foremost; none for the plans' own.
  package private(set) var order: [Order] = []
  /// The most runs wanted.
  package private(set) var limit: Int?

  /// Whether all runs are wanted, as they are planned.
  package var isPlain: Bool { groups.isEmpty && order.isEmpty && limit == nil }

  /// Reads words.
  ///
  /// - Throws: ``FilterFaults`` with every fault of the words.
  package init(_ words: [String]) throws(FilterFaults) {
    var faults: [FilterFaults.Fault] = []
    var group: [Term] = []
    var hasAlternatives = false
    for word in words {
      if word == "OR" {
        if group.isEmpty { faults.append(Self.loneOR) }
        groups.append(group)
        group = []
        hasAlternatives = true
      } else if word.hasPrefix("sort:") {
        readOrder(word, &faults)
      } else if word.hasPrefix("limit:") {
        readLimit(word, &faults)
      } else if let start = word.firstIndex(where: { "=<>~!".contains($0) }) {
        if let term = Self.term(word, at: start, &faults) { Self.add(term, to: &group) }
      } else {
        experiments.append(word)
      }
    }
    if hasAlternatives, group.isEmpty { faults.append(Self.loneOR) }
    if !group.isEmpty { groups.append(group) }
    guard faults.isEmpty else { throw FilterFaults(faults) }
  }

  /// The same runs, of this status alone.
  package func restricted(toStatus word: String) -> RunFilter {
    var copy = self
    let term = Term(name: "status", comparison: .isEqual, values: [word])
    copy.groups = groups.isEmpty ? [[term]] : groups.map { $0 + [term] }
    return copy
  }

  private static let loneOR = FilterFaults.Fault(
    message: "OR stands between two conditions", hint: "as in: status=failed OR 'seconds>60'")

  private mutating func readOrder(_ word: String, _ faults: inout [FilterFaults.Fault]) {
    var name = word.dropFirst("sort:".count)
    let isDescending = name.hasPrefix("-")
    if isDescending { name = name.dropFirst() }
    guard !name.isEmpty else {
      return faults.append(
        .init(message: "`\(word)` names no field", hint: "as in: sort:val/accuracy"))
    }
    order.append(Order(name: String(name), isDescending: isDescending))
  }

  private mutating func readLimit(_ word: String, _ faults: inout [FilterFaults.Fault]) {
    guard let number = Int(word.dropFirst("limit:".count)), number >= 1 else {
      return faults.append(
        .init(message: "`\(word)` is no number of runs", hint: "as in: limit:20"))
    }
    limit = min(number, limit ?? number)
  }

  private static func term(
    _ word: String, at start: String.Index, _ faults: inout [FilterFaults.Fault]
  ) -> Term? {
    let (name, rest) = (word[..<start], word[start...])
    // The longest that fits: `<=` before `<`.
    let comparison = Comparison.allCases.filter { rest.hasPrefix($0.rawValue) }
      .max { $0.rawValue.count < $1.rawValue.count }
    guard let comparison, !name.isEmpty else {
      faults.append(
        .init(
          message: "`\(word)` is no condition",
          hint: "as in: optimizer.name=adam 'lr<0.01' 'note~draft'"))
      return nil
    }
    let values = split(rest.dropFirst(comparison.rawValue.count))
    return Term(name: String(name), comparison: comparison, values: values)
  }

  /// The values between commas; a list in brackets is one value.
  private static func split(_ text: Substring) -> [String] {
    var values = [""]
    var depth = 0
    for character in text {
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      if character == ",", depth <= 0 {
        values.append("")
      } else {
        values[values.count - 1].append(character)
      }
    }
    return values
  }

  private static func add(_ term: Term, to group: inout [Term]) {
    let isOpen = term.comparison == .isEqual || term.comparison == .contains
    if isOpen,
      let place = group.firstIndex(where: {
        $0.name == term.name && $0.comparison == term.comparison
      })
    {
      group[place].values += term.values
    } else {
      group.append(term)
    }
  }
}
