extension Box {
  /// Whether a line through `points` touches the box.
  package func isCrossed(by points: [(x: Double, y: Double)]) -> Bool {
    if points.count == 1 { return contains(points[0]) }
    return zip(points, points.dropFirst()).contains { isCrossed(from: $0, to: $1) }
  }

  private func contains(_ point: (x: Double, y: Double)) -> Bool {
    point.x >= x && point.x <= right && point.y >= y && point.y <= bottom
  }

  /// Whether a straight stroke touches the box: what is left of it between the two pairs of edges.
  private func isCrossed(from start: (x: Double, y: Double), to end: (x: Double, y: Double)) -> Bool
  {
    var (enters, leaves) = (0.0, 1.0)
    for (from, way, low, high) in [
      (start.x, end.x - start.x, x, right), (start.y, end.y - start.y, y, bottom),
    ] {
      guard way != 0 else {
        if from < low || from > high { return false }
        continue
      }
      let (one, other) = ((low - from) / way, (high - from) / way)
      enters = max(enters, min(one, other))
      leaves = min(leaves, max(one, other))
    }
    return enters <= leaves
  }
}
