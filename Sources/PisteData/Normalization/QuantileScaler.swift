/// The empirical distribution function of the training rows: values become uniform on 0…1.
///
/// With the N training values in order, x₀ ≤ … ≤ x₍N−1₎, the value xᵢ becomes i / (N − 1); equal
/// values become the mean of the first and last of their places, except that the least becomes 0
/// and the greatest 1; values between are interpolated, values outside become 0 or 1. A constant
/// feature becomes 0.
///
/// > Source: Pedregosa et al., "Scikit-learn: Machine Learning in Python", JMLR 12 (2011),
/// > `QuantileTransformer` with uniform output.
///
/// > Differs from: scikit-learn, which reduces large samples to 1000 quantiles by default; here every
/// > training row counts. Values above a constant feature become 0, not 1.
package struct QuantileScaler: FeatureScaler {
  private let values: [Double]
  /// Places of the first and the last occurrence of each value, divided by N − 1.
  private let first: [Double]
  private let last: [Double]

  package init(fitting sample: FeatureSample) {
    values = sample.values
    var first: [Double] = []
    var last: [Double] = []
    var place = 0
    let scale = Double(max(sample.total - 1, 1))
    for count in sample.counts {
      first.append(Double(place) / scale)
      place += count
      last.append(Double(place - 1) / scale)
    }
    self.first = first
    self.last = last
  }

  package func scale(_ value: Double) -> Double {
    guard values.count > 1, value > values[0] else { return 0 }
    guard value < values[values.count - 1] else { return 1 }
    var low = 0
    var high = values.count - 1
    // Invariant: values[low] <= value < values[high].
    while high - low > 1 {
      let middle = (low + high) / 2
      if values[middle] <= value { low = middle } else { high = middle }
    }
    if values[low] == value { return (first[low] + last[low]) / 2 }
    let part = (value - values[low]) / (values[high] - values[low])
    return last[low] + part * (first[high] - last[low])
  }
}
