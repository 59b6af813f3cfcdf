internal import PisteCore

/// The checks of a report, sorted into what a reader must hear of and what is as it should be.
struct HonestySection: Sendable {
  /// Every check in the order of its code.
  let checks: [HonestyCheck]

  /// Creates the section.
  init(_ checks: [HonestyCheck]) { self.checks = checks }

  /// What a reader must hear of, the worst first.
  var fired: [HonestyCheck] {
    [.fail, .warn, .note].flatMap { status in checks.filter { $0.status == status } }
  }

  /// What is as it should be, or cannot be checked.
  var others: [HonestyCheck] { checks.filter { !$0.status.isFired } }

  /// The counts in words: `1 fail, 3 warn, 2 note, 12 pass, 4 not checkable`.
  var counts: String {
    let order: [HonestyCheck.Status] = [.fail, .warn, .note, .pass, .notCheckable]
    return order.compactMap { status in
      let count = checks.count { $0.status == status }
      return count == 0 ? nil : "\(count) \(status.label)"
    }.joined(separator: ", ")
  }

  /// The counts, and the codes of those that weaken the answer.
  var brief: String {
    let weak = fired.filter { $0.status != .note }.map(\.code.rawValue)
    return "of \(checks.count), \(counts)"
      + (weak.isEmpty ? "." : "; see \(Prose.list(weak, limit: 12)) below.")
  }

  /// What stands above the others' list.
  var othersTitle: String {
    let passed = checks.count { $0.status == .pass }
    let unknown = others.count - passed
    return NumberFormat.count(passed, "check") + " passed"
      + (unknown == 0 ? "" : ", \(unknown) cannot be checked")
  }

  /// The checks as a table.
  var table: DataTable {
    DataTable(
      columns: [
        .words("check"), .words("question"), .words("result"), .words("finding"), .words("runs"),
        .words("cure"),
      ],
      rows: checks.map { check in
        [
          check.code.rawValue, check.title, check.status.label, check.finding,
          check.witnesses ?? "–", check.cure?.text ?? "–",
        ]
      })
  }
}
