/// Draws axes one under another and a line through them for each configuration.
struct ParallelDrawing: Sendable {
  let rails: [ParallelFigure.Rail]
  let lines: [ParallelFigure.Line]
  /// The results of all configurations that completed, the worst first.
  let sorted: [Double]

  /// Draws it.
  func draw(_ form: Figure.Form, _ theme: Theme, _ prefix: String) -> Canvas {
    let size = form.textSize
    let left = form == .wide ? 90.0 : 40
    let right = form.width - left
    let labels = rails.map {
      RailLabels($0, from: left, to: right, width: form.width, size: size)
    }
    var heights: [Double] = []
    var y = 22 + size
    for label in labels {
      heights.append(y)
      y += 76 + Double(label.rows - 1) * (size + 3)
    }
    let bottom = (heights.last ?? 0) + Double(labels.last?.rows ?? 1) * (size + 3) + 11
    var canvas = Canvas(width: form.width, height: bottom, theme: theme, prefix: prefix)
    for line in lines {
      let points = zip(heights, line.places).map { y, place in
        place.map { (x: left + $0 * (right - left), y: y) }
      }
      canvas.group(series: line.series, tip: line.tip) { canvas in
        let ink = line.value.isFinite ? Ink.heat(self.step(of: line.value)) : .soft
        for part in Self.parts(points) {
          canvas.polyline(
            part.points, ink: ink, width: line.value.isFinite ? 1.3 : 1,
            dash: part.isBridge ? "1 4" : line.value.isFinite ? "" : "3 3",
            opacity: line.value.isFinite ? 0.85 : 0.5)
        }
      }
    }
    for ((rail, label), y) in zip(zip(rails, labels), heights) {
      canvas.line(left, y, right, y, ink: .soft, width: 1.2)
      let title = TextMetrics.truncated(rail.title, size: size * 1.1, room: canvas.width)
      plate(title, x: 0, y: y - 9, size: size, bold: true, on: &canvas)
      for tick in rail.ticks {
        let x = left + tick.place * (right - left)
        canvas.line(x, y - 4, x, y + 4, ink: .text, width: 1.2)
      }
      for text in label.texts {
        let base = y + size + 6 + Double(text.row) * (size + 3)
        plate(text.label, x: text.x, y: base, size: size, bold: false, on: &canvas)
      }
    }
    return canvas
  }

  /// A line in its parts: along axes that follow each other, and dotted ones over axes that it has no value on.
  private static func parts(
    _ points: [(x: Double, y: Double)?]
  ) -> [(points: [(x: Double, y: Double)], isBridge: Bool)] {
    var parts: [(points: [(x: Double, y: Double)], isBridge: Bool)] = []
    var last: Int?
    for (place, point) in points.enumerated() {
      guard let point else { continue }
      if let last, last == place - 1 {
        parts[parts.count - 1].points.append(point)
      } else {
        if let end = parts.last?.points.last { parts.append(([end, point], true)) }
        parts.append(([point], false))
      }
      last = place
    }
    return parts.filter { $0.points.count > 1 }
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

/// The labels under an axis: numbers thinned out to one row, names all kept in up to three.
private struct RailLabels {
  /// The labels, each with its left edge and its row.
  private(set) var texts: [(label: String, x: Double, row: Int)] = []
  /// How many rows they take.
  private(set) var rows = 1

  init(
    _ rail: ParallelFigure.Rail, from left: Double, to right: Double, width: Double, size: Double
  ) {
    func extent(_ label: String, _ place: Double) -> ClosedRange<Double> {
      let half = TextMetrics.width(label, size: size) / 2
      let center = min(max(left + place * (right - left), half), max(half, width - half))
      return (center - half)...(center + half)
    }
    guard rail.isNamed else {
      let ticks = rail.ticks.map { Tick(value: $0.place, label: $0.label) }
      texts = Ticks.thinned(ticks, extent: { extent($0.label, $0.value) }, gap: 6)
        .map { ($0.label, extent($0.label, $0.value).lowerBound, 0) }
      return
    }
    func isClear(_ labels: [String], rows: Int) -> Bool {
      (0..<rows).allSatisfy { row in
        let kept = labels.indices.filter { $0 % rows == row }
          .map { extent(labels[$0], rail.ticks[$0].place) }
        return zip(kept, kept.dropFirst()).allSatisfy { $0.upperBound + 6 <= $1.lowerBound }
      }
    }
    var labels = rail.ticks.map {
      TextMetrics.truncated($0.label, size: size, room: min(200, width / 2 - 8))
    }
    rows = (1...3).first { isClear(labels, rows: $0) } ?? 3
    if !isClear(labels, rows: rows) {
      let room = width * Double(rows) / Double(max(1, labels.count)) - 8
      labels = labels.map { TextMetrics.truncated($0, size: size, room: room) }
    }
    for (place, label) in labels.enumerated() {
      let row = place % rows
      let x = extent(label, rail.ticks[place].place).lowerBound
      // With very many names some cannot be written; their marks stay.
      let isFree = texts.allSatisfy {
        $0.row != row || $0.x + TextMetrics.width($0.label, size: size) + 6 <= x
      }
      if isFree { texts.append((label, x, row)) }
    }
  }
}
