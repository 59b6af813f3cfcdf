/// Groups of rows on one horizontal axis, each row with a mark for each level.
struct DotChart: Sendable {
  /// A mark.
  struct Mark: Sendable {
    /// The level's color and marker.
    var series: Int
    /// Where it stands.
    var value: Double
    /// What its uncertainty leaves; nil for none.
    var reach: ClosedRange<Double>?
    /// The numbers in words.
    var tip = ""
  }

  /// A row.
  struct Row: Sendable {
    /// Its name.
    var name: String
    /// Its marks.
    var marks: [Mark]
  }

  /// Rows under a heading.
  struct Group: Sendable {
    /// The heading; empty for none.
    var title = ""
    /// The rows.
    var rows: [Row]
  }

  /// The groups from top to bottom.
  var groups: [Group]
  /// The axis's title.
  var title: String
  /// The values at the axis's ends.
  var domain: ClosedRange<Double>
  /// Whether the axis is in per cent of fractions.
  var isPercent = false
  /// The levels' names and colors; empty for no legend.
  var names: [(name: String, series: Int)]
  /// Whether a line joins a level's marks within a group.
  var isJoined = false

  /// Draws it.
  func draw(_ form: Figure.Form, _ theme: Theme, _ prefix: String) -> Canvas {
    let size = form.textSize
    let legend = Legend(names, showsDiverged: false, width: form.width, size: size)
    let nameRoom = form == .wide ? 250.0 : 118
    let labels = groups.map { group in
      group.rows.map { TextMetrics.wrapped($0.name, size: size, room: nameRoom, lines: 2) }
    }
    let widest = labels.joined().joined().map { TextMetrics.width($0, size: size) }.max() ?? 0
    let left = widest + 14
    let scale = Scale(kind: .linear, domain: domain, start: left, end: form.width - 14)
    let most = groups.flatMap(\.rows).map(\.marks.count).max() ?? 1
    let rowHeight = max(2 * size + 6, Double(most) * 7 + 12)
    var y = legend.height + 4
    let heights = groups.map { group in
      Double(group.rows.count) * rowHeight + (group.title.isEmpty ? 0 : size + 12) + 8
    }
    let bottom = y + heights.reduce(0, +)
    var canvas = Canvas(
      width: form.width, height: bottom + 2 * size + 18, theme: theme, prefix: prefix)
    legend.draw(on: &canvas, x: 0, y: 2)
    drawAxis(on: &canvas, scale, size: size, top: y, bottom: bottom)
    for (group, lines) in zip(groups, labels) {
      if !group.title.isEmpty {
        let text = TextMetrics.truncated(group.title, size: size * 1.1, room: form.width - 8)
        canvas.text(text, x: 0, y: y + size + 2, size: size, bold: true)
        y += size + 12
      }
      draw(group, lines, scale, top: y, rowHeight: rowHeight, size: size, on: &canvas)
      y += Double(group.rows.count) * rowHeight + 8
    }
    return canvas
  }

  private func draw(
    _ group: Group, _ labels: [[String]], _ scale: Scale, top: Double, rowHeight: Double,
    size: Double, on canvas: inout Canvas
  ) {
    let series = Array(Set(group.rows.flatMap { $0.marks.map(\.series) })).sorted()
    func height(_ row: Int, _ mark: Mark) -> Double {
      let place = Double(series.firstIndex(of: mark.series) ?? 0)
      return top + (Double(row) + 0.5) * rowHeight + (place - Double(series.count - 1) / 2) * 7
    }
    for (row, lines) in labels.enumerated() {
      let middle = top + (Double(row) + 0.5) * rowHeight
      let first = middle + size * 0.35 - Double(lines.count - 1) * (size + 1) / 2
      for (line, text) in lines.enumerated() {
        canvas.text(
          text, x: scale.start - 12, y: first + Double(line) * (size + 1), size: size, anchor: .end,
          ink: .soft)
      }
      canvas.line(scale.start, middle, scale.end, middle, ink: .grid)
    }
    for level in series {
      let marks = group.rows.enumerated().flatMap { row, content in
        content.marks.filter { $0.series == level }.map {
          (x: scale.clamped($0.value), y: height(row, $0), mark: $0)
        }
      }
      canvas.group(series: level) { canvas in
        if isJoined {
          canvas.polyline(
            marks.map { ($0.x, $0.y) }, ink: .series(level), width: 1.4,
            dash: Palette.dashes[level % Palette.count], opacity: 0.6)
        }
        for place in marks {
          if let reach = place.mark.reach {
            let (from, to) = (scale.clamped(reach.lowerBound), scale.clamped(reach.upperBound))
            let n = Canvas.number
            canvas.path(
              "M\(n(from)) \(n(place.y))H\(n(to))M\(n(from)) \(n(place.y - 3))v6M\(n(to)) "
                + "\(n(place.y - 3))v6", stroke: .series(level), width: 1.4)
          }
          canvas.group(tip: place.mark.tip) {
            $0.marker(level, x: place.x, y: place.y, radius: 4.4)
          }
        }
      }
    }
  }

  private func drawAxis(
    on canvas: inout Canvas, _ scale: Scale, size: Double, top: Double, bottom: Double
  ) {
    let count = max(2, Int((scale.end - scale.start) / 80))
    let width = canvas.width
    func center(_ tick: Tick) -> Double {
      let half = TextMetrics.width(tick.label, size: size) / 2
      return min(max(scale.position(tick.value), half), width - half)
    }
    let ticks = Ticks.thinned(
      Ticks.linear(domain, count: count, percent: isPercent),
      extent: { tick in
        let half = TextMetrics.width(tick.label, size: size) / 2
        return (center(tick) - half)...(center(tick) + half)
      }, gap: 10)
    for tick in ticks {
      let x = scale.position(tick.value)
      canvas.line(x, top, x, bottom, ink: .grid)
      canvas.text(
        tick.label, x: center(tick), y: bottom + size + 2, size: size, anchor: .middle, ink: .soft)
    }
    let text = TextMetrics.truncated(title, size: size, room: width)
    let half = TextMetrics.width(text, size: size) / 2
    canvas.text(
      text, x: min(max((scale.start + scale.end) / 2, half), width - half),
      y: bottom + 2 * size + 8, size: size, anchor: .middle)
  }
}
