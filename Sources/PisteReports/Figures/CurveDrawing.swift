internal import PisteCore
internal import PisteStatistics

/// Draws learning curves into a panel: seeds faintly, bands, means, and the ends of divergent runs.
struct CurveDrawing {
  let panel: Panel

  /// Draws all sets, the means on top of everything.
  func draw(_ sets: [CurveSet], on canvas: inout Canvas) {
    canvas.beginClip(
      Box(
        x: panel.frame.x - 6, y: panel.frame.y - 2, width: panel.frame.width + 12,
        height: panel.frame.height + 4))
    for set in sets {
      for curve in set.curves {
        let points = curve.values.enumerated().compactMap { place, value in
          value.map { (x: panel.x.position(Double(place + 1)), y: height($0)) }
        }
        canvas.polyline(points, ink: .series(set.series), width: 1, opacity: 0.3)
      }
    }
    for set in sets {
      let banded = set.means.compactMap { point in
        point.interval.map { (x: panel.x.position(Double(point.epoch)), interval: $0) }
      }
      canvas.band(
        upper: banded.map { ($0.x, panel.y.clamped($0.interval.upper)) },
        lower: banded.map { ($0.x, panel.y.clamped($0.interval.lower)) },
        ink: .series(set.series), opacity: 0.18)
    }
    canvas.endClip()
    for set in sets { drawMean(set, on: &canvas) }
    for set in sets {
      for curve in set.curves where curve.status == .diverged {
        guard let end = CurveSet.end(of: curve) else { continue }
        canvas.cross(
          x: panel.x.position(Double(end.epoch)),
          y: max(panel.y.clamped(end.value), panel.frame.y + 5))
      }
    }
  }

  /// Writes each level's name where its line ends, kept apart from the others.
  func drawNames(_ sets: [CurveSet], size: Double, on canvas: inout Canvas) {
    let named = sets.compactMap { set in
      set.means.last.map { (set: set, y: panel.y.clamped($0.mean)) }
    }
    guard
      let places = LabelPlacement.spread(
        named.map(\.y), height: size + 3, lower: panel.frame.y - 8, upper: panel.frame.bottom + 4)
    else { return }
    let last = named.compactMap(\.set.means.last?.epoch).max() ?? 1
    let x = panel.x.position(Double(last))
    for (entry, place) in zip(named, places) {
      if abs(place - entry.y) > 4 {
        canvas.line(x + 6, entry.y, x + 13, place, ink: .series(entry.set.series))
      }
      canvas.text(
        entry.set.name, x: x + 15, y: place + size * 0.35, size: size,
        ink: .series(entry.set.series))
    }
  }

  private func drawMean(_ set: CurveSet, on canvas: inout Canvas) {
    let points = set.means.map {
      (x: panel.x.position(Double($0.epoch)), y: panel.y.clamped($0.mean))
    }
    canvas.polyline(
      points, ink: .series(set.series), width: 2.2,
      dash: Palette.dashes[set.series % Palette.count])
    let stride = max(1, (points.count + 9) / 10)
    for (place, point) in points.enumerated()
    where (points.count - 1 - place) % stride == 0 {
      canvas.marker(set.series, x: point.x, y: point.y, radius: 3.6)
    }
  }

  /// A height that may lie outside the panel, but not so far that paths grow wild.
  private func height(_ value: Double) -> Double {
    min(max(panel.y.position(value), panel.frame.y - 1000), panel.frame.bottom + 1000)
  }
}
