/// What the first 2ᵐ points of a base-2 sequence must fulfil: as many in every elementary interval.
///
/// > Source: Niederreiter, "Random Number Generation and Quasi-Monte Carlo Methods", SIAM 1992,
/// > definition 4.1: a (t, m, s)-net has 2ᵗ points in each interval of volume 2^(t − m).
public enum CheckDigitalNet {
  /// The faults of one coordinate: every interval [i/2ᵐ, (i + 1)/2ᵐ) holds exactly one of 2ᵐ points.
  ///
  /// - Parameter points: 2ᵐ numbers in 0..<1.
  /// - Returns: a sentence for every interval at fault; empty for a net.
  public static func faults(_ points: [Double]) -> [String] {
    counts(points.map { [$0] }, parts: [points.count], expected: 1)
  }

  /// The faults of two coordinates: every elementary interval of volume 2^(t − m) holds 2ᵗ points.
  ///
  /// - Parameters:
  ///   - points: 2ᵐ pairs of numbers in 0..<1.
  ///   - t: how much worse than the best net; 0 for that.
  /// - Returns: a sentence for every interval at fault; empty for a net.
  public static func faults(_ points: [(Double, Double)], t: Int) -> [String] {
    let cells = points.count >> t
    var faults: [String] = []
    var first = 1
    while first <= cells {
      faults += counts(
        points.map { [$0.0, $0.1] }, parts: [first, cells / first], expected: 1 << t)
      first *= 2
    }
    return faults
  }

  private static func counts(_ points: [[Double]], parts: [Int], expected: Int) -> [String] {
    var found: [[Int]: Int] = [:]
    for point in points {
      found[zip(point, parts).map { Int($0 * Double($1)) }, default: 0] += 1
    }
    let cells = parts.reduce(1, *)
    var faults = found.filter { $0.value != expected }
      .map { "\($0.value) points in cell \($0.key) of \(parts), not \(expected)" }.sorted()
    if found.count != cells { faults.append("\(cells - found.count) cells of \(parts) are empty") }
    return faults
  }
}
