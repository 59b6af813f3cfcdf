internal import PisteCore

/// Lines whose columns stand below each other.
enum TextColumns {
  /// Puts cells side by side, words to the left and all that follow the first `words` to the right.
  static func line(_ cells: [String], widths: [Int], words: Int = 1) -> String {
    var line = "  "
    for (index, cell) in cells.enumerated() {
      let width = index < widths.count ? widths[index] : 0
      let gap = String(repeating: " ", count: max(0, width - cell.count))
      line += index < words ? cell + gap : gap + cell
      line += "  "
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// A rate in units of 10⁹ a second.
  static func giga(_ value: Double) -> String {
    NumberFormat.fixed(value / 1e9, digits: value < 9.95e9 ? 2 : 1)
  }

  /// A count a second in thousands.
  static func kilo(_ value: Double) -> String {
    NumberFormat.fixed(value / 1e3, digits: value < 99.5e3 ? 1 : 0) + " k"
  }
}
