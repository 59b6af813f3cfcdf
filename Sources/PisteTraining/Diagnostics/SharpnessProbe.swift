internal import PisteCore

/// Finds the largest eigenvalue of the loss's Hessian over fixed rows, penalties left out.
///
///     v ← Hv/‖Hv‖,   Hv ≈ (g(θ + hv) − g(θ − hv))/(2h),   λ = vᵀHv
///
/// The iteration finds the largest magnitude ρ of an eigenvalue, as ‖Hv‖. Where vᵀHv says that it is
/// a negative one's, or that both signs have it, a second iteration over H + ρ·I finds the largest
/// eigenvalue. Gradients are taken in Float64 by a network of its own, so
/// that the difference of two close ones is good to about nine digits and training is left alone.
/// The start is always the same vector, so that equal parameters give equal numbers.
///
/// > Source: Pearlmutter, "Fast Exact Multiplication by the Hessian", Neural Computation 6 (1994),
/// > on the difference of gradients; Cohen, Kaur, Li, Kolter and Talwalkar, "Gradient Descent on
/// > Neural Networks Typically Occurs at the Edge of Stability", ICLR 2021,
/// > [arXiv:2103.00065](https://arxiv.org/abs/2103.00065), on rate times sharpness.
///
/// > Differs from: the exact product, by O(h²) where the loss is smooth; at ReLU's kinks the second
/// > derivative is that of the pieces on both sides. Layers that treat training and evaluation
/// > apart are as in training, with these rows as one batch and no unit left out.
final class SharpnessProbe {
  /// Most multiplications by H in one iteration.
  static let mostSteps = 200
  /// Relative change of ‖Hv‖ below which it is taken as found.
  static let tolerance = 1e-6

  private let box: Box
  private let rows: Batch<Double>
  private let inputs: AlignedBuffer<Double>
  private let targets: AlignedBuffer<Double>
  private let direction: AlignedBuffer<Double>
  private let product: AlignedBuffer<Double>
  private let center: AlignedBuffer<Double>

  /// A class may hold what cannot be copied only as a stored property of its own.
  private final class Box {
    let network: Network<Double>
    init(_ network: consuming Network<Double>) { self.network = network }
  }

  /// Allocates everything.
  ///
  /// - Parameters:
  ///   - shape: The network's shape.
  ///   - rows: The rows, whose labels are kept by whoever keeps them.
  ///   - inputWidth: D.
  ///   - targetWidth: T.
  init(_ shape: NetworkShape, rows: Batch<Float>, inputWidth: Int, targetWidth: Int) {
    let network = Network<Double>(shape.withoutDropout, batchCapacity: rows.count)
    let size = network.layout.storageCount
    inputs = AlignedBuffer(count: rows.count * inputWidth)
    targets = AlignedBuffer(count: rows.targets == nil ? 0 : rows.count * targetWidth)
    for index in 0..<inputs.count { inputs.start[index] = Double(rows.inputs[index]) }
    if let given = rows.targets {
      for index in 0..<targets.count { targets.start[index] = Double(given[index]) }
    }
    self.rows = Batch(
      inputs: UnsafePointer(inputs.start), labels: rows.labels,
      targets: rows.targets == nil ? nil : UnsafePointer(targets.start), count: rows.count)
    direction = AlignedBuffer(count: size)
    product = AlignedBuffer(count: size)
    center = AlignedBuffer(count: size)
    box = Box(network)
  }

  /// λmax at the parameters given, laid out as the network's.
  ///
  /// - Parameter parameters: θ.
  /// - Returns: The largest eigenvalue; nil where the loss or its gradient is no number there.
  func largestEigenvalue(at parameters: UnsafeBufferPointer<Float>) -> Double? {
    precondition(
      parameters.count == center.count,
      "SharpnessProbe: \(parameters.count) parameters, made for \(center.count)")
    for index in 0..<center.count { center.start[index] = Double(parameters[index]) }
    guard let (value, magnitude) = iterate(shift: 0) else { return nil }
    // No eigenvalue is above the magnitude, so that a value this near to it is the largest.
    if value >= 0.999 * magnitude { return value }
    return iterate(shift: magnitude).map { $0.value - magnitude }
  }

  /// vᵀAv and ‖Av‖ for A = H + shift·I once the latter stands still; both 0 where Av is nothing.
  private func iterate(shift: Double) -> (value: Double, magnitude: Double)? {
    start()
    var last = (value: 0.0, magnitude: 0.0)
    for _ in 0..<Self.mostSteps {
      guard multiply() else { return nil }
      var value = 0.0
      var squares = 0.0
      for index in 0..<direction.count {
        product.start[index] += shift * direction.start[index]
        value += direction.start[index] * product.start[index]
        squares += product.start[index] * product.start[index]
      }
      let magnitude = squares.squareRoot()
      guard magnitude > 0 else { return (0, 0) }
      for index in 0..<direction.count {
        direction.start[index] = product.start[index] / magnitude
      }
      let change = abs(magnitude - last.magnitude)
      last = (value, magnitude)
      if change <= Self.tolerance * magnitude { break }
    }
    return last
  }

  /// Sets the direction to the one that every iteration starts from, of length 1.
  private func start() {
    var random = RandomStream(seed: 1, purpose: "sharpness")
    var squares = 0.0
    direction.start.update(repeating: 0, count: direction.count)
    for tensor in box.network.layout.tensors {
      for index in tensor.offset..<tensor.offset + tensor.count {
        let value = random.normal()
        direction.start[index] = value
        squares += value * value
      }
    }
    let scale = 1 / squares.squareRoot()
    for index in 0..<direction.count { direction.start[index] *= scale }
  }

  /// product ← H·direction; false where a gradient is not finite.
  private func multiply() -> Bool {
    var squares = 0.0
    for value in center.values { squares += value * value }
    let h = 1e-5 * max(1, squares.squareRoot())
    guard gradient(at: h) else { return false }
    product.start.update(from: box.network.gradients.start, count: product.count)
    guard gradient(at: -h) else { return false }
    let lower = box.network.gradients.start
    for index in 0..<product.count {
      product.start[index] = (product.start[index] - lower[index]) / (2 * h)
    }
    return true
  }

  private func gradient(at distance: Double) -> Bool {
    let theta = box.network.parameters.start
    for index in 0..<center.count {
      theta[index] = center.start[index] + distance * direction.start[index]
    }
    return box.network.lossAndGradient(rows).isFinite
  }
}

extension NetworkShape {
  /// The same network with every unit in its place.
  var withoutDropout: NetworkShape {
    guard dropout > 0 else { return self }
    return NetworkShape(
      widths: widths, activation: activation, loss: loss, normalization: normalization)
  }
}
