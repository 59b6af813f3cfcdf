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
    let frame = panel.frame
    canvas.beginClip(
      Box(x: frame.x - 6, y: frame.y - 2, width: frame.width + 12, height: frame.height + 4))
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

  private func drawRuns(_ line: ChartLine, on canvas: inout Canvas) {
    canvas.faintLines(line.runs.map { ($0.name, pixels($0.points)) }, series: line.series)
  }

  private func drawBand(_ line: ChartLine, on canvas: inout Canvas) {
    let reached = line.points.compactMap { point in
      point.reach.map { (x: panel.x.position(point.x), reach: $0) }
    }
    func edge(_ end: (ClosedRange<Double>) -> Double) -> [(x: Double, y: Double)] {
      let points = reached.map { (x: $0.x, y: panel.y.clamped(end($0.reach))) }
      return PathThinning.thinned(line.shape == .stepped ? Self.stepped(points) : points)
    }
    canvas.group(series: line.series) {
      $0.band(
        upper: edge(\.upperBound), lower: edge(\.lowerBound), ink: .series(line.series),
        opacity: 0.16)
    }
  }

  private func drawLine(_ line: ChartLine, _ place: Int, on canvas: inout Canvas) {
    // Bars of several levels at one place stand side by side.
    let dodge =
      line.reach == .bars ? (Double(place) - Double(content.lines.count - 1) / 2) * 3 : 0
    let marked = line.points.map {
      (x: panel.x.position($0.x) + dodge, y: panel.y.clamped($0.y), point: $0)
    }
    canvas.group(series: line.series) { canvas in
      if line.reach == .bars {
        for mark in marked {
          guard let reach = mark.point.reach else { continue }
          canvas.errorBar(
            x: mark.x, from: panel.end(reach.lowerBound), to: panel.end(reach.upperBound),
            series: line.series)
        }
      }
      let points = marked.map { (x: $0.x, y: $0.y) }
      if line.shape != .apart {
        canvas.polyline(
          PathThinning.thinned(line.shape == .stepped ? Self.stepped(points) : points),
          ink: .series(line.series), width: 2.2,
          dash: Palette.dashes[line.series % Palette.count])
      }
      let isSparse = line.shape == .apart || points.count <= 20
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
  /// Draws lines across, their names kept apart from each other and left out where there is no room.
  private func drawGuides(on canvas: inout Canvas) {
    let frame = panel.frame
    var taken: [Box] = []
    for guide in content.guides {
      let isUpright = guide.direction == .upright
      let domain = isUpright ? panel.x.domain : panel.y.domain
      guard domain.contains(guide.value) else { continue }
      let place = isUpright ? panel.x.position(guide.value) : panel.y.position(guide.value)
      let ink = guide.series.map { Ink.series($0) } ?? .soft
      let room = TextMetrics.width(guide.label, size: size)
      let spots: [(x: Double, y: Double)] =
        isUpright
        ? (0..<4).flatMap { row in
          [place + 4, place - 4 - room].map {
            (x: $0, y: frame.y + 3 + Double(row) * (size + 3))
          }
        }
        : [
          (x: frame.right - room - 2, y: place - size - 3),
          (x: frame.right - room - 2, y: place + 3),
        ]
      let spot = spots.map { Box(x: $0.x, y: $0.y, width: room, height: size) }.first { box in
        box.x >= frame.x && box.right <= frame.right && box.y >= frame.y
          && box.bottom <= frame.bottom && !taken.contains { $0.overlaps(box) }
      }
      canvas.group(series: guide.series) { canvas in
        if isUpright {
          canvas.line(place, frame.y, place, frame.bottom, ink: ink, width: 1.3, dash: "5 3")
        } else {
          canvas.line(frame.x, place, frame.right, place, ink: ink, width: 1.3, dash: "5 3")
        }
        if let spot, room > 0 {
          let plate = Box(x: spot.x - 2, y: spot.y - 1, width: room + 4, height: size + 3)
          canvas.rect(plate, fill: .ground, radius: 2, opacity: 0.8)
          canvas.text(guide.label, x: spot.x, y: spot.y + size * 0.8, size: size, ink: ink)
        }
      }
      if let spot { taken.append(spot) }
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
            $0.cross(x: panel.x.position(cross.x), y: middle, radius: cross.radius)
          }
        }
        var right = -Double.infinity
        for entry in strip.texts {
          let half = TextMetrics.width(entry.text, size: size) / 2
          let x = min(max(panel.x.position(entry.x), frame.x + half), frame.right - half)
          guard x - half >= right + 6 else { continue }
          canvas.text(
            entry.text, x: x, y: middle + size * 0.35, size: size, anchor: .middle,
            ink: .series(strip.series))
          right = x + half
        }
      }
      y += size + 4
    }
  }
}
