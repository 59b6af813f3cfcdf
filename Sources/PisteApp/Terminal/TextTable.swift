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
    var result: [String] = []
    result.reserveCapacity(rows.count)
    // Bytes: to append blanks to a string, one by one, takes most of the time of a long list.
    var line: [UInt8] = []
    for (index, row) in rows.enumerated() {
      line.removeAll(keepingCapacity: true)
      // Blanks still owed, so that none stand at the end.
      var owed = 0
      for (column, cell) in row.enumerated() {
        let padding = widths[column] - sizes[index][column]
        if alignments[column] == .right { owed += padding }
        if !cell.isEmpty {
          for _ in 0..<owed { line.append(UInt8(ascii: " ")) }
          line.append(contentsOf: cell.utf8)
          owed = 0
        }
        owed += (alignments[column] == .left ? padding : 0) + 2
      }
      result.append(String(decoding: line, as: UTF8.self))
    }
    return result
  }

  /// The width in columns; counting characters is slow, and most cells are ASCII.
  private static func width(_ cell: String) -> Int {
    cell.utf8.allSatisfy { $0 < 0x80 } ? cell.utf8.count : cell.count
  }
}
