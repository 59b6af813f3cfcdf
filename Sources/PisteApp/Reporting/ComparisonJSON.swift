internal import PisteCore
internal import PisteReports

/// A comparison as `piste compare --json` prints it: the answer in figures, and every check.
struct ComparisonJSON: Encodable {
  /// A check with what is behind it.
  struct Check: Encodable {
    let code: String
    let status: String
    let title: String
    let finding: String
    let runs: [RunID]
    let cure: String?
    let cureCode: String?

    init(_ check: HonestyCheck) {
      code = check.code.rawValue
      status = check.status.rawValue
      title = check.title
      finding = check.finding
      runs = check.runs.map(\.id)
      cure = check.cure?.text
      cureCode = check.cure?.code
    }
  }

  /// A point of what stands under the answer.
  struct Note: Encodable {
    let name: String
    let text: String
  }

  let verdict: ReportVerdict
  let levels: [ReportLevel]
  let notes: [Note]
  let checks: [Check]

  /// Reads them off a report.
  init(_ report: Report) {
    verdict = report.verdict
    levels = report.levels
    notes = report.evidence.map { Note(name: $0.name, text: $0.value) }
    checks = report.checks.map(Check.init)
  }
}
