/// The last changes of parameters and gradients, and the inverse curvature they stand for.
///
///     q ← −g,  for i from the last to the first:  αᵢ = ρᵢ·⟨sᵢ, q⟩,  q ← q − αᵢ·yᵢ
///     q ← ⟨s, y⟩/⟨y, y⟩ · q, of the last pair
///     for i from the first to the last:  q ← q + (αᵢ − ρᵢ·⟨yᵢ, q⟩)·sᵢ
///
/// with s a change of θ, y that of the gradient and ρ = 1/⟨y, s⟩. Memory grows by a pair an
/// iteration until the history is full; from then on the oldest pair's is used again.
///
/// > Source: Nocedal, "Updating Quasi-Newton Matrices with Limited Storage", Mathematics of
/// > Computation 35 (1980); Nocedal and Wright 2006, algorithm 7.4.
struct LBFGSHistory<Scalar: TrainingScalar>: Sendable {
  private struct Pair: Sendable {
    var change: [Scalar]
    var gradientChange: [Scalar]
    var inverse: Double
  }

  private let capacity: Int
  private let width: Int
  private var pairs: [Pair] = []
  private var weights: [Double]
  private var scale = 1.0

  init(capacity: Int, width: Int) {
    self.capacity = capacity
    self.width = width
    weights = Array(repeating: 0, count: capacity)
    pairs.reserveCapacity(capacity)
  }

  /// Takes in s = step·direction and y = gradient − previous, unless ⟨y, s⟩ ≤ 1e-10.
  mutating func add(
    gradient: UnsafePointer<Scalar>, previous: UnsafePointer<Scalar>,
    direction: UnsafePointer<Scalar>, step: Double, scratch: UnsafeMutablePointer<Scalar>
  ) {
    let (count, y) = (width, scratch)
    let s = scratch + count
    y.update(from: gradient, count: count)
    Scalar.add(y, -1, previous, count: count)
    s.update(from: direction, count: count)
    Scalar.scale(s, by: step, count: count)
    let product = Scalar.dot(y, s, count: count)
    guard product > 1e-10 else { return }
    var pair =
      pairs.count == capacity
      ? pairs.removeFirst()
      : Pair(
        change: Array(repeating: 0, count: count),
        gradientChange: Array(repeating: 0, count: count), inverse: 0)
    pair.change.withUnsafeMutableBufferPointer { _ = $0.update(fromContentsOf: buffer(s)) }
    pair.gradientChange.withUnsafeMutableBufferPointer { _ = $0.update(fromContentsOf: buffer(y)) }
    pair.inverse = 1 / product
    pairs.append(pair)
    scale = product / Scalar.dot(y, y, count: count)
  }

  /// Writes −H·g to `direction`.
  mutating func direction(
    _ direction: UnsafeMutablePointer<Scalar>, gradient: UnsafePointer<Scalar>
  ) {
    let count = width
    direction.update(from: gradient, count: count)
    Scalar.scale(direction, by: -1, count: count)
    for index in pairs.indices.reversed() {
      let weight = along(direction, pairs[index].change) * pairs[index].inverse
      weights[index] = weight
      add(pairs[index].gradientChange, times: -weight, to: direction)
    }
    Scalar.scale(direction, by: scale, count: count)
    for index in pairs.indices {
      let weight = along(direction, pairs[index].gradientChange) * pairs[index].inverse
      add(pairs[index].change, times: weights[index] - weight, to: direction)
    }
  }

  private func along(_ x: UnsafePointer<Scalar>, _ y: [Scalar]) -> Double {
    y.withUnsafeBufferPointer { values in
      values.baseAddress.map { Scalar.dot(x, $0, count: width) } ?? 0
    }
  }

  private func add(
    _ y: [Scalar], times factor: Double, to x: UnsafeMutablePointer<Scalar>
  ) {
    y.withUnsafeBufferPointer { values in
      if let start = values.baseAddress { Scalar.add(x, factor, start, count: width) }
    }
  }

  private func buffer(_ start: UnsafeMutablePointer<Scalar>) -> UnsafeBufferPointer<Scalar> {
    UnsafeBufferPointer(start: start, count: width)
  }

  /// Changes of parameters and of gradients in turn, the oldest first.
  var flat: [Scalar] { pairs.flatMap { $0.change + $0.gradientChange } }

  /// Takes up pairs that another history gave as ``flat``.
  mutating func restore(_ flat: [Scalar]) {
    precondition(
      flat.count % (2 * max(1, width)) == 0 && flat.count <= 2 * width * capacity,
      "L-BFGS: a history of \(flat.count) numbers for \(width) parameters and \(capacity) pairs")
    pairs.removeAll(keepingCapacity: true)
    scale = 1
    for first in stride(from: 0, to: flat.count, by: 2 * max(1, width)) {
      let s = Array(flat[first..<first + width])
      let y = Array(flat[first + width..<first + 2 * width])
      let (product, square) = y.withUnsafeBufferPointer { y in
        s.withUnsafeBufferPointer { s in
          guard let y = y.baseAddress, let s = s.baseAddress else { return (1.0, 1.0) }
          return (Scalar.dot(y, s, count: width), Scalar.dot(y, y, count: width))
        }
      }
      pairs.append(Pair(change: s, gradientChange: y, inverse: 1 / product))
      scale = product / square
    }
  }
}
