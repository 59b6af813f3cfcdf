/// A table of aligned columns for a terminal.
package struct TextTable {
  /// On which side a column's cells stand.
  package enum Alignment {
    case left
    case right
  }

  private let alignments: [Alignment]
  private var rows: [[String]]

  /// Creates a table with a line of headings.
  package init(_ columns: [(heading: String, alignment: Alignment)]) {
    alignments = columns.map(\.alignment)
    rows = [columns.map(\.heading)]
  }

  /// Adds a row.
  package mutating func add(_ cells: [String]) {
    precondition(
      cells.count == alignments.count,
      "TextTable: \(cells.count) cells for \(alignments.count) columns")
    rows.append(cells)
  }

  /// The table as lines without trailing blanks.
  package var lines: [String] {
    var widths = [Int](repeating: 0, count: alignments.count)
    let sizes = rows.map { row in row.map(Self.width) }
    for row in sizes {
      for (column, size) in row.enumerated() where size > widths[column] { widths[column] = size }
    }
    return zip(rows, sizes).map { row, sizes in
      var line = ""
      // Blanks still owed, so that none stand at the end.
      var owed = 0
      for (column, cell) in row.enumerated() {
        let padding = widths[column] - sizes[column]
        if alignments[column] == .right { owed += padding }
        if !cell.isEmpty {
          line.append(contentsOf: repeatElement(" ", count: owed))
          line += cell
          owed = 0
        }
        owed += (alignments[column] == .left ? padding : 0) + 2
      }
      return line
    }
  }

  /// The width in columns; counting characters is slow, and most cells are ASCII.
  private static func width(_ cell: String) -> Int {
    cell.utf8.allSatisfy { $0 < 0x80 } ? cell.utf8.count : cell.count
  }
}
