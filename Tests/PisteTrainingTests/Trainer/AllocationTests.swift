import PisteCatalog
import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// A step allocates nothing, whatever the optimizer.
@Suite struct AllocationTests {
  @Test(
    arguments: [
      ["optimizer.name": "sgd"],
      ["optimizer.name": "sgd", "optimizer.momentum": 0.9],
      ["optimizer.name": "adam"],
      ["optimizer.name": "adam", "optimizer.amsgrad": true],
    ] as [Settings]
      + OptimizerName.allCases.filter { $0 != .lbfgs && $0 != .sgd && $0 != .adam }
      .map { ["optimizer.name": .text($0.rawValue)] })
  func aStepAllocatesNothing(_ settings: Settings) throws {
    var found = try sizesAllocated(settings)
    // Rarely something else springs the trap; what a step allocates springs it every time.
    for _ in 0..<20 where found > 0 { found = min(found, try sizesAllocated(settings)) }
    #expect(found == 0)
  }

  @Test func anOptimizerThatAllocatesIsCaught() throws {
    let found = try sizesAllocated([:]) { layout in
      WastefulOptimizer(rule: SGD(layout: layout))
    }
    withKnownIssue { #expect(found == 0) }
  }

  /// How many sizes of blocks steps 4 to 30 of an epoch allocate.
  private func sizesAllocated(
    _ settings: Settings, _ makeOptimizer: ((ParameterLayout) -> any Optimizer<Float>)? = nil
  ) throws -> Int {
    let data = MemoryData.clouds(rows: 400, validation: 0, test: 0)
    let base: Settings = ["model.hidden": [20, 14], "batch_size": 10, "optimizer.lr": 0.01]
    var trainer = Trainer(
      try data.recipe(base.merging(settings)), data: data.trainingData, seed: 1, tensors: nil,
      makeOptimizer: makeOptimizer)
    let trap = AllocationTrap()
    var step = 0
    var found = -1
    _ = trainer.trainEpoch {
      step += 1
      if step == 4 { trap.set() }
      if step == 30 { found = trap.sprung() }
    }
    #expect(trap.watched >= 50)
    return found
  }
}

/// Gradient descent that makes an array at every step, for no use.
private struct WastefulOptimizer: Optimizer {
  var rule: SGD<Float>
  var length = 7

  mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Float>, gradients: UnsafeBufferPointer<Float>,
    rate: ScheduledRate
  ) {
    let copy = Array(gradients.prefix(length))
    length = copy.count
    rule.step(parameters, gradients: gradients, rate: rate)
  }

  var state: OptimizerState<Float> { rule.state }

  mutating func restore(_ state: OptimizerState<Float>) { rule.restore(state) }
}
