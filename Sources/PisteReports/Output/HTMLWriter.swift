/// Writes a report as one self-contained page that is well-formed XML too.
struct HTMLWriter {
  /// The page; `sources` are the files beside it that hold its numbers.
  static func page(
    _ document: ReportDocument, sources: [String] = ["runs.csv", "results.json"]
  ) -> String {
    let title = Markup.escaped(document.title)
    var text = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
    text += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
    text += "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
    // Without a link of its own, a browser would ask the server for an icon.
    text += "<link rel=\"icon\" href=\"data:,\"/>\n"
    text +=
      "<title>\(title)</title>\n<style>\n\(Stylesheet.css)\(Stylesheet.honesty)</style>\n</head>\n"
    text += "<body>\n<main>\n<h1>\(title)</h1>\n"
    if !document.question.isEmpty {
      text += "<p class=\"question\">\(Markup.escaped(document.question))</p>\n"
    }
    var isFirstTable = true
    for block in document.blocks {
      if case .table(let table) = block, isFirstTable {
        isFirstTable = false
        text += self.table(table, style: "scroll best")
      } else {
        text += write(block)
      }
    }
    text += "<footer>Made by Piste. The numbers behind this page: "
    text += sources.map { "<a href=\"\($0)\">\($0)</a>" }.joined(separator: ", ")
    text += ".</footer>\n"
    return text + "</main>\n<script>\n\(Script.text)</script>\n</body>\n</html>\n"
  }

  private static func write(_ block: Block) -> String {
    switch block {
    case .heading(let text): return "<h2>\(Markup.escaped(text))</h2>\n"
    case .paragraph(let text): return "<p>\(prose(text))</p>\n"
    case .verdict(let text): return "<p class=\"verdict\">\(prose(text))</p>\n"
    case .caveats(let caveats):
      let items = caveats.map { "<li>\(prose($0.message))</li>\n" }.joined()
      return "<section class=\"caveats\">\n<h2>Before you rely on it</h2>\n<ul>\n\(items)</ul>\n"
        + "</section>\n"
    case .honesty(let section): return honesty(section)
    case .table(let table): return self.table(table, style: "scroll")
    case .facts(let facts):
      let items = facts.map {
        "<dt>\(Markup.escaped($0.name))</dt><dd>\(Markup.escaped($0.value))</dd>\n"
      }
      return "<dl>\n\(items.joined())</dl>\n"
    case .figure(let figure): return self.figure(figure)
    case .controls(let levels): return controls(levels)
    case .code(let text, _): return "<pre><code>\(Markup.escaped(text))</code></pre>\n"
    case .details(let title, let blocks):
      return "<details>\n<summary>\(Markup.escaped(title))</summary>\n"
        + blocks.map(write).joined() + "</details>\n"
    }
  }

  /// Text whose numbers are not torn from their signs and units at the end of a line.
  static func prose(_ text: String) -> String {
    Markup.escaped(text).replacing(" ± ", with: "\u{A0}±\u{A0}").replacing(" %", with: "\u{A0}%")
  }

  private static func figure(_ figure: Figure) -> String {
    var text = "<figure id=\"\(figure.id)\">\n<h3>\(Markup.escaped(figure.title))</h3>\n"
    let first = Figure.Form.allCases.map { figure.inline($0) }.joined()
    if let other = figure.alternative {
      text += switches(figure.id, other.names)
      text += "<div class=\"first\">\n\(first)</div>\n<div class=\"other\">\n"
      text += Figure.Form.allCases.map { figure.inline($0, isAlternative: true) }.joined()
      text += "</div>\n"
    } else {
      text += first
    }
    text += "<figcaption>\(prose(figure.caption))</figcaption>\n"
    text += "<details>\n<summary>The numbers behind this figure</summary>\n"
    return text + table(figure.table, style: "scroll") + "</details>\n</figure>\n"
  }

  /// Two radio buttons between which the style sheet chooses a drawing.
  private static func switches(_ id: String, _ names: [String]) -> String {
    var text = "<fieldset class=\"axis\">\n<legend>Vertical axis</legend>\n"
    for (place, name) in names.enumerated() {
      text += "<label><input type=\"radio\" name=\"\(id)-axis\" "
      text += place == 0 ? "checked=\"checked\"" : "class=\"pick\""
      text += "/> \(Markup.escaped(name))</label>\n"
    }
    return text + "</fieldset>\n"
  }

  /// Boxes that show and hide levels and single runs in all figures, by the style sheet alone.
  private static func controls(_ levels: [(name: String, series: Int)]) -> String {
    var text = "<fieldset class=\"tools\">\n<legend>Show in all figures</legend>\n"
    for (name, series) in levels where levels.count > 1 {
      let place = series % Palette.count
      text += "<label class=\"c\(place)\"><input type=\"checkbox\" id=\"show-l\(place)\" "
      text += "checked=\"checked\"/> \(Markup.escaped(name))</label>\n"
    }
    text += "<label><input type=\"checkbox\" id=\"show-run\" checked=\"checked\"/>"
    return text + "single runs</label>\n</fieldset>\n"
  }

  private static func table(_ table: DataTable, style: String) -> String {
    var text = "<div class=\"\(style)\">\n<table>\n<thead><tr>"
    for column in table.columns {
      let style = column.isNumeric ? " class=\"num\"" : ""
      text += "<th scope=\"col\"\(style)>\(Markup.escaped(column.title))</th>"
    }
    text += "</tr></thead>\n<tbody>\n"
    let isMain = style.hasSuffix("best")
    for (place, row) in table.rows.enumerated() {
      let series = table.series.indices.contains(place) ? table.series[place] : nil
      text += "<tr>"
      for (column, cell) in zip(table.columns, row).enumerated() {
        text += "<td"
        if column == 0, let series {
          text += " class=\"key k\(series % Palette.count)\""
        } else if column > 0 || !isMain {
          text += " class=\"\(cell.0.isCommand ? "command" : cell.0.isNumeric ? "num" : "text")\""
        }
        if isMain, column > 0 { text += " data-title=\"\(Markup.escaped(cell.0.title))\"" }
        let words = Markup.escaped(cell.1)
        text += cell.0.isCommand ? "><code>\(words)</code></td>" : ">\(words)</td>"
      }
      text += "</tr>\n"
    }
    return text + "</tbody>\n</table>\n</div>\n"
  }
}
