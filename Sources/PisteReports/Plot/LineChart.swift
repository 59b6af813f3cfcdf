/// Panels of lines side by side on wide screens and one under another on phones.
struct LineChart: Sendable {
  /// The panels.
  var panels: [ChartPanel]
  /// Whether the lines' names are written.
  var isNamed = true
  /// The height of a panel without rows below; nil for the usual one.
  var height: Double?

  /// Draws it.
  func draw(_ form: Figure.Form, _ theme: Theme, _ prefix: String) -> Canvas {
    let size = form.textSize
    let names = self.names
    let across = form == .wide ? (panels.count == 4 ? 2 : min(3, max(1, panels.count))) : 1
    let longest = names.map { TextMetrics.width($0.name, size: size) }.max() ?? 0
    // Names stand at the ends of the lines where there is room and lines end, otherwise in a legend.
    let endRoom =
      form == .wide && isNamed && across <= 2 && longest <= 125 && panels.allSatisfy(\.endsAtRight)
      ? longest + 6 : 0
    let diverged = panels.contains { panel in
      panel.lines.contains { !$0.crosses.isEmpty } || panel.strips.contains { !$0.crosses.isEmpty }
    }
    let legend = Legend(
      isNamed && endRoom == 0 ? names : [], showsDiverged: diverged, width: form.width, size: size)
    let gap = 28.0
    let width = (form.width - gap * Double(across - 1)) / Double(across)
    // Titles stand above the area, behind the room that tick labels may take.
    let titleRoom = width - 64
    let titleLines =
      panels.map {
        TextMetrics.wrapped($0.vertical.title, size: size * 1.1, room: titleRoom, lines: 2).count
      }.max() ?? 1
    let base = height ?? (form == .narrow ? 270.0 : across > 2 ? 290 : 330)
    let rows = stride(from: 0, to: panels.count, by: across).map {
      Array(panels[$0..<min($0 + across, panels.count)])
    }
    let heights = rows.map { row in
      base + (row.map { ChartDrawing.stripHeight($0, size: size) }.max() ?? 0)
    }
    var canvas = Canvas(
      width: form.width, height: legend.height + heights.reduce(0, +), theme: theme,
      prefix: prefix)
    legend.draw(on: &canvas, x: 0, y: 2)
    var y = legend.height
    for (row, height) in zip(rows, heights) {
      for (place, panel) in row.enumerated() {
        let box = Box(
          x: Double(place) * (width + gap), y: y, width: width - endRoom,
          height: base + ChartDrawing.stripHeight(panel, size: size))
        ChartDrawing(
          content: panel, in: box, size: size, titleLines: titleLines, titleRoom: titleRoom
        ).draw(on: &canvas, endRoom: endRoom)
      }
      y += height
    }
    return canvas
  }

  /// The names of all lines, each once, in the order of their colors.
  private var names: [(name: String, series: Int)] {
    var known: Set<Int> = []
    return panels.flatMap(\.lines).filter { known.insert($0.series).inserted }
      .map { (name: $0.name, series: $0.series) }.sorted { $0.series < $1.series }
  }
}
