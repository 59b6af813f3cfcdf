/// Writes a report as Markdown for code hosts, with the figures as files beside it.
struct MarkdownWriter {
  /// The page; `sources` are the files beside it that hold its numbers.
  static func page(
    _ document: ReportDocument, sources: [String] = ["runs.csv", "results.json"]
  ) -> String {
    var text = "# \(inline(document.title))\n\n"
    if !document.question.isEmpty { text += inline(document.question) + "\n\n" }
    for block in document.blocks { text += write(block) }
    return text + "Made by Piste. The numbers behind this page: "
      + sources.map { "[\($0)](\($0))" }.joined(separator: ", ") + ".\n"
  }

  private static func write(_ block: Block) -> String {
    switch block {
    case .heading(let text): return "## \(inline(text))\n\n"
    case .paragraph(let text): return inline(text) + "\n\n"
    case .verdict(let text): return "> **\(inline(text))**\n\n"
    case .caveats(let caveats):
      return "**Before you rely on it**\n\n"
        + caveats.map { "- \(inline($0.message))\n" }.joined() + "\n"
    case .controls: return ""
    case .honesty(let section): return honesty(section)
    case .table(let table): return self.table(table)
    case .facts(let facts):
      return facts.map { "- **\(inline($0.name)):** \(inline($0.value))\n" }.joined() + "\n"
    case .figure(let figure):
      return "### \(inline(figure.title))\n\n"
        + "![\(inline(figure.title))](figures/\(figure.id).svg)\n\n"
        + "\(inline(figure.caption))\n\n<details>\n"
        + "<summary>The numbers behind this figure</summary>\n\n\(self.table(figure.table))"
        + "</details>\n\n"
    case .code(let text, let language): return fence(text, language: language)
    case .details(let title, let blocks):
      return "<details>\n<summary>\(Markup.escaped(title))</summary>\n\n"
        + blocks.map(write).joined() + "</details>\n\n"
    }
  }

  private static func table(_ table: DataTable) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    return line(table.columns.map { inline($0.title) })
      + line(table.columns.map { $0.isNumeric ? "---:" : "---" })
      + table.rows.map { line($0.map(inline)) }.joined() + "\n"
  }

  /// Text on one line with everything that Markdown or HTML would read as markup made plain.
  static func inline(_ text: String) -> String {
    var result = ""
    let escaped = Markup.escaped(text).replacing("&#39;", with: "'")
    for character in escaped.replacing("&#13;", with: " ") {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$": result += "\\\(character)"
      case "#" where result.isEmpty: result += "\\#"
      case "\n", "\r\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }

  static func fence(_ text: String, language: String) -> String {
    var longest = 0
    var current = 0
    for character in text {
      current = character == "`" ? current + 1 : 0
      longest = max(longest, current)
    }
    let ticks = String(repeating: "`", count: max(3, longest + 1))
    let plain = Markup.printable(text)
    let body = plain.hasSuffix("\n") ? plain : plain + "\n"
    return "\(ticks)\(language)\n\(body)\(ticks)\n\n"
  }
}
