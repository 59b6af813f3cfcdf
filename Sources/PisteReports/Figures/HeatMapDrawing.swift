internal import PisteCore

/// Draws heat maps side by side or one under another.
struct HeatMapDrawing: Sendable {
  let grids: [HeatGrid]
  let rows: ResultTable.Axis
  let columns: ResultTable.Axis
  let metric: MetricLabel
  let isNamed: Bool
  let scale: HeatScale

  /// Draws all maps.
  func draw(_ form: Figure.Form, _ theme: Theme, _ prefix: String) -> Canvas {
    let size = form.textSize
    let gap = 22.0
    let count = Double(columns.values.count)
    let words = names(columns).flatMap { $0.split(whereSeparator: { " -".contains($0) }) }
    let word = words.map { TextMetrics.width(String($0) + "-", size: size) }.max() ?? 0
    let smallest = max(64, count * min(max(word + 8, 52), 100))
    func across(_ labels: HeatMapLabels) -> Int {
      let fitting = max(1, Int((form.width + gap) / (labels.width + smallest + gap)))
      return form == .wide ? min(fitting, grids.count) : 1
    }
    let rowNames = names(rows)
    let columnNames = names(columns)
    var labels = HeatMapLabels(rowNames, room: form == .wide ? 200 : 110, size: size)
    let folded = HeatMapLabels(rowNames, room: 120, size: size)
    // Names in two lines are worth it where they bring more maps side by side.
    if !folded.isCut, across(folded) > across(labels) { labels = folded }
    let labelRoom = labels.width
    let across = across(labels)
    let width = min(
      (form.width - gap * Double(across - 1)) / Double(across), labelRoom + count * 130)
    let cell = (width - labelRoom) / count
    let least = usualCount == nil ? 26 : 2 * size + 8
    let cellHeight = max(
      labels.height, min(40.0, max(least, 420 / Double(rows.values.count))))
    let heads = HeatMapHeads(columnNames, cell: cell, size: size)
    let headHeight = heads.height
    // A map of its own line has no use for rows of which its level has no cell.
    let kept = grids.map { grid in
      rows.values.indices.filter { row in
        across > 1 || grid.cells[row].contains { $0.planned > 0 }
      }
    }
    let heights = kept.map { 24 + headHeight + Double($0.count) * cellHeight + 14 }
    let tops = grids.indices.map { place in
      across > 1
        ? Double(place / across) * (heights.max() ?? 0) : heights[..<place].reduce(0, +)
    }
    let notes = TextMetrics.wrapped(note, size: size, room: form.width, lines: 2)
    let noteHeight = size + 4
    var canvas = Canvas(
      width: form.width,
      height: (zip(tops, heights).map { $0 + $1 }.max() ?? 0) + Double(notes.count) * noteHeight
        + 6, theme: theme, prefix: prefix)
    for (place, grid) in grids.enumerated() {
      let x = Double(place % across) * (width + gap)
      let y = tops[place]
      if isNamed {
        canvas.marker(grid.series, x: x + 6, y: y + 11)
        canvas.text(
          TextMetrics.truncated(grid.name, size: size * 1.1, room: width - 20), x: x + 18,
          y: y + 11 + size * 0.35, size: size, bold: true)
      }
      heads.draw(on: &canvas, x: x + labelRoom, bottom: y + 24 + headHeight)
      let top = y + 24 + headHeight
      for (line, row) in kept[place].enumerated() {
        labels.draw(
          row, on: &canvas, right: x + labelRoom - 8,
          middle: top + (Double(line) + 0.5) * cellHeight - 1)
        for column in columns.values.indices {
          let box = Box(
            x: x + labelRoom + Double(column) * cell, y: top + Double(line) * cellHeight,
            width: cell - 2, height: cellHeight - 2)
          let content = grid.cells[row][column]
          canvas.group(tip: tip(grid, content, row: row, column: column)) {
            drawCell(content, in: box, size: size, on: &$0)
          }
        }
      }
    }
    for (line, text) in notes.enumerated() {
      let below = Double(notes.count - 1 - line)
      canvas.text(text, x: 0, y: canvas.height - 6 - below * noteHeight, size: size, ink: .soft)
    }
    return canvas
  }

  /// What lies down, what across, and what the cells hold.
  private var note: String {
    Comparison.axisTitle(rows.key) + " down, " + Comparison.axisTitle(columns.key) + " across; "
      + metric.title + (metric.isFraction ? " in %" : "")
  }

  /// The values of an axis as written: drawn numbers in four digits where that tells them apart.
  private func names(_ axis: ResultTable.Axis) -> [String] {
    guard let numbers = axis.numbers, numbers.count == axis.values.count else { return axis.values }
    let short = zip(axis.values, numbers).map { text, number in
      let brief = NumberFormat.significant(number, digits: 4)
      return brief.count < text.count ? brief : text
    }
    return Set(short).count == short.count ? short : axis.values
  }

  private func tip(_ grid: HeatGrid, _ cell: HeatGrid.Cell, row: Int, column: Int) -> String {
    guard cell.planned > 0 else { return "" }
    let value = cell.score?.interval.map(metric.text) ?? metric.text(cell.score?.mean)
    return (isNamed ? "\(grid.name), " : "") + "\(rows.values[row]), \(columns.values[column]): "
      + "\(value), n = \(cell.score?.values.count ?? 0), \(cell.diverged) of \(cell.planned) "
      + "diverged"
  }

  private func drawCell(_ cell: HeatGrid.Cell, in box: Box, size: Double, on canvas: inout Canvas) {
    guard cell.planned > 0 else {
      return canvas.text(
        "·", x: box.x + box.width / 2, y: box.y + box.height / 2 + size * 0.35, size: size,
        anchor: .middle, ink: .soft)
    }
    guard let mean = cell.score?.mean else {
      canvas.rect(box, fill: .blank, radius: 3)
      if cell.diverged > 0 { canvas.hatch(box) }
      let text = cell.diverged > 0 ? "diverged" : "–"
      let fits = TextMetrics.width(text, size: size) <= box.width - 4
      return canvas.text(
        fits ? text : "–", x: box.x + box.width / 2, y: box.y + box.height / 2 + size * 0.35,
        size: size, anchor: .middle, ink: cell.diverged > 0 ? .alarm : .soft)
    }
    let step = scale.step(of: mean)
    canvas.rect(box, fill: .heat(step), radius: 3)
    let text = metric.brief(mean)
    let count = cell.score?.values.count ?? 0
    let hasCount = usualCount.map { $0 != count } ?? false
    if TextMetrics.width(text, size: size) <= box.width - 4 {
      canvas.text(
        text, x: box.x + box.width / 2,
        y: box.y + box.height / 2 + size * 0.35 - (hasCount ? size / 2 + 1 : 0), size: size,
        anchor: .middle, ink: .heatText(step))
      if hasCount {
        canvas.text(
          "n \(count)", x: box.x + box.width / 2, y: box.y + box.height / 2 + size * 0.85 + 1,
          size: size, anchor: .middle, ink: .heatText(step))
      }
    }
    guard cell.mostlyDiverged, box.width > 20 else { return }
    canvas.rect(
      Box(x: box.right - 12, y: box.y + 1, width: 11, height: 11), fill: .ground, radius: 2)
    canvas.cross(x: box.right - 6.5, y: box.y + 6.5, radius: 3)
  }

  /// How many runs most cells' values are of, if others are of fewer; nil if all agree.
  private var usualCount: Int? {
    let counts = grids.flatMap { $0.cells.joined() }.compactMap { $0.score?.values.count }
      .filter { $0 > 0 }
    return Set(counts).count > 1 ? counts.max() : nil
  }
}
