internal import PisteCore

/// Two classes in opposite quarters of a square: the smallest task that no straight line solves.
///
/// A point's class is 1 where the signs of x and y differ. Points are uniform in [−1, 1)², or, at
/// the corners, (−1, −1), (−1, 1), (1, −1), (1, 1) in turn, so that 4 rows without noise are the
/// table of the exclusive or. Noise of standard deviation σ is added to both coordinates after the
/// class is settled, so that it mixes the classes along the axes.
///
/// > Source: Minsky and Papert, Perceptrons, 1969.
enum ExclusiveOr {
  static func draw(
    rows: Int, noise: Double, atCorners: Bool, from stream: inout RandomStream
  ) -> RawTable {
    var values: [Double] = []
    values.reserveCapacity(rows * 2)
    var labels: [Int32] = []
    labels.reserveCapacity(rows)
    for row in 0..<rows {
      let x: Double = atCorners ? (row & 2 == 0 ? -1 : 1) : 2 * stream.uniform() - 1
      let y: Double = atCorners ? (row & 1 == 0 ? -1 : 1) : 2 * stream.uniform() - 1
      labels.append((x < 0) == (y < 0) ? 0 : 1)
      values.append(x + noise * stream.normal())
      values.append(y + noise * stream.normal())
    }
    return RawTable(
      rows: rows, features: 2, values: .numbers(values),
      target: .classes(labels, names: ["0", "1"]))
  }
}
