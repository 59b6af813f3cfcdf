/// The names above a heat map's columns: in lines where the words fit, upright where they do not.
struct HeatMapHeads: Sendable {
  private let lines: [[String]]
  private let isUpright: Bool
  private let cell: Double
  private let size: Double
  /// The height they take.
  let height: Double

  /// Lays the names out for columns of `cell` pixels.
  init(_ names: [String], cell: Double, size: Double) {
    self.cell = cell
    self.size = size
    let wrapped = names.map { TextMetrics.wrapped($0, size: size, room: cell - 6, lines: 3) }
    let isCut = zip(names, wrapped).contains { name, lines in
      lines.joined().count < name.count - lines.count + 1
        || lines.contains { $0.hasSuffix("…") && !name.hasSuffix("…") }
    }
    isUpright = isCut
    if isCut {
      let shortened = names.map { TextMetrics.truncated($0, size: size, room: 110) }
      lines = cell < size + 2 ? [] : shortened.map { [$0] }
      height = (lines.joined().map { TextMetrics.width($0, size: size) }.max() ?? 0) + 8
    } else {
      lines = wrapped
      height = Double(wrapped.map(\.count).max() ?? 0) * (size + 2) + 6
    }
  }

  /// Draws them over columns that begin at `x`, the last line ending above `bottom`.
  func draw(on canvas: inout Canvas, x: Double, bottom: Double) {
    for (column, head) in lines.enumerated() {
      let center = x + (Double(column) + 0.5) * cell
      if isUpright {
        canvas.uprightText(head[0], x: center + size * 0.35, bottom: bottom - 6, size: size)
        continue
      }
      for (line, text) in head.enumerated() {
        canvas.text(
          text, x: center, y: bottom - 6 - Double(head.count - 1 - line) * (size + 2), size: size,
          anchor: .middle, ink: .soft)
      }
    }
  }
}
