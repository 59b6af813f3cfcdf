public import Foundation
internal import PisteCore

/// A file of a report folder.
public struct ReportFile: Sendable, Hashable {
  /// Its path within the folder, with `/` between parts.
  public var path: String
  /// Its content.
  public var bytes: Data

  /// Creates a file.
  public init(path: String, bytes: Data) {
    self.path = path
    self.bytes = bytes
  }
}

/// A table rendered for people: pages, figures and files, the same bytes for the same table.
public struct Report: Sendable {
  /// The table the report tells of.
  public let table: ResultTable
  private let comparison: Comparison

  /// Analyzes a table; nothing is drawn yet.
  public init(_ table: ResultTable) {
    self.table = table
    self.comparison = Comparison(table)
  }

  /// The answer in a sentence or two, without markup.
  public var summary: String { comparison.summary }

  /// What stands under the answer, without markup: how sure one can be, what smaller tuning budgets would
  /// say, what choosing flattered, what to run to know more.
  public var evidence: [(name: String, value: String)] { comparison.evidence }

  /// Whether the answer can be trusted: every check with its result, in the order of codes.
  public var checks: [HonestyCheck] { comparison.honesty }

  /// What a reader must know before believing the numbers; what ``checks`` says of them, by kind.
  public var caveats: [Caveat] { comparison.caveats }

  /// The whole folder in order of path: pages, figures, `runs.csv` and `results.json`.
  ///
  /// - Throws: `EncodingError` if a setting is not finite.
  public func files() throws -> [ReportFile] {
    let document = ReportDocument(comparison)
    var files = document.figures.map {
      ReportFile(path: "figures/\($0.id).svg", bytes: Data($0.standalone.utf8))
    }
    files.append(ReportFile(path: "report.html", bytes: Data(HTMLWriter.page(document).utf8)))
    files.append(ReportFile(path: "report.md", bytes: Data(MarkdownWriter.page(document).utf8)))
    files.append(ReportFile(path: "results.json", bytes: try table.json()))
    files.append(ReportFile(path: "runs.csv", bytes: Data(RunsCSV.text(table).utf8)))
    return files.sorted { $0.path < $1.path }
  }

  /// Every table of the report as a file of its own, in `tables/`.
  ///
  /// - Parameter format: CSV or LaTeX.
  /// - Returns: the files in order of path.
  public func tables(_ format: TableFormat) -> [ReportFile] {
    ReportDocument(comparison).files(format)
  }

  /// The levels in figures, best first, those without a result last.
  public var levels: [ReportLevel] { comparison.ordered.map { ReportLevel($0, in: comparison) } }

  /// The answer in figures, for programs.
  public var verdict: ReportVerdict { ReportVerdict(comparison) }

  /// The answer, its checks and the table of the best configurations for a terminal.
  ///
  /// - Parameters:
  ///   - width: the terminal's width in columns; lines are kept within it where words allow.
  ///   - color: whether to use ANSI escapes.
  ///   - isBrief: whether to say of the checks only how many fired, and to leave out the plot.
  /// - Returns: lines of text, the last one ended too.
  public func comparisonText(
    width: Int = 100, color: Bool = false, isBrief: Bool = false
  ) -> String {
    TerminalText(comparison: comparison, width: max(40, width), color: color, isBrief: isBrief).text
  }

  /// Every label placed on every drawing, so that a check can look for overlaps and small text.
  package func placedLabels() -> [(drawing: String, width: Double, labels: [PlacedLabel])] {
    ReportDocument(comparison).figures.flatMap { figure in
      let others = figure.alternative.map { [("other ", $0.draw)] } ?? []
      return Figure.Form.allCases.flatMap { form in
        ([("", figure.draw)] + others).map { kind, draw in
          let canvas = draw(form, .page, figure.id)
          return ("\(figure.id) \(kind)\(form.rawValue)", canvas.width, canvas.labels)
        }
      }
    }
  }
}
