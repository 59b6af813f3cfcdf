/// Keeps labels in a column from covering each other.
package enum LabelPlacement {
  /// Centers for labels of equal height, as near to `wanted` as can be, at least `height` apart, within `lower`…`upper`.
  ///
  /// "As near as can be" is by the sum of squares: labels that crowd each other are moved to both sides alike. The order of
  /// `wanted` is kept from top to bottom; equal wishes keep their given order.
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
    let room = upper - lower - Double(wanted.count) * height
    guard room >= -1e-9 else { return nil }
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    // With its rank times the height taken off, a label must only not come before the one above it: what is nearest
    // to the wishes then are the means of neighbors that are out of order.
    var blocks: [(sum: Double, count: Int)] = []
    for (rank, index) in order.enumerated() {
      blocks.append((wanted[index] - Double(rank) * height, 1))
      while blocks.count > 1 {
        let (above, below) = (blocks[blocks.count - 2], blocks[blocks.count - 1])
        guard above.sum / Double(above.count) > below.sum / Double(below.count) else { break }
        blocks.removeLast(2)
        blocks.append((above.sum + below.sum, above.count + below.count))
      }
    }
    let first = lower + height / 2
    let offsets = blocks.flatMap { block in
      Array(
        repeating: min(max(block.sum / Double(block.count), first), first + max(0, room)),
        count: block.count)
    }
    var result = wanted
    for (rank, index) in order.enumerated() {
      result[index] = offsets[rank] + Double(rank) * height
    }
    return result
  }
}
