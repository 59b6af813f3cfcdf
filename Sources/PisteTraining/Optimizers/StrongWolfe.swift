/// A search along a line for a point that fulfils the strong Wolfe conditions.
///
/// With φ(t) = f(x + t·d), a step t is good enough when
///
///     φ(t) ≤ φ(0) + c₁·t·φ′(0)    and    |φ′(t)| ≤ c₂·|φ′(0)|
///
/// First the step grows until an interval must hold such a point, then the interval shrinks; both
/// by the minimum of the cubic through two values and two slopes, kept off the ends.
///
/// > Source: Nocedal and Wright, "Numerical Optimization", 2nd edition, 2006, algorithms 3.5 and
/// > 3.6, equation 3.59; the guards against too small a progress are those of Schmidt's minFunc, as
/// > PyTorch's L-BFGS has them, and it is followed evaluation for evaluation.
struct StrongWolfe: Sendable {
  /// A step that has been tried.
  struct Point {
    /// t.
    var step: Double
    /// φ(t).
    var value: Double
    /// φ′(t).
    var slope: Double
    /// Where its gradient is kept: one of ``slotCount`` places.
    var slot: Int
  }

  /// How many gradients have to be kept at once; the first one holds that of t = 0.
  static let slotCount = 4

  /// c₁, how much of the promised fall there has to be.
  var decrease = 1e-4
  /// c₂, how much of the slope may be left.
  var curvature = 0.9
  /// The shortest interval, times the largest component of d, that is searched.
  var tolerance = 1e-9

  /// Searches from t = 0 on.
  ///
  /// - Parameters:
  ///   - start: t = 0, its gradient in slot 0.
  ///   - step: The first t to be tried.
  ///   - largest: max |d|.
  ///   - most: How many evaluations beyond the first there may be.
  ///   - evaluate: φ and φ′ at a t, the gradient put into a slot; nil if one is not finite.
  /// - Returns: The best point; nil if a value was not finite, which ends the search.
  func search(
    from start: Point, step: Double, largest: Double, most: Int,
    evaluate: (Double, Int) -> Point?
  ) -> Point? {
    func isTooHigh(_ point: Point) -> Bool {
      point.value > start.value + decrease * point.step * start.slope
    }
    func isFlat(_ point: Point) -> Bool { abs(point.slope) <= -curvature * start.slope }
    var previous = start
    guard var now = evaluate(step, 1) else { return nil }
    var count = 0
    var bracket: (Point, Point)?
    while count < most {
      if isTooHigh(now) || (count > 1 && now.value >= previous.value) {
        bracket = (previous, now)
        break
      }
      if isFlat(now) { return now }
      if now.slope >= 0 {
        bracket = (previous, now)
        break
      }
      let next = Self.minimum(
        previous, now, within: now.step + 0.01 * (now.step - previous.step), now.step * 10)
      guard let point = evaluate(next, Self.freeSlot(beside: previous, now)) else { return nil }
      (previous, now) = (now, point)
      count += 1
    }
    let (first, second) = bracket ?? (start, now)
    return zoom(
      first, second, count: count, most: most, largest: largest, isTooHigh: isTooHigh,
      isFlat: isFlat, evaluate: evaluate)
  }

  private func zoom(
    _ first: Point, _ second: Point, count: Int, most: Int, largest: Double,
    isTooHigh: (Point) -> Bool, isFlat: (Point) -> Bool, evaluate: (Double, Int) -> Point?
  ) -> Point? {
    // The pair keeps its order, since the cubic is computed from its first and second point.
    var points = (first, second)
    var lowIsFirst = first.value <= second.value
    var (count, hasStalled) = (count, false)
    while count < most, abs(points.1.step - points.0.step) * largest >= tolerance {
      let left = min(points.0.step, points.1.step)
      let right = max(points.0.step, points.1.step)
      var step = Self.minimum(points.0, points.1, within: left, right)
      let margin = 0.1 * (right - left)
      if min(right - step, step - left) < margin {
        if hasStalled || step >= right || step <= left {
          step = abs(step - right) < abs(step - left) ? right - margin : left + margin
          hasStalled = false
        } else {
          hasStalled = true
        }
      } else {
        hasStalled = false
      }
      guard let point = evaluate(step, Self.freeSlot(beside: points.0, points.1)) else {
        return nil
      }
      count += 1
      let low = lowIsFirst ? points.0 : points.1
      let high = lowIsFirst ? points.1 : points.0
      if isTooHigh(point) || point.value >= low.value {
        if lowIsFirst { points.1 = point } else { points.0 = point }
        lowIsFirst = points.0.value <= points.1.value
        continue
      }
      if isFlat(point) { return point }
      if point.slope * (high.step - low.step) >= 0 {
        if lowIsFirst { points.1 = low } else { points.0 = low }
      }
      if lowIsFirst { points.0 = point } else { points.1 = point }
    }
    return lowIsFirst ? points.0 : points.1
  }

  /// Where the cubic through two points and slopes is least, kept within bounds.
  static func minimum(_ a: Point, _ b: Point, within lower: Double, _ upper: Double) -> Double {
    let mixed = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step)
    let square = mixed * mixed - a.slope * b.slope
    guard square >= 0 else { return (lower + upper) / 2 }
    let (near, far) = a.step <= b.step ? (a, b) : (b, a)
    let root = square.squareRoot()
    let least =
      far.step - (far.step - near.step)
      * ((far.slope + root - mixed) / (far.slope - near.slope + 2 * root))
    return min(max(least, lower), upper)
  }

  private static func freeSlot(beside a: Point, _ b: Point) -> Int {
    (1..<slotCount).first { $0 != a.slot && $0 != b.slot } ?? 0
  }
}
