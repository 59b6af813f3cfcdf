import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// Hessians that are known by heart, or that the reference network's gradients tell.
@Suite struct SharpnessTests {
  /// Four rows on the axes, so that 2/N·XᵀX is diagonal: 9 and 1 for the weights, 2 for the bias.
  private func quadratic(
    rate: Double, epochs: Int = 3, largest: Float = 3
  ) throws -> [MetricValues] {
    let data = MemoryData(
      .regression, inputs: [largest, 0, -largest, 0, 0, 1.41421356, 0, -1.41421356],
      targets: [1, 2, 3, 4], width: 2, outputs: 1)
    let recipe = try data.recipe([
      "model.hidden": [], "batch_size": 4, "epochs": .number(Double(epochs)),
      "optimizer.lr": .number(rate), "diagnostics": "curvature",
    ])
    var trainer = Trainer(recipe, data: data.trainingData, seed: 3)
    var epochs: [MetricValues] = []
    while !trainer.isFinished { epochs.append(trainer.trainEpoch {}.metrics) }
    return epochs
  }

  /// The largest error of curvature 9 and of it times the rate of 0.1, over the epochs.
  private func error(_ epochs: [MetricValues]) -> Double {
    LargestError.of(
      epochs.flatMap { metrics in
        [
          abs((metrics["hessian_max"] ?? .nan) - 9),
          abs((metrics["rate_times_sharpness"] ?? .nan) - 0.9),
        ]
      })
  }

  @Test func aQuadraticHasOneCurvatureEverywhere() throws {
    #expect(try error(quadratic(rate: 0.1)) < 1e-5)
    let (wider, faster) = (try quadratic(rate: 0.1, largest: 3.001), try quadratic(rate: 0.101))
    withKnownIssue("another curvature must be caught") { #expect(error(wider) < 1e-5) }
    withKnownIssue("another rate must be caught") { #expect(error(faster) < 1e-5) }
  }

  /// Whether the loss falls where rate times sharpness says so, and rises where it does not.
  private func agrees(_ epochs: [MetricValues], edge: Double = 2) -> Bool {
    let losses = epochs.map { $0[Metric.trainLoss] ?? .nan }
    guard let product = epochs[0]["rate_times_sharpness"] else { return false }
    return product < edge ? losses[30] < losses[20] : losses[30] > losses[20]
  }

  /// What rate times sharpness is for: below 2 the loss falls, above it rises.
  @Test func twoIsTheEdgeOfStability() throws {
    // The direction of curvature 9 shrinks by 0.89 an epoch and grows by 1.07; the others shrink.
    let below = try quadratic(rate: 0.21, epochs: 40)
    let above = try quadratic(rate: 0.23, epochs: 40)
    #expect((below[0]["rate_times_sharpness"] ?? 0) < 2)
    #expect((above[0]["rate_times_sharpness"] ?? 0) > 2)
    #expect(agrees(below) && agrees(above))
    withKnownIssue("an edge of 1.8 must be caught") { #expect(agrees(below, edge: 1.8)) }
    withKnownIssue("an edge of 2.2 must be caught") { #expect(agrees(above, edge: 2.2)) }
  }

  /// L = (w₂·w₁·x − y)² with x = 1, y = 3 and no bias but two at 0: at the saddle θ = 0 the Hessian
  /// has −6 and 6 for the weights and 2 for the last bias, so that plain iteration turns in circles.
  @Test func atASaddleTheLargestIsFoundNotTheLargestMagnitude() throws {
    let found = try sharpness(target: 3, activation: "identity", start: 0)
    // θ = (w₁, b₁, w₂, b₂): w₂ meets w₁ and b₁ alike, −6 each, and b₂ alone 2; −6√2 and 6√2.
    #expect(abs(found - 72.0.squareRoot()) < 1e-3, "\(found)")
  }

  /// Far above its target, the bend of tanh makes the Hessian more negative than positive.
  @Test func whereTheLargestMagnitudeIsNegativeTheLargestIsFound() throws {
    let target = -100.0
    let network = ReferenceNetwork(
      weights: [[[1]], [[1]]], biases: [[0], [0]], activation: .tanh, loss: .square)
    let hessian = Self.hessian(network, inputs: [[1]], targets: [[target]])
    let values = hessian.eigen.values
    let largest = values.max() ?? .nan
    #expect(largest > 0 && LargestError.of(values.map(abs)) > 2 * largest)
    let found = try sharpness(target: Float(target), activation: "tanh", start: 1)
    func error(_ value: Double) -> Double { abs(value / largest - 1) }
    #expect(error(found) < 1e-4, "\(found), not \(largest)")
    let plain = Self.powerIteration(hessian)
    withKnownIssue("what plain iteration finds must be caught") { #expect(error(plain) < 1e-4) }
    withKnownIssue("its magnitude must be caught") { #expect(error(abs(plain)) < 1e-4) }
    withKnownIssue("the trace must be caught") { #expect(error(hessian.trace) < 1e-4) }
  }

  /// What a network of one hidden unit on one row reports before it has moved.
  private func sharpness(target: Float, activation: String, start: Double) throws -> Double {
    let data = MemoryData(.regression, inputs: [1], targets: [target], width: 1, outputs: 1)
    let recipe = try data.recipe([
      "model.hidden": [1], "model.activation": .text(activation), "batch_size": 1, "epochs": 1,
      "optimizer.lr": 1e-20, "diagnostics": "curvature", "model.init.name": "constant",
      "model.init.value": .number(start),
    ])
    var trainer = Trainer(recipe, data: data.trainingData, seed: 1)
    return trainer.trainEpoch {}.metrics["hessian_max"] ?? .nan
  }

  /// Central differences of the gradient, one column a parameter.
  private static func hessian(
    _ network: ReferenceNetwork, inputs: [[Double]], targets: [[Double]]
  ) -> ReferenceMatrix {
    let (theta, h) = (network.flat, 1e-5)
    let rows = theta.indices.map { place in
      func slope(_ step: Double) -> [Double] {
        var moved = theta
        moved[place] += step
        return network.lossAndGradient(at: moved, inputs, targets).gradient
      }
      return zip(slope(h), slope(-h)).map { ($0 - $1) / (2 * h) }
    }
    let matrix = ReferenceMatrix(rows)
    return 0.5 * (matrix + matrix.transposed)
  }

  /// The eigenvalue of the largest magnitude.
  private static func powerIteration(_ matrix: ReferenceMatrix) -> Double {
    var v = ReferenceMatrix(matrix.rows.map { _ in [1] })
    for _ in 0..<500 {
      v = matrix * v
      v = (1 / v.norm) * v
    }
    return (v.transposed * (matrix * v)).rows[0][0]
  }
}
