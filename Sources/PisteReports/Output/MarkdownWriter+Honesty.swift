extension MarkdownWriter {
  /// The checks of a report: those that fired as paragraphs, the others behind a summary line.
  static func honesty(_ section: HonestySection) -> String {
    var text = inline(section.counts) + ".\n\n"
    text += section.fired.map(check).joined()
    if !section.others.isEmpty {
      text += "<details>\n<summary>\(Markup.escaped(section.othersTitle))</summary>\n\n"
      text += section.others.map(check).joined() + "</details>\n\n"
    }
    return text
  }

  private static func check(_ check: HonestyCheck) -> String {
    var text = "**\(check.code.rawValue) \(check.status.label) \(inline(check.title)).** "
    text += inline(check.finding)
    if let runs = check.witnesses { text += " (\(inline(runs)))" }
    text += "\n\n"
    if let cure = check.cure {
      text += inline(cure.text) + "\n\n"
      if let code = cure.code { text += fence(code, language: cure.language) }
    }
    return text
  }
}
