import PisteCore
import PisteTraining
import Testing

/// Numbers too small to be normal ones are 0 while a trainer trains, and not afterwards.
@Suite struct TinyNumberTests {
  @Test func theyAreZeroWhileATrainerTrains() throws {
    let data = MemoryData.clouds(rows: 40, validation: 0, test: 0)
    let probe = Probe()
    var trainer = Trainer(
      try data.recipe(["batch_size": 10, "optimizer.lr": 0.01]), data: data.trainingData, seed: 1,
      tensors: nil, makeOptimizer: { _ in Meter(probe: probe) })
    #expect(probe.product > 0)
    _ = trainer.trainEpoch {}
    #expect(probe.seen == [0, 0, 0, 0])
    #expect(probe.product > 0)
  }
}

/// Two numbers that the compiler cannot know, whose product is not normal.
private final class Probe: @unchecked Sendable {
  var factors: [Float] = [1e-30, 1e-10]
  var seen: [Float] = []

  var product: Float { factors[0] * factors[1] }
}

/// A rule that multiplies where it should step.
private struct Meter: Optimizer {
  let probe: Probe

  mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Float>, gradients: UnsafeBufferPointer<Float>,
    rate: ScheduledRate
  ) {
    probe.seen.append(probe.product)
  }

  var state: OptimizerState<Float> { OptimizerState() }

  mutating func restore(_ state: OptimizerState<Float>) {}
}
