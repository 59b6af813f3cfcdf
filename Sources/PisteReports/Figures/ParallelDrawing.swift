/// Draws axes one under another and a line through them for each configuration.
struct ParallelDrawing: Sendable {
  let rails: [ParallelFigure.Rail]
  let lines: [ParallelFigure.Line]
  /// The results of all configurations that completed, the worst first.
  let sorted: [Double]

  /// Draws it.
  func draw(_ form: Figure.Form, _ theme: Theme, _ prefix: String) -> Canvas {
    let size = form.textSize
    let step = 66.0
    let left = form == .wide ? 90.0 : 40
    let right = form.width - left
    func y(_ rail: Int) -> Double { 22 + size + Double(rail) * step }
    var canvas = Canvas(
      width: form.width, height: y(rails.count - 1) + size + 14, theme: theme, prefix: prefix)
    for line in lines {
      let points = line.places.enumerated().compactMap { rail, place in
        place.map { (x: left + $0 * (right - left), y: y(rail)) }
      }
      canvas.group(series: line.series, tip: line.tip) {
        if line.value.isFinite {
          $0.polyline(points, ink: .heat(self.step(of: line.value)), width: 1.3, opacity: 0.85)
        } else {
          $0.polyline(points, ink: .soft, width: 1, dash: "3 3", opacity: 0.5)
        }
      }
    }
    for (place, rail) in rails.enumerated() {
      draw(rail, y: y(place), from: left, to: right, size: size, on: &canvas)
    }
    return canvas
  }

  private func draw(
    _ rail: ParallelFigure.Rail, y: Double, from left: Double, to right: Double, size: Double,
    on canvas: inout Canvas
  ) {
    canvas.line(left, y, right, y, ink: .soft, width: 1.2)
    let title = TextMetrics.truncated(rail.title, size: size * 1.1, room: canvas.width)
    plate(title, x: 0, y: y - 9, size: size, bold: true, on: &canvas)
    let count = Double(max(1, rail.ticks.count))
    let room = min(200, canvas.width / count - 8)
    let ticks = rail.ticks.map {
      Tick(value: $0.place, label: TextMetrics.truncated($0.label, size: size, room: max(40, room)))
    }
    func extent(_ tick: Tick) -> ClosedRange<Double> {
      let half = TextMetrics.width(tick.label, size: size) / 2
      let center = min(max(left + tick.value * (right - left), half), canvas.width - half)
      return (center - half)...(center + half)
    }
    let width = canvas.width
    let kept = Ticks.thinned(
      ticks,
      extent: { tick in
        let half = TextMetrics.width(tick.label, size: size) / 2
        let center = min(max(left + tick.value * (right - left), half), width - half)
        return (center - half)...(center + half)
      }, gap: 6)
    for tick in ticks {
      let x = left + tick.value * (right - left)
      canvas.line(x, y - 4, x, y + 4, ink: .text, width: 1.2)
    }
    for tick in kept {
      plate(
        tick.label, x: extent(tick).lowerBound, y: y + size + 6, size: size, bold: false,
        on: &canvas)
    }
  }

  /// Writes text on a plate of the ground's color, since lines run behind it.
  private func plate(
    _ text: String, x: Double, y: Double, size: Double, bold: Bool, on canvas: inout Canvas
  ) {
    let width = TextMetrics.width(text, size: size, bold: bold)
    canvas.rect(
      Box(x: x - 2, y: y - size * 0.85, width: width + 4, height: size * 1.1), fill: .ground,
      radius: 2, opacity: 0.82)
    canvas.text(text, x: x, y: y, size: size, ink: bold ? .text : .soft, bold: bold)
  }

  /// The color step of a value by the fifth of all results that it belongs to.
  ///
  /// The palest two colors are left out: they would not show as lines.
  private func step(of value: Double) -> Int {
    let worse = sorted.firstIndex(of: value) ?? 0
    return 2 + min(4, worse * 5 / max(1, sorted.count))
  }
}
