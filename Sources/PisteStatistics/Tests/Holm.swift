/// Holm's correction for several tests.
public enum Holm {
  /// The adjusted p-values.
  ///
  ///     p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎)
  ///
  /// Rejecting where p̃ ≤ α keeps the chance of any false rejection at most α, however the tests hang
  /// together.
  ///
  /// > Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal
  /// > of Statistics 6 (1979).
  ///
  /// - Parameter pValues: m probabilities.
  /// - Returns: the adjusted ones, in the same order.
  public static func adjusted(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    var result = pValues
    var largest = 0.0
    for (place, index) in order.enumerated() {
      largest = max(largest, min(1, Double(pValues.count - place) * pValues[index]))
      result[index] = largest
    }
    return result
  }
}
