internal import PisteCore

/// A report's content in its order; HTML and Markdown are written from the same one, so that no number differs.
struct ReportDocument: Sendable {
  /// The experiment's name.
  let title: String
  /// The question; empty if the file asks none.
  let question: String
  /// All that follows.
  let blocks: [Block]

  /// Writes the report of a comparison.
  init(_ comparison: Comparison) {
    let experiment = comparison.table.experiment
    title = experiment.name
    question = experiment.description
    var blocks: [Block] = [.verdict(comparison.summary)]
    let honesty = HonestySection(comparison.honesty)
    blocks.append(.facts(comparison.evidence + [("Checks", honesty.brief)]))
    let caveats = comparison.standingCaveats
    if !caveats.isEmpty { blocks.append(.caveats(caveats)) }
    if let figure = ResultFigure(comparison: comparison).figure() {
      blocks.append(.figure(figure))
    }
    blocks.append(
      .heading(
        experiment.compare == nil
          ? "The best configuration" : "The best configuration of each level"))
    blocks += [.table(comparison.bestTable), .paragraph(comparison.bestTableNote)]
    if let reproduction = Reproduction(comparison) {
      blocks += [
        .heading("Against what was published"), .table(reproduction.table),
        .paragraph(
          "Means ± standard deviations of the runs; a standard error is that of the difference of "
            + "two means."),
      ]
    }
    if let table = comparison.againstBestTable {
      blocks.append(.details("The best level against each other one", [.table(table)]))
    }
    blocks += [.heading("Can you trust this?"), .honesty(honesty)]
    blocks += Self.figureSections(comparison)
    blocks += Self.diagnostics(comparison)
    blocks += Self.runs(comparison)
    blocks += Self.reportedRuns(comparison)
    blocks += Self.provenance(comparison.table)
    self.blocks = blocks
  }

  /// Creates a document from its parts.
  init(title: String, question: String, blocks: [Block]) {
    self.title = title
    self.question = question
    self.blocks = blocks
  }

  /// Every figure in order.
  var figures: [Figure] {
    Self.figures(in: blocks)
  }

  private static func figures(in blocks: [Block]) -> [Figure] {
    blocks.flatMap { block -> [Figure] in
      switch block {
      case .figure(let figure): [figure]
      case .details(_, let inner): figures(in: inner)
      default: []
      }
    }
  }

  private static func runs(_ comparison: Comparison) -> [Block] {
    var blocks: [Block] = [.heading("Runs"), .paragraph(comparison.endings)]
    let troubled = comparison.troubled
    guard !troubled.isEmpty else {
      blocks.append(.paragraph("No run diverged, failed or was lost."))
      return blocks
    }
    var inner: [Block] = [.table(comparison.troubleTable)]
    if troubled.count > Comparison.listedRuns {
      inner.append(
        .paragraph(
          "The first \(Comparison.listedRuns) of \(troubled.count) are listed; runs.csv has all."))
    }
    let title = NumberFormat.count(troubled.count, "run") + " that did not complete"
    blocks += troubled.count <= 12 ? inner : [.details(title, inner)]
    return blocks
  }
}
