import PisteTestSupport
import PisteTraining
import Testing

/// AMSGrad differs from Adam only once gradients have become smaller.
///
/// Here two are of the size of 100, then eighteen of the size of 0.01. The numbers are PyTorch's in
/// Float64, by `Fixtures/generate-trajectories.py`.
@Suite struct AMSGradTests {
  private let known: CheckOptimizer.Golden

  init() throws { known = try OptimizerTrajectoryTests.Fixture.loaded.get().amsgrad }

  private func gradient(_ t: Int) -> [Double] {
    let size = t <= 2 ? 100.0 : 0.01
    return [size * Double(1 + 3 * t % 5), -size * Double(2 + 7 * t % 3)]
  }

  private func error<Scalar: TrainingScalar>(
    _ rule: Rule, _ set: InstructionSet = .best, of type: Scalar.Type
  ) -> Double {
    let layout = ParameterLayout(widths: [2, 1])
    var optimizer: any Optimizer<Scalar> = rule.make(layout, set)
    var theta = [Scalar](repeating: 0, count: layout.storageCount)
    (theta[0], theta[1]) = (1, -2)
    var errors: [Double] = []
    for t in 1...20 {
      let gradient = gradient(t).map { Scalar($0) } + theta.dropFirst(2).map { _ in 0 }
      optimizer.step(&theta, gradient, rate: 0.1)
      if let right = known[t] {
        errors.append(LargestError.absolute(Array(theta[..<2]), right))
      }
    }
    return LargestError.of(errors)
  }

  @Test func theLargestSecondMomentIsKept() {
    #expect(known.count == 5)
    for set in InstructionSet.available {
      #expect(error(.adam(amsgrad: true), set, of: Double.self) < 1e-12)
      #expect(error(.adam(amsgrad: true), set, of: Float.self) < 1e-6)
    }
    withKnownIssue("Adam under AMSGrad's name must be caught") {
      #expect(error(.adam(), of: Double.self) < 1e-4)
    }
    withKnownIssue("Adam under AMSGrad's name must be caught in Float32 too") {
      #expect(error(.adam(), of: Float.self) < 1e-4)
    }
  }

  @Test func theReferenceKeepsItToo() {
    var calls = (1...20).map { gradient($0) }.makeIterator()
    let path = Rule.adam(amsgrad: true).reference().trajectory(
      from: [1, -2], rates: Array(repeating: 0.1, count: 20)
    ) { _ in calls.next() ?? [] }
    for (step, right) in known {
      #expect(LargestError.absolute(path[step - 1], right) < 1e-12)
    }
  }
}
