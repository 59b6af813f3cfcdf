internal import PisteCore

/// Writes one row a run, after RFC 4180.
struct RunsCSV {
  /// The file's text: names first, lines ending in CR LF.
  static func text(_ table: ResultTable) -> String {
    let index = RunIndex(table)
    let axes = table.experiment.axes.map(\.key)
    let metrics = Set(table.runs.flatMap { $0.curves.keys }).subtracting([Metric.seconds]).sorted()
    var lines = [
      ["id", "number", "stage", "level", "configuration", "seed"] + axes
        + ["status", "reason", "attempts", "epochs", "seconds"] + metrics
        + ["weights_hash", "order_hash"]
    ]
    for run in table.runs {
      let configuration = index.configuration(of: run)
      var cells = [
        run.id.hex, "\(run.number)", run.stage.rawValue, configuration?.level ?? "",
        run.configuration, "\(run.seed)",
      ]
      cells += axes.map { configuration?.coordinates[$0] ?? "" }
      cells += [
        run.status.rawValue, run.outcome?.reason ?? "", "\(run.attempts)", "\(run.epochCount)",
        run.seconds.map { "\($0)" } ?? "",
      ]
      cells += metrics.map { run.finalValue($0).map { "\($0)" } ?? "" }
      cells += [run.weightsHash ?? "", run.orderHash ?? ""]
      lines.append(cells)
    }
    return lines.map { CSV.line($0, ending: "\r\n") }.joined()
  }
}
