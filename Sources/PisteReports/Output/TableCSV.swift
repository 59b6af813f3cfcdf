internal import PisteCore

/// Writes a table as comma-separated values that programs can add up.
///
/// A cell of numbers loses its unit, which goes into the title, and `a ± b` becomes two cells; where there
/// is no number, the cell is empty.
enum TableCSV {
  /// The file's text: titles first, lines ending in CR LF.
  static func text(_ table: DataTable) -> String {
    var columns: [[String]] = []
    for (place, column) in table.columns.enumerated() {
      let cells = table.rows.map { $0[place] }
      guard column.isNumeric else {
        columns.append([column.title] + cells)
        continue
      }
      let parts = cells.map { $0.split(separator: " ± ", maxSplits: 1).map(String.init) }
      let isPercent = cells.contains { $0.hasSuffix(" %") }
      let title = column.title + (isPercent ? " (%)" : "")
      columns.append([title] + parts.map { bare($0.first ?? "") })
      if parts.contains(where: { $0.count == 2 }) {
        columns.append([title + " ±"] + parts.map { $0.count == 2 ? bare($0[1]) : "" })
      }
    }
    let count = table.rows.count + 1
    return (0..<count).map { row in CSV.line(columns.map { $0[row] }, ending: "\r\n") }.joined()
  }

  private static func bare(_ cell: String) -> String {
    let text = cell.hasSuffix(" %") ? String(cell.dropLast(2)) : cell
    return text == "–" ? "" : text
  }
}
