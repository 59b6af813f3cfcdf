/// A terminal of a few lines that understands what a block may write.
///
/// It keeps count of what a block must not do, and knows nothing of how the block is made.
struct ScreenEmulator {
  private(set) var width: Int
  private(set) var height: Int
  private(set) var cells: [[String]]
  private(set) var row: Int
  private(set) var column = 0
  /// Lines that were pushed out at the top.
  private(set) var scrolled = 0
  /// Characters that came behind the last column.
  private(set) var overflowed = 0
  /// Control sequences that this terminal does not know.
  private(set) var unknown: [String] = []

  init(width: Int, height: Int, row: Int) {
    self.width = width
    self.height = height
    self.row = row
    cells = Array(repeating: [], count: height)
    for line in 0..<row { cells[line] = ["above \(line)"] }
  }

  /// The text from the cursor's line on, without blank lines at the end.
  var block: [String] {
    var lines = cells[row...].map { $0.joined() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The text above the cursor's line.
  var above: [String] { cells[..<row].map { $0.joined() } }

  mutating func feed(_ text: String) {
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\r": column = 0
      case "\n": lineFeed()
      case "\u{1B}": control(&scalars)
      default: put(scalar)
      }
    }
  }

  private mutating func lineFeed() {
    row += 1
    guard row == height else { return }
    row -= 1
    scrolled += 1
    cells.removeFirst()
    cells.append([])
  }

  private mutating func control(_ rest: inout ArraySlice<Unicode.Scalar>) {
    guard rest.popFirst() == "[" else { return unknown.append("escape") }
    var parameter = ""
    while let scalar = rest.popFirst() {
      guard scalar.properties.isAlphabetic else {
        parameter.unicodeScalars.append(scalar)
        continue
      }
      switch (scalar, parameter) {
      case ("A", _): row = max(0, row - (Int(parameter) ?? 1))
      case ("K", ""): cells[row] = Array(cells[row].prefix(column))
      case ("J", ""):
        cells[row] = Array(cells[row].prefix(column))
        for line in (row + 1)..<max(row + 1, height) { cells[line] = [] }
      case ("m", _), ("h", "?25"), ("l", "?25"), ("h", "?7"), ("l", "?7"): break
      default: unknown.append(parameter + String(Character(scalar)))
      }
      return
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let columns: Int =
      switch scalar.value {
      case 0x300...0x36F: 0
      case 0x4E00...0x9FFF, 0x1F680: 2
      default: 1
      }
    if columns == 0 {
      cells[row][max(0, column - 1)].unicodeScalars.append(scalar)
      return
    }
    guard column + columns <= width else {
      overflowed += 1
      return
    }
    while cells[row].count < column + columns { cells[row].append("") }
    cells[row][column] = String(Character(scalar))
    if columns == 2 { cells[row][column + 1] = "" }
    column += columns
  }
}
