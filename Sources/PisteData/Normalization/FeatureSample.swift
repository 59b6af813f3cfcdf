/// One feature's training values as distinct values and their counts.
///
/// Every scaler can be fitted from it, and for pixels it is a histogram of at most 256 entries,
/// which one walk over the images fills for all features at once.
package struct FeatureSample: Sendable, Hashable {
  /// The distinct values, ascending.
  package let values: [Double]
  /// How often each occurs.
  package let counts: [Int]
  /// The sum of the counts, N.
  package let total: Int

  /// Counts values in any order.
  package init(_ unsorted: [Double]) {
    var values: [Double] = []
    var counts: [Int] = []
    for value in unsorted.sorted() {
      if value == values.last {
        counts[counts.count - 1] += 1
      } else {
        values.append(value)
        counts.append(1)
      }
    }
    self.values = values
    self.counts = counts
    total = unsorted.count
  }

  /// Takes the counts of bytes 0…255.
  init(histogram: [Int]) {
    var values: [Double] = []
    var counts: [Int] = []
    for (value, count) in histogram.enumerated() where count > 0 {
      values.append(Double(value))
      counts.append(count)
    }
    self.values = values
    self.counts = counts
    total = counts.reduce(0, +)
  }

  /// Whether there is but one value.
  package var isConstant: Bool { values.count <= 1 }

  /// The mean.
  package var mean: Double {
    zip(values, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(max(total, 1))
  }

  /// The standard deviation of the population: squares are divided by N.
  package var standardDeviation: Double {
    let mean = mean
    let sum = zip(values, counts).reduce(0) { sum, entry in
      sum + (entry.0 - mean) * (entry.0 - mean) * Double(entry.1)
    }
    return (sum / Double(max(total, 1))).squareRoot()
  }

  /// The value at a share of the way through the values in order, between two of them by a
  /// straight line: ½ is the median.
  ///
  /// - Parameter share: 0…1.
  /// - Returns: The quantile; 0 of no values.
  package func quantile(_ share: Double) -> Double {
    guard total > 0 else { return 0 }
    let place = share * Double(total - 1)
    let below = Int(place)
    let (low, high) = (value(at: below), value(at: min(below + 1, total - 1)))
    return low + (place - Double(below)) * (high - low)
  }

  /// The value at a place, from 0, of the values in order.
  private func value(at place: Int) -> Double {
    var end = 0
    for (value, count) in zip(values, counts) {
      end += count
      if place < end { return value }
    }
    return values.last ?? 0
  }
}
