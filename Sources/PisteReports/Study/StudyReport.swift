internal import Foundation
internal import PisteCore
internal import PisteStatistics

/// The report of several experiments together: every answer, the results side by side, and what can be
/// said of the levels over all of them.
public struct StudyReport: Sendable {
  /// The file that the pages are rendered from.
  public static let source = "study.json"

  private let study: Study

  /// Creates the report.
  public init(_ study: Study) { self.study = study }

  /// `report.html`, `report.md` and `study.json`, the same bytes for the same study.
  ///
  /// - Throws: `EncodingError` if a value is not finite.
  public func files() throws -> [ReportFile] {
    let document = self.document
    var files = document.figures.map {
      ReportFile(path: "figures/\($0.id).svg", bytes: Data($0.standalone.utf8))
    }
    let sources = [Self.source]
    files += [
      ReportFile(
        path: "report.html", bytes: Data(HTMLWriter.page(document, sources: sources).utf8)),
      ReportFile(
        path: "report.md", bytes: Data(MarkdownWriter.page(document, sources: sources).utf8)),
      ReportFile(path: Self.source, bytes: try study.json()),
    ]
    return files.sorted { $0.path < $1.path }
  }

  /// How often each level is best, in a sentence.
  public var summary: String { StudyRanking(study).summary }

  /// The experiments' names in the order given.
  public var experiments: [String] { study.problems.map(\.verdict.experiment) }

  /// The experiments' names, what they begin with in common only once: `adam-default: digits, iris and wine`.
  private var title: String {
    let names = experiments
    let parts = names.map { $0.split(separator: "-", omittingEmptySubsequences: false) }
    let most = (parts.map(\.count).min() ?? 1) - 1
    let shared = (0..<max(0, most)).prefix { place in Set(parts.map { $0[place] }).count == 1 }
      .count
    guard names.count > 1, shared > 0 else { return Prose.list(names, limit: 6) }
    let rests = parts.map { $0.dropFirst(shared).joined(separator: "-") }
    return parts[0].prefix(shared).joined(separator: "-") + ": " + Prose.list(rests, limit: 6)
  }

  /// Every table of the report as a file, for a paper or another program.
  public func tables(_ format: TableFormat) -> [ReportFile] { document.files(format) }

  private var document: ReportDocument {
    ReportDocument(title: title, question: "", blocks: blocks)
  }

  private var blocks: [Block] {
    let ranking = StudyRanking(study)
    var blocks: [Block] = [.verdict(ranking.summary)]
    blocks += [.heading("Every answer"), .table(answers)]
    blocks += [.heading("Results side by side"), .table(results), .paragraph(resultsNote)]
    if study.problems.contains(where: { $0.levels.contains { $0.chosen != nil } }) {
      blocks += [.heading("What was chosen"), .table(choices)]
    }
    blocks.append(.heading("Over all experiments"))
    blocks += ranking.blocks
    blocks.append(.heading("How fast"))
    blocks += StudySpeed(study).blocks
    return blocks
  }

  private var answers: DataTable {
    DataTable(
      columns: [
        .words("experiment"), .words("answer"), .words("evidence"), .words("checks that fired"),
      ],
      rows: study.problems.map { problem in
        [
          problem.verdict.experiment, problem.verdict.summary, problem.verdict.evidence,
          problem.fired.isEmpty ? "none" : Prose.list(problem.fired, limit: 12),
        ]
      })
  }

  private var results: DataTable {
    let names = self.names
    return DataTable(
      columns: [.words("experiment"), .words("metric")] + names.map { .numbers($0) },
      rows: study.problems.map { problem in
        let metric = MetricLabel(name: problem.verdict.metric, goal: problem.verdict.goal)
        return [problem.verdict.experiment, metric.title]
          + names.map { name in
            guard let level = problem.levels.first(where: { $0.name == name }) else { return "–" }
            let values = level.values.compactMap { $0 }
            guard !values.isEmpty else { return "–" }
            return MeanInterval.student(values).map(metric.text)
              ?? metric.text(Moments.mean(values))
          }
      })
  }

  /// Each level's configuration in each experiment.
  private var choices: DataTable {
    let names = self.names
    return DataTable(
      columns: [.words("experiment")] + names.map { .words($0) },
      rows: study.problems.map { problem in
        [problem.verdict.experiment]
          + names.map { name in problem.levels.first { $0.name == name }?.chosen ?? "–" }
      })
  }

  /// The levels of all experiments, each once, in the order in which they come up.
  private var names: [String] {
    var known: Set<String> = []
    return study.problems.flatMap(\.levels).map(\.name).filter { known.insert($0).inserted }
  }

  private var resultsNote: String {
    let lost = study.problems.flatMap { problem in
      problem.levels.compactMap { level -> String? in
        let count = level.values.count { $0 == nil }
        guard count > 0 else { return nil }
        return "\(level.name) in \(problem.verdict.experiment) \(count) of \(level.values.count)"
      }
    }
    var text =
      "Each level's chosen configuration on the seeds that report, as mean ± half the 95 % t "
    text += "interval."
    if !lost.isEmpty {
      text += " Runs that did not complete are left out here and rank worst below: "
      text += "\(Prose.list(lost, limit: 8))."
    }
    return text
  }
}
