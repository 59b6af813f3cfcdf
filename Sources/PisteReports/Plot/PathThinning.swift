/// Leaves out points of a path that the eye would not miss.
package enum PathThinning {
  /// The points without which the path would be more than `tolerance` pixels off; first and last are kept.
  ///
  /// > Source: Douglas and Peucker, "Algorithms for the reduction of the number of points
  /// > required to
  /// > represent a digitized line or its caricature", Cartographica 10 (1973).
  ///
  /// - Parameters:
  ///   - points: the path in pixels.
  ///   - tolerance: the largest distance from the path that a point left out may have, in pixels.
  /// - Returns: the points that remain, in order.
  package static func thinned(
    _ points: [(x: Double, y: Double)], tolerance: Double = 0.25
  ) -> [(x: Double, y: Double)] {
    guard points.count > 2 else { return points }
    var isKept = [Bool](repeating: false, count: points.count)
    isKept[0] = true
    isKept[points.count - 1] = true
    var open = [(first: 0, last: points.count - 1)]
    while let (first, last) = open.popLast() {
      var farthest = (index: first, distance: tolerance)
      for index in (first + 1)..<max(first + 1, last) {
        let distance = self.distance(points[index], points[first], points[last])
        if distance > farthest.distance { farthest = (index, distance) }
      }
      guard farthest.index > first else { continue }
      isKept[farthest.index] = true
      open.append((first, farthest.index))
      open.append((farthest.index, last))
    }
    return points.indices.filter { isKept[$0] }.map { points[$0] }
  }

  /// How far a point is from the line between two others, or from their common place.
  private static func distance(
    _ point: (x: Double, y: Double), _ from: (x: Double, y: Double), _ to: (x: Double, y: Double)
  ) -> Double {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let (px, py) = (point.x - from.x, point.y - from.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return (px * px + py * py).squareRoot() }
    // Behind an end, the distance from the line would be too small.
    let along = (px * dx + py * dy) / length
    if along < 0 { return (px * px + py * py).squareRoot() }
    if along > length {
      let (ex, ey) = (point.x - to.x, point.y - to.y)
      return (ex * ex + ey * ey).squareRoot()
    }
    return abs(px * dy - py * dx) / length
  }
}
