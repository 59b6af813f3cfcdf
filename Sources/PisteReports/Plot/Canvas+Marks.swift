extension Canvas {
  /// Draws the marker of a series: eight shapes, one for each color.
  mutating func marker(_ series: Int, x: Double, y: Double, radius r: Double = 4) {
    path(Self.shape(series, x: x, y: y, r: r), stroke: .ground, width: 1, fill: .series(series))
  }

  /// Draws a red cross: a run that diverged.
  mutating func cross(x: Double, y: Double, radius r: Double = 4.5, isOutlined: Bool = false) {
    let n = Self.number
    let first = "M\(n(x - r)) \(n(y - r))L\(n(x + r)) \(n(y + r))"
    let second = "M\(n(x - r)) \(n(y + r))L\(n(x + r)) \(n(y - r))"
    if isOutlined { path(first + second, stroke: .ground, width: 5) }
    path(first + second, stroke: .alarm, width: 2.2)
  }

  /// Draws a vertical bar, the reach of an interval, with a cap at each end that is not cut off.
  mutating func errorBar(
    x: Double, from: (y: Double, isCut: Bool), to: (y: Double, isCut: Bool), series: Int,
    opacity: Double = 1
  ) {
    let n = Self.number
    var data = "M\(n(x)) \(n(from.y))V\(n(to.y))"
    for end in [from, to] where !end.isCut { data += "M\(n(x - 3)) \(n(end.y))h6" }
    path(data, stroke: .series(series), width: 1.4, opacity: opacity)
  }

  /// Fills a box with slanted lines: nothing there completed.
  mutating func hatch(_ box: Box) {
    let n = Self.number
    var data = ""
    var offset = -box.height + 4
    while offset < box.width {
      let x1 = max(0, offset)
      let x2 = min(box.width, offset + box.height)
      if x2 > x1 {
        data += "M\(n(box.x + x1)) \(n(box.bottom - (x1 - offset)))"
        data += "L\(n(box.x + x2)) \(n(box.bottom - (x2 - offset)))"
      }
      offset += 8
    }
    path(data, stroke: .alarm, width: 1, opacity: 0.4)
  }

  private static func shape(_ series: Int, x: Double, y: Double, r: Double) -> String {
    let n = Self.number
    func polygon(_ points: [(Double, Double)]) -> String {
      points.enumerated().map { index, point in
        (index == 0 ? "M" : "L") + n(x + point.0 * r) + " " + n(y + point.1 * r)
      }.joined() + "Z"
    }
    switch series % Palette.count {
    case 0:
      return "M\(n(x - r)) \(n(y))a\(n(r)) \(n(r)) 0 1 0 \(n(2 * r)) 0"
        + "a\(n(r)) \(n(r)) 0 1 0 \(n(-2 * r)) 0Z"
    case 1: return polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
    case 2: return polygon([(0, -1.2), (1.1, 0.9), (-1.1, 0.9)])
    case 3: return polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
    case 4: return polygon([(0, 1.2), (1.1, -0.9), (-1.1, -0.9)])
    case 5:
      return polygon([
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2),
        (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4),
      ])
    case 6: return polygon([(0, -1.2), (1.15, -0.35), (0.7, 1), (-0.7, 1), (-1.15, -0.35)])
    default: return polygon([(-1.3, -0.6), (1.3, -0.6), (1.3, 0.6), (-1.3, 0.6)])
    }
  }
}
