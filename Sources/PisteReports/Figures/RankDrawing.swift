internal import PisteCore

/// Draws a critical-difference diagram: ranks on a line, names below it, bars over what is level.
struct RankDrawing: Sendable {
  let names: [String]
  let ranks: [Double]
  let groups: [[Int]]
  let difference: Double

  /// Draws it.
  func draw(_ form: Figure.Form, _ theme: Theme, _ prefix: String) -> Canvas {
    let size = form.textSize
    let most = Double(names.count)
    let valueRoom = TextMetrics.width("00.00", size: size) + 8
    let nameRoom = form == .wide ? 230.0 : 110
    let shown = names.map { TextMetrics.truncated($0, size: size, room: nameRoom) }
    let room = shown.map { TextMetrics.width($0, size: size) }.max() ?? 0
    let scaleName = TextMetrics.width("critical difference", size: size)
    let left = max(room + valueRoom + 34, scaleName + 24)
    let scale = Scale(kind: .linear, domain: 1...max(2, most), start: left, end: form.width - 14)
    let axis = 2 * size + 34
    let step = size + 12
    let order = names.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    let bars = axis + 14
    let rows = bars + Double(groups.count) * 9 + 8
    var canvas = Canvas(
      width: form.width, height: rows + Double(names.count) * step + 6, theme: theme,
      prefix: prefix)
    drawAxis(scale, axis: axis, size: size, on: &canvas)
    for (place, group) in groups.enumerated() {
      let ends = group.map { scale.position(ranks[$0]) }
      let y = bars + Double(place) * 9
      canvas.line((ends.min() ?? 0) - 4, y, (ends.max() ?? 0) + 4, y, ink: .text, width: 4)
    }
    for (row, level) in order.enumerated() {
      let x = scale.position(ranks[level])
      let y = rows + (Double(row) + 0.5) * step
      let value = NumberFormat.fixed(ranks[level], digits: 2)
      canvas.group(series: level, tip: "\(names[level]): mean rank \(value)") { canvas in
        canvas.line(left - 8, y, x, y, ink: .grid)
        canvas.line(x, axis, x, y, ink: .series(level), width: 1)
        canvas.marker(level, x: x, y: y, radius: 4.5)
        canvas.marker(level, x: 8, y: y)
        canvas.text(shown[level], x: 20, y: y + size * 0.35, size: size)
        canvas.text(
          value, x: left - 14, y: y + size * 0.35, size: size, anchor: .end, bold: true)
      }
    }
    return canvas
  }

  private func drawAxis(_ scale: Scale, axis: Double, size: Double, on canvas: inout Canvas) {
    canvas.line(scale.start, axis, scale.end, axis, ink: .text, width: 1.4)
    let whole = (1...max(2, names.count)).map { Tick(value: Double($0), label: "\($0)") }
    for tick in whole {
      let x = scale.position(tick.value)
      canvas.line(x, axis - 5, x, axis, ink: .text)
      canvas.text(tick.label, x: x, y: axis - 9, size: size, anchor: .middle, ink: .soft)
    }
    let end = min(scale.end, scale.position(1 + difference))
    let n = Canvas.number
    let y = size + 6
    canvas.path(
      "M\(n(scale.start)) \(n(y - 4))v8M\(n(scale.start)) \(n(y))H\(n(end))M\(n(end)) \(n(y - 4))v8",
      stroke: .soft, width: 1.4)
    canvas.text(
      "critical difference", x: 8, y: y + size * 0.35, size: size, ink: .soft)
  }
}
