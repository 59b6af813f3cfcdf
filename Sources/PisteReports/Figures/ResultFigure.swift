internal import PisteCore
internal import PisteStatistics

/// Every level's evaluation runs as dots, with mean and interval: the answer at a glance.
struct ResultFigure {
  let comparison: Comparison

  /// The figure; nil if no level has a result.
  func figure() -> Figure? {
    let levels = Array(comparison.ranking.prefix(Palette.count))
    guard !levels.isEmpty else { return nil }
    let metric = comparison.reported
    let table = DataTable(
      columns: [.words(comparison.factor), .numbers("seed"), .numbers(metric.title)],
      rows: levels.flatMap { level in
        level.report.values.map { [level.name, "\($0.seed)", metric.text($0.value)] }
      })
    return Figure(
      id: "result", title: "\(Prose.capitalized(metric.title)) of \(comparison.whose)",
      caption: caption(levels), table: table
    ) { form, theme, prefix in draw(levels, metric, form, theme, prefix) }
  }

  private func caption(_ levels: [LevelResult]) -> String {
    let metric = comparison.reported
    let means = levels.prefix(3).compactMap { level -> String? in
      guard let mean = level.report.mean else { return nil }
      return comparison.named(
        level.name, level.report.interval.map(metric.text) ?? metric.text(mean))
    }
    var text = "\(Prose.capitalized(metric.title)) at the last epoch: \(Prose.list(means)). "
    text += "Small dots are runs, one a seed; the mark is their mean, the bar its 95 % t interval."
    if comparison.ranking.count > levels.count {
      text += " The \(levels.count) best of \(comparison.ranking.count) levels are drawn."
    }
    return text
  }

  private func draw(
    _ levels: [LevelResult], _ metric: MetricLabel, _ form: Figure.Form, _ theme: Theme,
    _ prefix: String
  ) -> Canvas {
    let size = form.textSize
    let isWide = form == .wide
    let rowHeight = isWide ? 34.0 : 52.0
    let values = levels.map { level in
      level.report.interval.map(metric.text) ?? metric.text(level.report.mean)
    }
    let nameRoom = 230.0
    let names = levels.map {
      TextMetrics.truncated($0.name, size: size, room: isWide ? nameRoom : 200)
    }
    let valueRoom = values.map { TextMetrics.width($0, size: size, bold: true) }.max() ?? 0
    let left =
      isWide ? (names.map { TextMetrics.width($0, size: size) }.max() ?? 0) + 30 : 8
    let right = isWide ? form.width - valueRoom - 18 : form.width - 8
    let bottom = 6 + Double(levels.count) * rowHeight
    var canvas = Canvas(
      width: form.width, height: bottom + 2 * size + 18, theme: theme, prefix: prefix)
    var all = levels.flatMap { $0.report.values.map(\.value) }
    for level in levels {
      guard let interval = level.report.interval else { continue }
      all += [interval.lower, interval.upper]
    }
    let scale = Scale(
      kind: .linear, domain: Scale.domain(of: all, kind: .linear), start: left, end: right)
    drawAxis(on: &canvas, scale, metric, size: size, bottom: bottom)
    for (row, level) in levels.enumerated() {
      let top = 6 + Double(row) * rowHeight
      let middle = isWide ? top + rowHeight / 2 : top + 36
      let baseline = isWide ? middle + size * 0.35 : top + 14
      canvas.marker(level.series ?? 0, x: 10, y: baseline - size * 0.35)
      canvas.text(names[row], x: 22, y: baseline, size: size)
      canvas.text(
        values[row], x: form.width, y: baseline, size: size, anchor: .end, bold: true)
      if let interval = level.report.interval {
        let from = scale.position(interval.lower)
        let to = scale.position(interval.upper)
        let n = Canvas.number
        canvas.path(
          "M\(n(from)) \(n(middle))H\(n(to))M\(n(from)) \(n(middle - 5))v10"
            + "M\(n(to)) \(n(middle - 5))v10", stroke: .series(level.series ?? 0), width: 2)
      }
      for value in level.report.values {
        canvas.dot(x: scale.position(value.value), y: middle, series: level.series ?? 0)
      }
      if let mean = level.report.mean {
        canvas.marker(level.series ?? 0, x: scale.position(mean), y: middle, radius: 6)
      }
    }
    return canvas
  }

  private func drawAxis(
    on canvas: inout Canvas, _ scale: Scale, _ metric: MetricLabel, size: Double, bottom: Double
  ) {
    let count = max(2, Int((scale.end - scale.start) / 80))
    let ticks = Ticks.thinned(
      Ticks.linear(scale.domain, count: count, percent: metric.isFraction),
      extent: { tick in
        let half = TextMetrics.width(tick.label, size: size) / 2
        return (scale.position(tick.value) - half)...(scale.position(tick.value) + half)
      }, gap: 10)
    for tick in ticks {
      let x = scale.position(tick.value)
      canvas.line(x, 6, x, bottom, ink: .grid)
      let half = TextMetrics.width(tick.label, size: size) / 2
      let center = min(max(x, half), canvas.width - half)
      canvas.text(
        tick.label, x: center, y: bottom + size + 2, size: size, anchor: .middle, ink: .soft)
    }
    canvas.text(
      metric.title, x: (scale.start + scale.end) / 2, y: bottom + 2 * size + 8, size: size,
      anchor: .middle)
  }
}

extension Canvas {
  /// Draws a faint dot: one run.
  mutating func dot(x: Double, y: Double, series: Int) {
    let n = Self.number
    path(
      "M\(n(x - 3)) \(n(y))a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z", opacity: 0.45, fill: .series(series))
  }
}
