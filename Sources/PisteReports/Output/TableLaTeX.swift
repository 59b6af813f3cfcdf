internal import PisteCore

/// Writes a table as a LaTeX `tabular`, to be taken in by `\\input`; it needs the package booktabs.
enum TableLaTeX {
  /// The file's text, its title as a comment.
  static func text(_ named: NamedTable) -> String {
    let table = named.table
    let leaning = table.columns.map { $0.isNumeric ? "r" : "l" }.joined()
    let title = named.title.split(whereSeparator: \.isNewline).joined(separator: " ")
    var text = "% \(Markup.printable(title))\n"
    text += "\\begin{tabular}{\(leaning)}\n\\toprule\n"
    text += line(table.columns.map(\.title)) + "\\midrule\n"
    text += table.rows.map(line).joined()
    return text + "\\bottomrule\n\\end{tabular}\n"
  }

  private static func line(_ cells: [String]) -> String {
    cells.map(escaped).joined(separator: " & ") + " \\\\\n"
  }

  /// Text in which nothing means anything to LaTeX.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in Markup.printable(text).unicodeScalars {
      switch scalar {
      case "&", "%", "$", "#", "_", "{", "}": result += "\\" + String(Character(scalar))
      case "\\": result += "\\textbackslash{}"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      case "<": result += "\\textless{}"
      case ">": result += "\\textgreater{}"
      case "|": result += "\\textbar{}"
      case "±": result += "$\\pm$"
      case "×": result += "$\\times$"
      case "–": result += "--"
      case "…": result += "\\ldots{}"
      case "∞": result += "$\\infty$"
      case "\n", "\r", "\t": result += " "
      // A bracket behind a line's end would be read as its argument.
      case "[": result += "{[}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.withMinus
  }
}

extension String {
  /// The text with a hyphen before its first digit as a minus sign of mathematics.
  fileprivate var withMinus: String {
    guard hasPrefix("-"), dropFirst().first?.isNumber == true else { return self }
    return "$-$" + dropFirst()
  }
}
