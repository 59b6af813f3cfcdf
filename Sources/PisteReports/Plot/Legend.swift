/// Names of series with their line and marker, in rows above a plot.
struct Legend: Sendable {
  private struct Item: Sendable {
    var name: String
    var series: Int?
    var x: Double
    var row: Int
  }

  private var items: [Item] = []
  private let size: Double
  /// The height it takes.
  private(set) var height = 0.0

  /// Lays the names out in rows of at most `width` pixels.
  ///
  /// - Parameters:
  ///   - names: the series' names and places.
  ///   - showsDiverged: whether to explain the red cross, after the names.
  ///   - width: the room from left to right.
  ///   - size: the size of text.
  init(
    _ names: [(name: String, series: Int)], showsDiverged: Bool, width: Double, size: Double
  ) {
    self.size = size
    var x = 0.0
    var row = 0
    let entries: [(name: String, series: Int?)] =
      names.map { ($0.name, $0.series) } + (showsDiverged ? [("diverged", nil)] : [])
    for (name, series) in entries {
      let text = TextMetrics.truncated(name, size: size, room: min(width - 34, 260))
      let indent = series == nil ? 14.0 : 34
      let room = indent + TextMetrics.width(text, size: size)
      if x > 0, x + room > width {
        x = 0
        row += 1
      }
      items.append(Item(name: text, series: series, x: x, row: row))
      x += room + 20
    }
    height = items.isEmpty ? 0 : Double(row + 1) * (size + 9) + 4
  }

  /// Draws it with its upper left corner at a point.
  func draw(on canvas: inout Canvas, x: Double, y: Double) {
    for item in items {
      let left = x + item.x
      let middle = y + Double(item.row) * (size + 9) + (size + 4) / 2
      if let series = item.series {
        canvas.line(
          left, middle, left + 28, middle, ink: .series(series), width: 2,
          dash: Palette.dashes[series % Palette.count])
        canvas.marker(series, x: left + 14, y: middle)
      } else {
        canvas.cross(x: left + 5, y: middle, radius: 4)
      }
      let indent = item.series == nil ? 14.0 : 34
      canvas.text(item.name, x: left + indent, y: middle + size * 0.35, size: size)
    }
  }
}
