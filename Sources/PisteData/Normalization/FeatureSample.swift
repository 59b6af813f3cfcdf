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
  init(histogram: ArraySlice<Int32>) {
    var values: [Double] = []
    var counts: [Int] = []
    for (value, count) in histogram.enumerated() where count > 0 {
      values.append(Double(value))
      counts.append(Int(count))
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
}
