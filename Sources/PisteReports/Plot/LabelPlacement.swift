/// Keeps labels in a column from covering each other.
package enum LabelPlacement {
  /// Centers for labels of equal height, as near to `wanted` as can be, at least `height` apart, within `lower`…`upper`.
  ///
  /// The order of `wanted` is kept from top to bottom; equal wishes keep their given order.
  ///
  /// - Parameters:
  ///   - wanted: where each label would best be.
  ///   - height: the room each one needs.
  ///   - lower: the upper edge of the room for all.
  ///   - upper: the lower edge of the room for all.
  /// - Returns: the centers in the order of `wanted`, or nil if they do not fit.
  package static func spread(
    _ wanted: [Double], height: Double, lower: Double, upper: Double
  ) -> [Double]? {
    guard Double(wanted.count) * height <= upper - lower + 1e-9 else { return nil }
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var result = wanted
    var floor = lower + height / 2
    for index in order {
      result[index] = max(wanted[index], floor)
      floor = result[index] + height
    }
    var ceiling = upper - height / 2
    for index in order.reversed() {
      result[index] = min(result[index], ceiling)
      ceiling = result[index] - height
    }
    return result
  }
}
