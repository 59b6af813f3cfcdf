internal import Foundation
internal import PisteCore

/// The index of a folder of reports: each one's question, its answer, and how far to rely on it.
public struct ReportIndex: Sendable {
  /// One report.
  public struct Entry: Sendable {
    /// The name of its folder, beside the index.
    public var folder: String
    /// What it is called: an experiment, or several.
    public var title: String
    /// The question, in the author's words; empty if there is none.
    public var question: String
    /// The answer in a sentence or two.
    public var answer: String
    /// How far to rely on it, in a line.
    public var standing: String

    /// Reads the entry off a report.
    public init(folder: String, report: Report) {
      let verdict = report.verdict
      let section = HonestySection(report.checks)
      let fired = section.fired.filter { $0.status != .note }.map(\.code.rawValue)
      self.folder = folder
      title = verdict.experiment
      question = verdict.question
      answer = verdict.summary
      standing =
        (verdict.kind == .none ? "" : "Evidence: \(verdict.evidence). ")
        + "Checks: \(section.counts)"
        + (fired.isEmpty ? "." : " (\(Prose.list(fired, limit: 12))).")
    }

    /// Reads the entry off a report of several experiments.
    public init(folder: String, report: StudyReport) {
      self.folder = folder
      title = folder
      question = ""
      answer = report.summary
      standing = "Experiments: \(Prose.list(report.experiments, limit: 12))."
    }
  }

  private let entries: [Entry]

  /// Creates an index; the entries are brought into the order of their folders.
  public init(_ entries: [Entry]) { self.entries = entries.sorted { $0.folder < $1.folder } }

  /// `index.html` and `index.md`, the same bytes for the same reports.
  public func files() -> [ReportFile] {
    [
      ReportFile(path: "index.html", bytes: Data(page.utf8)),
      ReportFile(path: "index.md", bytes: Data(markdown.utf8)),
    ]
  }

  private var lead: String {
    entries.isEmpty
      ? "There is no report here."
      : "\(NumberFormat.count(entries.count, "report")), each with its question, its answer, and how "
        + "far to rely on it."
  }

  private var markdown: String {
    var text = "# Reports\n\n\(lead)\n\n"
    for entry in entries {
      let name = MarkdownWriter.inline(entry.title)
      text += "## [\(name)](\(Self.address(entry.folder))/report.md)\n\n"
      if !entry.question.isEmpty {
        text += MarkdownWriter.inline(entry.question) + "\n\n"
      }
      text += "> **\(MarkdownWriter.inline(entry.answer))**\n\n"
      text += MarkdownWriter.inline(entry.standing) + "\n\n"
    }
    return text + "Made by Piste.\n"
  }

  private var page: String {
    var text = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
    text += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
    text += "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
    text += "<link rel=\"icon\" href=\"data:,\"/>\n<title>Reports</title>\n"
    text += "<style>\n\(Stylesheet.css)</style>\n</head>\n<body>\n<main>\n<h1>Reports</h1>\n"
    text += "<p>\(Markup.escaped(lead))</p>\n"
    for entry in entries {
      let address = Markup.escaped(Self.address(entry.folder))
      text += "<h2><a href=\"\(address)/report.html\">"
      text += "\(Markup.escaped(entry.title))</a></h2>\n"
      if !entry.question.isEmpty {
        text += "<p class=\"question\">\(Markup.escaped(entry.question))</p>\n"
      }
      text += "<p class=\"verdict\">\(HTMLWriter.prose(entry.answer))</p>\n"
      text += "<p>\(HTMLWriter.prose(entry.standing))</p>\n"
    }
    return text + "<footer>Made by Piste.</footer>\n</main>\n</body>\n</html>\n"
  }

  /// A folder's name as a part of an address.
  private static func address(_ folder: String) -> String {
    folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["-", ".", "_"]))
      ?? folder
  }
}
