internal import Foundation
internal import PisteCore

/// The index of a folder of reports: each one's question, its answer, and how far to rely on it.
public struct ReportIndex: Sendable {
  /// One report.
  public struct Entry: Sendable {
    /// The name of its folder, beside the index.
    public var folder: String
    /// The answer in figures.
    public var verdict: ReportVerdict
    /// How many of the checks gave each result, in words.
    public var checks: String
    /// The codes of the checks that failed or warned.
    public var fired: [String]

    /// Reads the entry off a report.
    public init(folder: String, report: Report) {
      self.folder = folder
      verdict = report.verdict
      let section = HonestySection(report.checks)
      checks = section.counts
      fired = section.fired.filter { $0.status != .note }.map(\.code.rawValue)
    }

    /// Evidence and checks in a line.
    var standing: String {
      let evidence = verdict.kind == .none ? "" : "Evidence: \(verdict.evidence). "
      return evidence + "Checks: \(checks)"
        + (fired.isEmpty ? "." : " (\(Prose.list(fired, limit: 12))).")
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
      let name = MarkdownWriter.inline(entry.verdict.experiment)
      text += "## [\(name)](\(Self.address(entry.folder))/report.md)\n\n"
      if !entry.verdict.question.isEmpty {
        text += MarkdownWriter.inline(entry.verdict.question) + "\n\n"
      }
      text += "> **\(MarkdownWriter.inline(entry.verdict.summary))**\n\n"
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
      text += "\(Markup.escaped(entry.verdict.experiment))</a></h2>\n"
      if !entry.verdict.question.isEmpty {
        text += "<p class=\"question\">\(Markup.escaped(entry.verdict.question))</p>\n"
      }
      text += "<p class=\"verdict\">\(HTMLWriter.prose(entry.verdict.summary))</p>\n"
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
