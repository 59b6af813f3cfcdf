internal import PisteCore

/// A curve of Braille dots with axes, as lines of text.
///
/// Value i holds from i to i + 1, as a rate holds for its unit. Every character is a block of two
/// by four dots; where several values fall into one column of dots, it shows their whole range.
package struct LinePlot: Sendable {
  private let values: [Double]
  private let lower: Double
  private let upper: Double
  private let width: Int
  private let height: Int
  private let unit: String

  /// Creates a plot.
  ///
  /// - Parameters:
  ///   - values: What is drawn, finite, at least one.
  ///   - unit: What the values follow one another in, as `epoch`.
  ///   - lower: The lowest value on the axis; nil for the lowest of the values.
  ///   - width: Columns in all, axis included, at least 30.
  ///   - height: Lines of the curve, at least 3.
  package init(_ values: [Double], by unit: String, from lower: Double?, width: Int, height: Int) {
    precondition(!values.isEmpty, "LinePlot: 0 values")
    precondition(width >= 30 && height >= 3, "LinePlot: \(width) columns by \(height) lines")
    self.values = values
    self.unit = unit
    self.width = width
    self.height = height
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    let bottom = lower ?? least
    self.lower = bottom < most ? bottom : most - 1
    upper = most
  }

  /// The plot as lines without trailing blanks.
  ///
  /// - Parameter style: Dresses the curve's part of a line, as with a color.
  /// - Returns: The lines of the curve, the axis and its labels.
  package func lines(style: (String) -> String = { $0 }) -> [String] {
    let labels = [
      0: NumberFormat.significant(upper, digits: 3),
      height / 2: NumberFormat.significant(level(of: height / 2), digits: 3),
      height - 1: NumberFormat.significant(lower, digits: 3),
    ]
    let margin = labels.values.map(\.count).max() ?? 0
    let columns = width - margin - 2
    let cells = cells(columns: columns)
    var lines = (0..<height).map { row -> String in
      let label = labels[row] ?? ""
      let edge = label.isEmpty ? "│" : "┤"
      var curve = String(String.UnicodeScalarView(cells[row].compactMap(Unicode.Scalar.init)))
      while curve.last == "\u{2800}" { curve.removeLast() }
      curve = String(curve.map { $0 == "\u{2800}" ? " " : $0 })
      let blank = String(repeating: " ", count: margin - label.count)
      return "\(blank)\(label) \(edge)" + (curve.isEmpty ? "" : style(curve))
    }
    let indent = String(repeating: " ", count: margin + 1)
    lines.append(indent + "└" + String(repeating: "─", count: columns))
    lines.append(indent + " " + axis(columns: columns))
    return lines
  }

  /// The value that the middle of a line of text stands for.
  private func level(of row: Int) -> Double {
    upper - (upper - lower) * (Double(row) * 4 + 1.5) / Double(4 * height - 1)
  }

  /// Braille characters, a list a line.
  private func cells(columns: Int) -> [[UInt32]] {
    var cells = Array(repeating: Array(repeating: UInt32(0x2800), count: columns), count: height)
    let dots = 2 * columns
    var previous: Double?
    for column in 0..<dots {
      let first = column * values.count / dots
      let last = max(first, (column + 1) * values.count / dots - 1)
      let shown = values[first...last]
      var (low, high) = (shown.min() ?? lower, shown.max() ?? lower)
      // The riser from where the column before ended.
      if let previous { (low, high) = (min(low, previous), max(high, previous)) }
      for dot in place(of: high)...place(of: low) {
        cells[dot / 4][column / 2] |= Self.mask(column: column % 2, row: dot % 4)
      }
      previous = values[last]
    }
    return cells
  }

  /// The row of dots of a value, from the top.
  private func place(of value: Double) -> Int {
    let share = (upper - value) / (upper - lower)
    return min(4 * height - 1, max(0, Int((share * Double(4 * height - 1)).rounded())))
  }

  /// The bit of a dot: Braille numbers the upper three rows column by column, then the lowest.
  private static func mask(column: Int, row: Int) -> UInt32 {
    row == 3 ? 0x40 << UInt32(column) : 1 << UInt32(row + 3 * column)
  }

  private func axis(columns: Int) -> String {
    let (middle, end) = (String(values.count / 2), "\(values.count) \(unit)s")
    var line = "0"
    let ticks = values.count > 1 ? [(columns / 2, middle), (columns - end.count, end)] : []
    for (place, text) in ticks where place > line.count {
      line += String(repeating: " ", count: place - line.count) + text
    }
    return line
  }
}
