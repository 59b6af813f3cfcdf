internal import PisteCore

extension ReportDocument {
  /// How many reported runs are listed; all are in `runs.csv`.
  private static let listedRuns = 300

  /// The runs that the answer rests on, each with the command that shows it.
  static func reportedRuns(_ comparison: Comparison) -> [Block] {
    let all = comparison.ordered.flatMap { level in level.runs.map { (level: level, run: $0) } }
    guard !all.isEmpty else { return [] }
    let metric = comparison.reported
    let table = DataTable(
      columns: [
        .numbers("run"), .words(comparison.factor), .numbers("seed"), .words("outcome"),
        .numbers("epochs"), .numbers(metric.title), .commands("command"),
      ],
      rows: all.prefix(listedRuns).map { level, run in
        [
          "\(run.number)", level.name, "\(run.seed)", run.status.rawValue, "\(run.epochCount)",
          metric.text(run.finalValue(metric.name)), "piste show \(run.id.short)",
        ]
      }, series: [])
    var blocks: [Block] = [.table(table)]
    if all.count > listedRuns {
      blocks.append(
        .paragraph("The first \(listedRuns) of \(all.count) are listed; runs.csv has all."))
    }
    return [
      .details("The \(NumberFormat.count(all.count, "run")) that the answer rests on", blocks)
    ]
  }
}
