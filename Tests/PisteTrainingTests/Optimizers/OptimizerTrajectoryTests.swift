import PisteTestSupport
import PisteTraining
import Testing

/// Trajectories on ½(x² + 10y²) from (1, 1) that PyTorch has computed in Float64.
@Suite struct OptimizerTrajectoryTests {
  struct Known: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rule: Rule
    let rate: Double
    let golden: CheckOptimizer.Golden
    /// What Float32 gives where the parameters' own rounding is seen; nil for the same.
    var goldenInFloat: CheckOptimizer.Golden?
  }

  static let known: [Known] = first + elementwise

  static let first: [Known] = [
    Known(
      testDescription: "SGD", rule: .sgd(), rate: 0.1,
      golden: [
        1: [0.9, -5.55111512313e-17], 2: [0.81, 3.08148791102e-33],
        3: [0.729, -1.71056941446e-49], 10: [0.3486784401, 2.77844843686e-163],
      ]),
    Known(
      testDescription: "momentum", rule: .sgd(momentum: 0.9), rate: 0.05,
      golden: [
        1: [0.95, 0.5], 2: [0.8575, -0.2], 3: [0.731375, -0.73],
        10: [-0.31092291067, 0.087724768],
      ]),
    Known(
      testDescription: "dampening", rule: .sgd(momentum: 0.9, dampening: 0.9), rate: 0.05,
      golden: [
        1: [0.95, 0.5], 2: [0.90025, 0.025], 3: [0.85097375, -0.40375],
        10: [0.53326950521, -1.30093105219],
      ]),
    Known(
      testDescription: "Nesterov", rule: .sgd(momentum: 0.9, nesterov: true), rate: 0.05,
      golden: [
        1: [0.905, 0.05], 2: [0.778525, -0.4025], 3: [0.631462625, -0.404875],
        10: [-0.261992453382, -0.0162984593126],
      ]),
    Known(
      testDescription: "Nesterov with L2",
      rule: .sgd(momentum: 0.9, nesterov: true, decay: 0.1), rate: 0.05,
      golden: [
        1: [0.8955, 0.0405], 2: [0.75737025, -0.40740975], 3: [0.598235533875, -0.401211619875],
        10: [-0.302991528584, -0.0165467790628],
      ]),
    Known(
      testDescription: "Adam", rule: .adam(), rate: 0.1,
      golden: [
        1: [0.900000001, 0.9000000001], 2: [0.800412229712, 0.800412227875],
        3: [0.701586274504, 0.701586271699], 10: [0.0762491606198, 0.0762491515966],
      ]),
    Known(
      testDescription: "Adam with L2", rule: .adam(decay: 0.1), rate: 0.1,
      golden: [
        1: [0.900000000909, 0.900000000099], 2: [0.800412229527, 0.800412227873],
        3: [0.701586274221, 0.701586271696], 10: [0.0762491597083, 0.0762491515867],
      ]),
    Known(
      testDescription: "AdamW", rule: .adamW(decay: 0.1), rate: 0.1,
      golden: [
        1: [0.890000001, 0.8900000001], 2: [0.781571856954, 0.781571855122],
        3: [0.675101223189, 0.675101220401], 10: [0.0336055559611, 0.0336055474082],
      ]),
    Known(
      testDescription: "AMSGrad", rule: .adam(amsgrad: true), rate: 0.1,
      golden: [
        1: [0.900000001, 0.9000000001], 2: [0.800412229712, 0.800412227875],
        3: [0.701586274504, 0.701586271699], 10: [0.0762491606198, 0.0762491515966],
      ]),
  ]

  @Test(arguments: known)
  func theFusedStepFollowsPyTorchInDouble(_ known: Known) {
    for set in InstructionSet.available {
      #expect(
        faults(of: known.rule, as: Double.self, set, rate: known.rate, against: known.golden) == [])
    }
  }

  @Test(arguments: known)
  func theFusedStepFollowsPyTorchInFloat(_ known: Known) {
    for set in InstructionSet.available {
      #expect(
        faults(
          of: known.rule, as: Float.self, set, rate: known.rate,
          against: known.goldenInFloat ?? known.golden) == [])
    }
  }

  @Test(arguments: known)
  func theReferenceFollowsPyTorch(_ known: Known) {
    let path = known.rule.reference().trajectory(
      from: [1, 1], rates: Array(repeating: known.rate, count: 10)
    ) { [$0[0], 10 * $0[1]] }
    for (step, expected) in known.golden {
      for (a, b) in zip(path[step - 1], expected) { #expect(abs(a - b) <= 1e-10 * abs(b) + 1e-15) }
    }
  }

  /// Gradient after gradient at random, with a rate that changes: what a bowl would not show.
  @Test(arguments: known)
  func theFusedStepIsTheReferencesOnAnyGradients(_ known: Known) {
    let layout = ParameterLayout(widths: [5, 3])
    var optimizer: any Optimizer<Double> = known.rule.make(layout)
    let count = layout.storageCount
    let rates = (0..<30).map { known.rate / Double($0 + 1) }
    let gradients = rates.indices.map { step in
      (0..<count).map { Double((($0 * 7919 + step * 104729) % 2003) - 1001) / 500 }
    }
    var theta = (0..<count).map { Double($0 % 7) - 3 }
    var calls = gradients.makeIterator()
    let expected = known.rule.reference(layout).trajectory(from: theta, rates: rates) { _ in
      calls.next() ?? []
    }
    for (step, rate) in rates.enumerated() {
      optimizer.step(&theta, gradients[step], rate: rate)
      for (a, b) in zip(optimizer.evaluated(theta), expected[step]) {
        #expect(abs(a - b) <= 1e-10 * max(1, abs(b)), "step \(step + 1)")
      }
    }
  }

  @Test func theCheckCatchesAnImpostor() {
    let adam = Self.known[5]
    withKnownIssue("plain gradient descent under Adam's name must be caught") {
      #expect(
        faults(of: .sgd(), as: Double.self, .best, rate: adam.rate, against: adam.golden) == [])
    }
    withKnownIssue("Adam without decay under AdamW's name must be caught") {
      #expect(
        faults(
          of: .adam(), as: Double.self, .best, rate: 0.1, against: Self.known[7].golden) == [])
    }
  }

  /// Twelve steps, or six, a state handed over, and six more.
  @Test(arguments: known)
  func aRestoredStateGoesOnAsIfNothingHadHappened(_ known: Known) {
    let layout = ParameterLayout(widths: [5, 3])
    var through: any Optimizer<Float> = known.rule.make(layout)
    var first: any Optimizer<Float> = known.rule.make(layout)
    var second: any Optimizer<Float> = known.rule.make(layout)
    var a = (0..<layout.storageCount).map { Float($0) / 50 }
    var b = a
    for step in 0..<12 {
      let gradients = a.indices.map { Float(($0 * 31 + step * 17) % 13) / 6 - 1 }
      through.step(&a, gradients, rate: known.rate)
      if step == 6 { second.restore(first.state) }
      if step < 6 {
        first.step(&b, gradients, rate: known.rate)
      } else {
        second.step(&b, gradients, rate: known.rate)
      }
    }
    #expect(a == b)
    #expect(through.evaluated(a) == second.evaluated(b))
    #expect(through.state == second.state)
  }

  func faults<Scalar: TrainingScalar>(
    of rule: Rule, as type: Scalar.Type, _ set: InstructionSet, rate: Double,
    against golden: CheckOptimizer.Golden
  ) -> [String] {
    let layout = ParameterLayout(widths: [2, 1])
    var optimizer: any Optimizer<Scalar> = rule.make(layout, set)
    let isDouble = type == Double.self
    return CheckOptimizer.faults(
      against: golden, count: layout.storageCount, tolerance: isDouble ? 1e-10 : 1e-5,
      floor: isDouble ? 1e-15 : 2e-7,
      evaluated: { optimizer.evaluated($0.map { Scalar($0) }).map { Double($0) } }
    ) { theta, gradient in
      var parameters = theta.map { Scalar($0) }
      optimizer.step(&parameters, gradient.map { Scalar($0) }, rate: rate)
      theta = parameters.map { Double($0) }
    }
  }
}
