extension HTMLWriter {
  /// The checks of a report: those that fired open, the others behind a summary line.
  static func honesty(_ section: HonestySection) -> String {
    var text = "<section class=\"honesty\">\n<p>\(Markup.escaped(section.counts)).</p>\n"
    for check in section.fired { text += self.check(check) }
    if !section.others.isEmpty {
      text += "<details>\n<summary>\(Markup.escaped(section.othersTitle))</summary>\n"
      text += section.others.map(check).joined() + "</details>\n"
    }
    return text + "</section>\n"
  }

  private static func check(_ check: HonestyCheck) -> String {
    let kind = check.status.rawValue.replacing(" ", with: "-")
    var text = "<div class=\"check \(kind)\" id=\"\(check.code.rawValue)\">\n"
    text += "<p><strong><span class=\"grade\">\(check.code.rawValue) \(check.status.label)</span> "
    text += "\(Markup.escaped(check.title)).</strong> \(prose(check.finding))"
    if let runs = check.witnesses {
      text += " <span class=\"runs\">(\(Markup.escaped(runs)))</span>"
    }
    text += "</p>\n"
    if let cure = check.cure {
      text += "<p class=\"cure\">\(prose(cure.text))</p>\n"
      if let code = cure.code { text += "<pre><code>\(Markup.escaped(code))</code></pre>\n" }
    }
    return text + "</div>\n"
  }
}

extension Stylesheet {
  /// How the checks look.
  static let honesty = """
    .honesty .check{border-left:4px solid currentColor;padding:0 0 0 12px;margin:12px 0}
    .honesty .check p{margin:4px 0}
    .honesty .fail{border-left-color:#b3261e}
    .honesty .warn{border-left-color:#b26a00}
    .honesty .note{border-left-color:#3a6ea5}
    .honesty .pass,.honesty .not-checkable{border-left-width:1px}
    .honesty .grade{font-variant-numeric:tabular-nums;letter-spacing:.02em}

    """
}
