import PisteCore
import PisteTraining
import Testing

/// Hessians that are known by heart.
@Suite struct SharpnessTests {
  /// Four rows on the axes, so that 2/N·XᵀX is diagonal: 9 and 1 for the weights, 2 for the bias.
  private func quadratic(rate: Double, epochs: Int = 3) throws -> [MetricValues] {
    let data = MemoryData(
      .regression, inputs: [3, 0, -3, 0, 0, 1.41421356, 0, -1.41421356], targets: [1, 2, 3, 4],
      width: 2, outputs: 1)
    let recipe = try data.recipe([
      "model.hidden": [], "batch_size": 4, "epochs": .number(Double(epochs)),
      "optimizer.lr": .number(rate), "diagnostics": "curvature",
    ])
    var trainer = Trainer(recipe, data: data.trainingData, seed: 3)
    var epochs: [MetricValues] = []
    while !trainer.isFinished { epochs.append(trainer.trainEpoch {}.metrics) }
    return epochs
  }

  @Test func aQuadraticHasOneCurvatureEverywhere() throws {
    for metrics in try quadratic(rate: 0.1) {
      #expect(abs((metrics["hessian_max"] ?? 0) - 9) < 1e-5)
      #expect(abs((metrics["rate_times_sharpness"] ?? 0) - 0.9) < 1e-6)
    }
  }

  /// What rate times sharpness is for: below 2 the loss falls, above it rises.
  @Test func twoIsTheEdgeOfStability() throws {
    // The direction of curvature 9 shrinks by 0.89 an epoch and grows by 1.07; the others shrink.
    let below = try quadratic(rate: 0.21, epochs: 40)
    let above = try quadratic(rate: 0.23, epochs: 40)
    #expect((below[0]["rate_times_sharpness"] ?? 0) < 2)
    #expect((above[0]["rate_times_sharpness"] ?? 0) > 2)
    let losses = { (epochs: [MetricValues]) in epochs.map { $0[Metric.trainLoss] ?? .nan } }
    #expect(losses(below)[30] < losses(below)[20])
    #expect(losses(above)[30] > losses(above)[20])
  }

  /// L = (w₂·w₁·x − y)² with x = 1, y = 3 and no bias but two at 0: at the saddle θ = 0 the Hessian
  /// has −6 and 6 for the weights and 2 for the last bias, so that plain iteration turns in circles.
  @Test func atASaddleTheLargestIsFoundNotTheLargestMagnitude() throws {
    let data = MemoryData(.regression, inputs: [1], targets: [3], width: 1, outputs: 1)
    let recipe = try data.recipe([
      "model.hidden": [1], "model.activation": "identity", "batch_size": 1, "epochs": 1,
      "optimizer.lr": 1e-20, "diagnostics": "curvature", "model.init.name": "zeros",
    ])
    var trainer = Trainer(recipe, data: data.trainingData, seed: 1)
    let found = trainer.trainEpoch {}.metrics["hessian_max"] ?? .nan
    // θ = (w₁, b₁, w₂, b₂): w₂ meets w₁ and b₁ alike, −6 each, and b₂ alone 2; −6√2 and 6√2.
    #expect(abs(found - 72.0.squareRoot()) < 1e-3, "\(found)")
  }
}
