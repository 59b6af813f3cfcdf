internal import PisteCore

extension ReportDocument {
  /// What was measured inside the networks; nothing if no reported run did.
  static func diagnostics(_ comparison: Comparison) -> [Block] {
    guard let diagnostics = Diagnostics(comparison) else { return [] }
    let levels = diagnostics.levels
    let table = DataTable(
      columns: [.words("metric")]
        + levels.map { .numbers(comparison.isCompared ? $0.name : "value") },
      rows: diagnostics.names.map { name in
        [name]
          + levels.map { level in
            diagnostics.value(name, of: level)
              .map { NumberFormat.significant($0, digits: 4) } ?? "–"
          }
      })
    var text = "The last recorded value of \(comparison.whose), the mean over the runs that "
    text += "completed."
    if diagnostics.leftOut > 0 {
      text += " \(diagnostics.leftOut) more \(diagnostics.leftOut == 1 ? "is" : "are") left out."
    }
    if diagnostics.levelsLeftOut > 0 {
      text += " The first \(levels.count) of \(levels.count + diagnostics.levelsLeftOut) levels "
      text += "are listed."
    }
    text += " piste export has all of them, epoch by epoch."
    let blocks: [Block] = [.heading("Inside the networks"), .table(table), .paragraph(text)]
    let figures = [
      DiagnosticsFigure(comparison: comparison).figure(),
      LayerFigure(comparison: comparison).figure(),
    ]
    return blocks
      + figures.compactMap { result -> Block? in
        if case .success(let figure) = result { .figure(figure) } else { nil }
      }
  }
}
