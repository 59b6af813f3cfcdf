import Foundation
import PisteTestSupport
import PisteTraining
import Testing

/// Trajectories on ½(x² + 10y²) from (1, 1) that others have computed in Float64.
///
/// `Fixtures/generate-trajectories.py` made the numbers; whose they are and in which version stands
/// there and in the file.
@Suite struct OptimizerTrajectoryTests {
  /// The content of `Fixtures/trajectories.json`.
  struct Fixture: Decodable, Sendable {
    let trajectories: [String: CheckOptimizer.Golden]
    /// What Float32 gives where the parameters' own rounding is seen.
    let in_float: [String: CheckOptimizer.Golden]
    let amsgrad: CheckOptimizer.Golden

    static let loaded = Result { () throws -> Fixture in
      let url = try #require(
        Bundle.module.url(
          forResource: "trajectories", withExtension: "json", subdirectory: "Fixtures"))
      return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }
  }

  struct Known: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rule: Rule
    let rate: Double

    var golden: CheckOptimizer.Golden {
      get throws {
        let known = try Fixture.loaded.get().trajectories
        return try #require(known[testDescription], "\(testDescription) has no trajectory")
      }
    }

    var goldenInFloat: CheckOptimizer.Golden {
      get throws { try Fixture.loaded.get().in_float[testDescription] ?? golden }
    }
  }

  @Test func everyTrajectoryIsThatOfARule() throws {
    let names = Self.known.map(\.testDescription)
    #expect(Set(names) == Set(try Fixture.loaded.get().trajectories.keys))
    #expect(names.count == Set(names).count)
  }

  static let known: [Known] = first + elementwise

  static let first: [Known] = [
    Known(
      testDescription: "SGD", rule: .sgd(), rate: 0.1),
    Known(
      testDescription: "momentum", rule: .sgd(momentum: 0.9), rate: 0.05),
    Known(
      testDescription: "dampening", rule: .sgd(momentum: 0.9, dampening: 0.9), rate: 0.05),
    Known(
      testDescription: "Nesterov", rule: .sgd(momentum: 0.9, nesterov: true), rate: 0.05),
    Known(
      testDescription: "Nesterov with L2",
      rule: .sgd(momentum: 0.9, nesterov: true, decay: 0.1), rate: 0.05),
    Known(
      testDescription: "Adam", rule: .adam(), rate: 0.1),
    Known(
      testDescription: "Adam with L2", rule: .adam(decay: 0.1), rate: 0.1),
    Known(
      testDescription: "AdamW", rule: .adamW(decay: 0.1), rate: 0.1),
    Known(
      testDescription: "AMSGrad", rule: .adam(amsgrad: true), rate: 0.1),
  ]

  @Test(arguments: known)
  func theFusedStepFollowsPyTorchInDouble(_ known: Known) throws {
    let golden = try known.golden
    for set in InstructionSet.available {
      #expect(
        faults(of: known.rule, as: Double.self, set, rate: known.rate, against: golden) == [])
    }
  }

  @Test(arguments: known)
  func theFusedStepFollowsPyTorchInFloat(_ known: Known) throws {
    let golden = try known.goldenInFloat
    for set in InstructionSet.available {
      #expect(
        faults(
          of: known.rule, as: Float.self, set, rate: known.rate,
          against: golden) == [])
    }
  }

  @Test(arguments: known)
  func theReferenceFollowsPyTorch(_ known: Known) throws {
    let path = known.rule.reference().trajectory(
      from: [1, 1], rates: Array(repeating: known.rate, count: 10)
    ) { [$0[0], 10 * $0[1]] }
    for (step, expected) in try known.golden {
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

  @Test func theCheckCatchesAnImpostor() throws {
    let (adam, adamW) = (try Self.known[5].golden, try Self.known[7].golden)
    withKnownIssue("plain gradient descent under Adam's name must be caught") {
      #expect(
        faults(of: .sgd(), as: Double.self, .best, rate: 0.1, against: adam) == [])
    }
    withKnownIssue("Adam without decay under AdamW's name must be caught") {
      #expect(
        faults(
          of: .adam(), as: Double.self, .best, rate: 0.1, against: adamW) == [])
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
