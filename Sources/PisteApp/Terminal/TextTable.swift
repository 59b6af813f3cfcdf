/// A table of aligned columns for a terminal.
package struct TextTable {
  /// On which side a column's cells stand.
  package enum Alignment {
    case left
    case right
  }

  private let alignments: [Alignment]
  /// The cells of all rows, one row after another.
  private var cells: [String]

  /// Creates a table with a line of headings.
  package init(_ columns: [(heading: String, alignment: Alignment)]) {
    alignments = columns.map(\.alignment)
    cells = columns.map(\.heading)
  }

  /// Adds a row, or several, one after another.
  package mutating func add(_ cells: [String]) {
    precondition(
      !alignments.isEmpty && cells.count.isMultiple(of: alignments.count),
      "TextTable: \(cells.count) cells for \(alignments.count) columns")
    self.cells += cells
  }

  /// The table as lines without trailing blanks.
  package var lines: [String] {
    let count = alignments.count
    let sizes = cells.map(Self.width)
    var widths = [Int](repeating: 0, count: count)
    for (place, size) in sizes.enumerated() where size > widths[place % count] {
      widths[place % count] = size
    }
    var result: [String] = []
    result.reserveCapacity(cells.count / max(1, count))
    // Bytes: to append blanks to a string, one by one, takes most of the time of a long list.
    var line: [UInt8] = []
    for start in stride(from: 0, to: cells.count, by: max(1, count)) {
      line.removeAll(keepingCapacity: true)
      // Blanks still owed, so that none stand at the end.
      var owed = 0
      for column in 0..<count {
        let cell = cells[start + column]
        let padding = widths[column] - sizes[start + column]
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
