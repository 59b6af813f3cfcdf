/// Draws one panel of a chart: guides, runs, bands, lines, marks, names and the rows below.
struct ChartDrawing {
  private let content: ChartPanel
  private let panel: Panel
  private let size: Double

  /// Lays the panel out within `box`.
  init(content: ChartPanel, in box: Box, size: Double, titleLines: Int, titleRoom: Double) {
    self.content = content
    self.size = size
    panel = Panel(
      in: box, horizontal: content.horizontal, vertical: content.vertical, size: size,
      strip: Self.stripHeight(content, size: size), titleLines: titleLines, titleRoom: titleRoom)
  }

  /// The height of the rows below the area.
  static func stripHeight(_ content: ChartPanel, size: Double) -> Double {
    guard !content.strips.isEmpty else { return 0 }
    return Double(content.strips.count) * (size + 4) + (content.stripTitle.isEmpty ? 8 : size + 14)
  }

  /// Draws all of it.
  func draw(on canvas: inout Canvas, endRoom: Double) {
    panel.draw(on: &canvas)
    canvas.beginClip(area)
    for line in content.lines { drawRuns(line, on: &canvas) }
    for line in content.lines where line.reach == .band { drawBand(line, on: &canvas) }
    for curve in content.theory {
      canvas.group(series: curve.series) {
        $0.polyline(pixels(curve.points), ink: .series(curve.series), width: 1.2, dash: "2 2")
      }
    }
    canvas.endClip()
    drawGuides(on: &canvas)
    for (place, line) in content.lines.enumerated() { drawLine(line, place, on: &canvas) }
    for line in content.lines { drawCrosses(line, on: &canvas) }
    nameGuides(on: &canvas)
    if endRoom > 0 { drawNames(on: &canvas) }
    drawStrips(on: &canvas)
  }

  private func pixels(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    PathThinning.thinned(points.map { (x: panel.x.position($0.x), y: height($0.y)) })
  }

  /// A height that may lie outside the panel, but not so far that paths grow wild.
  private func height(_ value: Double) -> Double {
    min(max(panel.y.position(value), panel.frame.y - 1000), panel.frame.bottom + 1000)
  }

  /// Where lines may be: the frame and the width of a stroke around it.
  private var area: Box {
    let frame = panel.frame
    return Box(x: frame.x - 6, y: frame.y - 2, width: frame.width + 8, height: frame.height + 4)
  }

  /// Whether marks of two levels can stand at one place.
  private var sharesPlaces: Bool {
    let places = content.lines.flatMap { $0.points.map(\.x) }
    return Set(places).count < places.count
  }

  /// Whether so many levels share the panel that what is behind the lines must be faint.
  private var isCrowded: Bool { content.lines.count { $0.points.count > 1 } > 4 }

  private func drawRuns(_ line: ChartLine, on canvas: inout Canvas) {
    canvas.faintLines(line.runs.map { ($0.name, pixels($0.points)) }, series: line.series)
  }

  private func drawBand(_ line: ChartLine, on canvas: inout Canvas) {
    let reached = line.points.compactMap { point in
      point.reach.map { (x: panel.x.position(point.x), reach: $0) }
    }
    func edge(_ end: (ClosedRange<Double>) -> Double) -> [(x: Double, y: Double)] {
      let points = reached.map { (x: $0.x, y: height(end($0.reach))) }
      return PathThinning.thinned(line.shape == .stepped ? Self.stepped(points) : points)
    }
    canvas.group(series: line.series) {
      $0.band(
        upper: edge(\.upperBound), lower: edge(\.lowerBound), ink: .series(line.series),
        opacity: isCrowded ? 0.08 : 0.16)
    }
  }

  private func drawLine(_ line: ChartLine, _ place: Int, on canvas: inout Canvas) {
    // Bars of several levels at one place stand side by side.
    let dodge =
      line.reach == .bars && sharesPlaces
      ? (Double(place) - Double(content.lines.count - 1) / 2) * 3 : 0
    let placed = line.points.map {
      (x: panel.x.position($0.x) + dodge, y: height($0.y), point: $0)
    }
    // A mark outside the axis would tell of a value that it does not have; its line leaves the panel.
    let marked = placed.filter { panel.y.domain.contains($0.point.y) }
    canvas.group(series: line.series) { canvas in
      if line.reach == .bars {
        for mark in marked {
          guard let reach = mark.point.reach else { continue }
          canvas.errorBar(
            x: mark.x, from: panel.end(reach.lowerBound), to: panel.end(reach.upperBound),
            series: line.series, opacity: isCrowded ? 0.45 : 1)
        }
      }
      let points = placed.map { (x: $0.x, y: $0.y) }
      if line.shape != .apart {
        if marked.count < placed.count { canvas.beginClip(area) }
        canvas.polyline(
          PathThinning.thinned(line.shape == .stepped ? Self.stepped(points) : points),
          ink: .series(line.series), width: 2.2,
          dash: Palette.dashes[line.series % Palette.count])
        if marked.count < placed.count { canvas.endClip() }
      }
      let isSparse = line.shape == .apart || line.reach == .bars || points.count <= 20
      let stride = isSparse ? 1 : (points.count + 9) / 10
      for (index, mark) in marked.enumerated() where (marked.count - 1 - index) % stride == 0 {
        canvas.group(tip: mark.point.tip) {
          $0.marker(
            line.series, x: mark.x, y: mark.y,
            radius: line.shape == .apart ? 3.4 : line.reach == .bars ? 5 : 3.8)
        }
      }
      for stroke in line.strokes {
        let (x, y) = (panel.x.position(stroke.x), panel.y.clamped(stroke.y))
        canvas.group(tip: stroke.tip) {
          $0.line(x, y - 5, x, y + 5, ink: .series(line.series), width: 1.6)
        }
      }
    }
  }

  private func drawCrosses(_ line: ChartLine, on canvas: inout Canvas) {
    for cross in line.crosses {
      canvas.group(series: line.series, isRun: true, tip: cross.tip) {
        $0.cross(
          x: panel.x.position(cross.x), y: max(panel.y.clamped(cross.y), panel.frame.y + 5))
      }
    }
  }

  /// Writes each line's name where it ends, kept apart from the others.
  private func drawNames(on canvas: inout Canvas) {
    let named = content.lines.compactMap { line in
      line.points.last.map { (line: line, x: $0.x, y: panel.y.clamped($0.y)) }
    }
    guard
      let places = LabelPlacement.spread(
        named.map(\.y), height: size + 3, lower: panel.frame.y - 8, upper: panel.frame.bottom + 4)
    else { return }
    for (entry, place) in zip(named, places) {
      let series = entry.line.series
      canvas.group(series: series) { canvas in
        if abs(place - entry.y) > 4 {
          canvas.line(
            panel.frame.right + 2, entry.y, panel.frame.right + 9, place, ink: .series(series))
        }
        canvas.text(
          entry.line.name, x: panel.frame.right + 11, y: place + size * 0.35, size: size,
          ink: .series(series))
      }
    }
  }

  private static func stepped(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    var result: [(x: Double, y: Double)] = []
    for point in points {
      if let last = result.last { result.append((x: point.x, y: last.y)) }
      result.append(point)
    }
    return result
  }
}

extension ChartDrawing {
  /// Draws lines across.
  private func drawGuides(on canvas: inout Canvas) {
    let frame = panel.frame
    for (guide, place) in placedGuides {
      let ink = guide.series.map { Ink.series($0) } ?? .soft
      canvas.group(series: guide.series) { canvas in
        if guide.direction == .upright {
          canvas.line(place, frame.y, place, frame.bottom, ink: ink, width: 1.3, dash: "5 3")
        } else {
          canvas.line(frame.x, place, frame.right, place, ink: ink, width: 1.3, dash: "5 3")
        }
      }
    }
  }

  /// The lines across that lie within the panel, with the pixel each lies at.
  private var placedGuides: [(guide: ChartGuide, place: Double)] {
    content.guides.compactMap { guide in
      let isUpright = guide.direction == .upright
      let scale = isUpright ? panel.x : panel.y
      return scale.domain.contains(guide.value) ? (guide, scale.position(guide.value)) : nil
    }
  }

  private typealias Corner = (x: Double, y: Double)

  /// Where the name of an upright line can begin: on either side of it, from the top down.
  private static func besideUpright(
    _ place: Double, _ room: Double, _ frame: Box, _ size: Double
  ) -> [Corner] {
    (0..<8).flatMap { row -> [Corner] in
      let y = frame.y + 3 + Double(row) * (size + 3)
      return [(place + 5, y), (place - 5 - room, y)]
    }
  }

  /// Where the name of a level line can begin: above or below it, from the right to the left.
  private static func alongLevel(
    _ place: Double, _ room: Double, _ frame: Box, _ size: Double
  ) -> [Corner] {
    (0..<4).flatMap { quarter -> [Corner] in
      let x = frame.right - room - 2 - Double(quarter) / 4 * (frame.width - room - 4)
      return [(x, place - size - 4), (x, place + 4)]
    }
  }

  /// Writes the names of lines across, each clear of the others and, where there is such a place, of all lines.
  private func nameGuides(on canvas: inout Canvas) {
    let frame = panel.frame
    let guides = placedGuides
    let paths = content.lines.map { line in
      line.points.map { (x: panel.x.position($0.x), y: panel.y.clamped($0.y)) }
    }
    var taken: [Box] = []
    for (guide, place) in guides where !guide.label.isEmpty {
      let room = TextMetrics.width(guide.label, size: size)
      let isUpright = guide.direction == .upright
      let corners =
        isUpright
        ? Self.besideUpright(place, room, frame, size) : Self.alongLevel(place, room, frame, size)
      let free = corners.map { Box(x: $0.x, y: $0.y, width: room, height: size) }.filter { box in
        box.x >= frame.x && box.right <= frame.right && box.y >= frame.y
          && box.bottom <= frame.bottom && !taken.contains { $0.overlaps(box) }
      }
      func crossings(_ box: Box) -> Int {
        let across = guides.count { guide, place in
          guide.direction == .upright
            ? place > box.x - 2 && place < box.right + 2
            : place > box.y - 2 && place < box.bottom + 2
        }
        return across + paths.count { box.isCrossed(by: $0) }
      }
      let counted = free.map { (box: $0, crossings: crossings($0)) }
      guard let least = counted.map(\.crossings).min(),
        let spot = counted.first(where: { $0.crossings == least })?.box
      else { continue }
      canvas.group(series: guide.series) { canvas in
        canvas.rect(
          Box(x: spot.x - 2, y: spot.y - 1, width: room + 4, height: size + 3), fill: .ground,
          radius: 2, opacity: 0.9)
        canvas.text(
          guide.label, x: spot.x, y: spot.y + size * 0.8, size: size,
          ink: guide.series.map { Ink.series($0) } ?? .soft)
      }
      taken.append(spot)
    }
  }

  /// Draws the rows between the area and the ticks.
  private func drawStrips(on canvas: inout Canvas) {
    guard !content.strips.isEmpty else { return }
    let frame = panel.frame
    var y = frame.bottom + (content.stripTitle.isEmpty ? 4 : size + 8)
    canvas.text(
      TextMetrics.truncated(content.stripTitle, size: size, room: frame.width), x: frame.x,
      y: y - 2, size: size, ink: .soft)
    for strip in content.strips {
      let middle = y + (size + 4) / 2
      canvas.group(series: strip.series) { canvas in
        if strip.texts.isEmpty {
          canvas.line(frame.x, middle, frame.right, middle, ink: .grid)
        }
        canvas.marker(strip.series, x: frame.x - 10, y: middle)
        if let bar = strip.bar {
          let (from, to) = (panel.x.clamped(bar.lowerBound), panel.x.clamped(bar.upperBound))
          canvas.group(tip: strip.tip) {
            $0.line(
              min(from, to) - 2, middle, max(from, to) + 2, middle, ink: .series(strip.series),
              width: 5)
          }
        }
        for cross in strip.crosses {
          canvas.group(tip: cross.tip) {
            $0.cross(
              x: panel.x.position(cross.x), y: middle, radius: cross.radius,
              isOutlined: strip.bar != nil)
          }
        }
        // What is true in the end must stay; what stands before it gives way.
        var left = Double.infinity
        for entry in strip.texts.reversed() {
          let half = TextMetrics.width(entry.text, size: size) / 2
          let x = min(max(panel.x.position(entry.x), frame.x + half), frame.right - half)
          guard x + half + 6 <= left else { continue }
          canvas.text(
            entry.text, x: x, y: middle + size * 0.35, size: size, anchor: .middle,
            ink: .series(strip.series))
          left = x - half
        }
      }
      y += size + 4
    }
  }
}
