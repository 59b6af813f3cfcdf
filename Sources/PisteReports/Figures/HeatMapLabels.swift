/// The names before a heat map's rows, in up to three lines where one has no room.
struct HeatMapLabels: Sendable {
  private let lines: [[String]]
  private let size: Double
  /// The width they take with the gap to the cells.
  let width: Double
  /// The least height of a row.
  let height: Double
  /// Whether a name lost its end.
  let isCut: Bool

  /// Lays the names out in at most `room` pixels.
  init(_ names: [String], room: Double, size: Double) {
    self.size = size
    lines = names.map { TextMetrics.wrapped($0, size: size, room: room - 10, lines: 3) }
    isCut = zip(names, lines).contains { name, lines in
      lines.contains { $0.hasSuffix("…") } && !name.contains("…")
    }
    width = (lines.joined().map { TextMetrics.width($0, size: size) }.max() ?? 0) + 10
    height = Double(lines.map(\.count).max() ?? 1) * (size + 2) + 4
  }

  /// Draws the name of a row, its lines ending at `right` and centered on `middle`.
  func draw(_ row: Int, on canvas: inout Canvas, right: Double, middle: Double) {
    let first = middle + size * 0.35 - Double(lines[row].count - 1) * (size + 2) / 2
    for (line, text) in lines[row].enumerated() {
      canvas.text(
        text, x: right, y: first + Double(line) * (size + 2), size: size, anchor: .end, ink: .soft)
    }
  }
}
