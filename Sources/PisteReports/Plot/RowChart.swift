internal import PisteStatistics

/// Rows of dots on one horizontal axis: each row's values with their quartiles, mean and interval.
struct RowChart: Sendable {
  /// One row.
  struct Row: Sendable {
    /// The name at its left, or above it on phones.
    var name: String
    /// The color and marker.
    var series: Int
    /// The values with what they are, in words.
    var dots: [(value: Double, tip: String)]
    /// The mean; nil for none.
    var mean: Double?
    /// The mean's interval; nil for none.
    var interval: Interval?
    /// The text at the right.
    var text: String
    /// Whether to draw the quartiles as a box.
    var hasBox = false
  }

  /// The rows from top to bottom.
  var rows: [Row]
  /// The axis's title.
  var title: String
  /// Whether the axis is in per cent of fractions.
  var isPercent = false
  /// What per cent are called on the ticks; nil to leave the sign.
  var unit: String?
  /// How many dots of a row tell their numbers at most; of more, the table does.
  private static let toldDots = 40
  /// A line across all rows, such as zero; nil for none.
  var baseline: Double?

  /// Draws it.
  func draw(_ form: Figure.Form, _ theme: Theme, _ prefix: String) -> Canvas {
    let size = form.textSize
    let isWide = form == .wide
    let rowHeight = isWide ? 38.0 : 56.0
    let valueRoom = rows.map { TextMetrics.width($0.text, size: size, bold: true) }.max() ?? 0
    let nameRoom = isWide ? min(230, form.width - valueRoom - 380) : form.width - valueRoom - 40
    let names = rows.map { TextMetrics.truncated($0.name, size: size, room: nameRoom) }
    let left = isWide ? (names.map { TextMetrics.width($0, size: size) }.max() ?? 0) + 34 : 8
    let right = isWide ? form.width - valueRoom - 22 : form.width - 8
    let bottom = 6 + Double(rows.count) * rowHeight
    var canvas = Canvas(
      width: form.width, height: bottom + 2 * size + 18, theme: theme, prefix: prefix)
    let scale = Scale(kind: .linear, domain: domain, start: left, end: right)
    drawAxis(on: &canvas, scale, size: size, bottom: bottom)
    for (place, row) in rows.enumerated() {
      let top = 6 + Double(place) * rowHeight
      let middle = isWide ? top + rowHeight / 2 : top + 38
      let baseline = isWide ? middle + size * 0.35 : top + 14
      canvas.group(series: row.series) { canvas in
        canvas.marker(row.series, x: 10, y: baseline - size * 0.35)
        canvas.text(names[place], x: 22, y: baseline, size: size)
        canvas.text(row.text, x: form.width, y: baseline, size: size, anchor: .end, bold: true)
        if let zero = self.baseline {
          // On phones the names stand above the rows, so that a line all through would cross them.
          let reach = isWide ? rowHeight / 2 : 15
          let x = scale.position(zero)
          canvas.line(x, middle - reach, x, middle + reach, ink: .soft, width: 1.5)
        }
        draw(row, scale, middle: middle, on: &canvas)
      }
    }
    return canvas
  }

  private var domain: ClosedRange<Double> {
    var all = rows.flatMap { $0.dots.map(\.value) } + [baseline].compactMap { $0 }
    for interval in rows.compactMap(\.interval) { all += [interval.lower, interval.upper] }
    return Scale.domain(of: all, kind: .linear)
  }

  private func draw(_ row: Row, _ scale: Scale, middle: Double, on canvas: inout Canvas) {
    let values = row.dots.map(\.value).sorted()
    if row.hasBox, values.count >= 5 {
      let quartiles = [0.25, 0.5, 0.75].map {
        scale.position(Quantile.linear($0, ofSorted: values))
      }
      canvas.rect(
        Box(
          x: quartiles[0], y: middle - 11, width: max(1, quartiles[2] - quartiles[0]), height: 22),
        fill: .series(row.series), radius: 2, opacity: 0.13)
      canvas.line(
        quartiles[1], middle - 11, quartiles[1], middle + 11, ink: .series(row.series), width: 1.2)
    }
    // Equal values would cover each other: dots stand at three heights in turn.
    let dots = row.dots.enumerated().map { place, dot in
      (
        x: scale.position(dot.value),
        y: middle + (row.dots.count > 3 ? [0.0, -6, 6][place % 3] : 0), tip: dot.tip
      )
    }
    if dots.count <= Self.toldDots {
      for dot in dots {
        canvas.group(isRun: true, tip: dot.tip) {
          $0.dots([(dot.x, dot.y)], series: row.series)
        }
      }
    } else {
      canvas.group(isRun: true) { $0.dots(dots.map { ($0.x, $0.y) }, series: row.series) }
    }
    if let interval = row.interval {
      let from = scale.position(interval.lower)
      let to = scale.position(interval.upper)
      let n = Canvas.number
      canvas.path(
        "M\(n(from)) \(n(middle))H\(n(to))M\(n(from)) \(n(middle - 5))v10"
          + "M\(n(to)) \(n(middle - 5))v10", stroke: .series(row.series), width: 2)
    }
    if let mean = row.mean {
      canvas.group(tip: "\(row.name): \(row.text)") {
        $0.marker(row.series, x: scale.position(mean), y: middle, radius: 6)
      }
    }
  }

  private func drawAxis(on canvas: inout Canvas, _ scale: Scale, size: Double, bottom: Double) {
    let count = max(2, Int((scale.end - scale.start) / 80))
    var candidates = Ticks.linear(scale.domain, count: count, percent: isPercent)
    if let unit {
      for place in candidates.indices {
        candidates[place].label = candidates[place].label.replacing(" %", with: unit)
      }
    }
    func center(_ tick: Tick) -> Double {
      let half = TextMetrics.width(tick.label, size: size) / 2
      return min(max(scale.position(tick.value), half), scale.end + 8 - half)
    }
    let ticks = Ticks.thinned(
      candidates,
      extent: { tick in
        let half = TextMetrics.width(tick.label, size: size) / 2
        return (center(tick) - half)...(center(tick) + half)
      }, gap: 10)
    for tick in ticks {
      let x = scale.position(tick.value)
      canvas.line(x, 6, x, bottom, ink: .grid)
      canvas.text(
        tick.label, x: center(tick), y: bottom + size + 2, size: size, anchor: .middle, ink: .soft)
    }
    let room = scale.end - scale.start
    canvas.text(
      TextMetrics.truncated(title, size: size, room: room), x: (scale.start + scale.end) / 2,
      y: bottom + 2 * size + 8, size: size, anchor: .middle)
  }
}

extension Canvas {
  /// Draws faint dots, one a run.
  mutating func dots(_ places: [(x: Double, y: Double)], series: Int) {
    let n = Self.number
    let data = places.map { "M\(n($0.x - 3)) \(n($0.y))a3 3 0 1 0 6 0a3 3 0 1 0 -6 0" }
    path(data.joined(), opacity: 0.45, fill: .series(series))
  }
}
