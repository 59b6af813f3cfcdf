/// What a rule for steps must fulfil, told as the list of what it does not.
///
/// The bowl is f(x, y) = ½(x² + 10y²), whose trajectories from (1, 1) are known to many digits.
/// Beyond them, a rule must take no notice of parameters whose gradient and value are zero, since
/// the gaps between tensors are such parameters.
public enum CheckOptimizer {
  /// A trajectory by step, as it is known: step → (x, y).
  public typealias Golden = [Int: [Double]]

  /// The faults of a rule against a known trajectory.
  ///
  /// - Parameters:
  ///   - golden: the known points; the last step asked for is the largest key.
  ///   - count: the length of the flat vector, whose first two numbers are x and y.
  ///   - tolerance: the largest relative error allowed.
  ///   - floor: the absolute error allowed, where a number is round-off around zero.
  ///   - evaluated: where parameters would be evaluated, which is what is held against `golden`.
  ///   - step: moves parameters `[x, y, 0, …]` by a gradient of the same length.
  /// - Returns: a sentence for every fault; empty for a faithful rule.
  public static func faults(
    against golden: Golden, count: Int, tolerance: Double, floor: Double,
    evaluated: ([Double]) -> [Double] = { $0 },
    step: (inout [Double], [Double]) -> Void
  ) -> [String] {
    var theta = [1.0, 1.0] + Array(repeating: 0.0, count: count - 2)
    var faults: [String] = []
    for t in 1...(golden.keys.max() ?? 1) {
      var gradient = theta.map { _ in 0.0 }
      gradient[0] = theta[0]
      gradient[1] = 10 * theta[1]
      step(&theta, gradient)
      let place = evaluated(theta)
      for (axis, expected) in (golden[t] ?? []).enumerated() {
        let error = abs(place[axis] - expected)
        // Written so that NaN is a fault too.
        if !(error <= tolerance * abs(expected) || error <= floor) {
          faults.append("step \(t), axis \(axis): \(place[axis]), expected \(expected)")
        }
      }
      if theta[2...].contains(where: { $0 != 0 }) { faults.append("step \(t): the gap has moved") }
    }
    return faults
  }
}
