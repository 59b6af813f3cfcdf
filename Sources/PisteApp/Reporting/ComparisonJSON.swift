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

  let verdict: ReportVerdict
  let notes: [String: String]
  let checks: [Check]

  /// Reads them off a report.
  init(_ report: Report) {
    verdict = report.verdict
    notes = Dictionary(report.evidence.map { ($0.name, $0.value) }) { first, _ in first }
    checks = report.checks.map(Check.init)
  }
}
