import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// Clipped steps in either number type against the reference.
@Suite struct ClippingReferenceTests {
  struct Clip: Sendable {
    var norm: Double?
    var value: Double?
  }

  static let clips = [
    Clip(norm: 0.3), Clip(value: 0.05), Clip(norm: 0.2, value: 0.1), Clip(norm: 1e6, value: 1e6),
  ]
  static let rules: [Rule] = [.sgd(), .sgd(momentum: 0.9), .adam()]

  @Test(arguments: clips)
  func thirtyClippedStepsAreTheReferences(_ clip: Clip) {
    for rule in Self.rules {
      #expect(error(rule, clip, against: clip, of: Double.self) < 1e-10)
      #expect(error(rule, clip, against: clip, of: Float.self) < 1e-4)
    }
  }

  @Test func anotherClipIsCaught() {
    let impostors = [
      (Clip(norm: 0.3), Clip(value: 0.3)), (Clip(norm: 0.3), Clip(norm: 0.301)),
      (Clip(value: 0.05), Clip(value: 0.0501)), (Clip(norm: 0.2, value: 0.1), Clip(norm: 0.2)),
      (Clip(norm: 0.2, value: 0.1), Clip(value: 0.1)), (Clip(norm: 0.3), Clip()),
    ]
    for (clip, impostor) in impostors {
      withKnownIssue("\(impostor) under the name of \(clip) must be caught") {
        #expect(error(.sgd(), impostor, against: clip, of: Double.self) < 1e-6)
      }
    }
  }

  /// The order tells: a norm that is found before values are cut is another one.
  @Test func valuesAreCutBeforeTheNormIsFound() {
    let gradient = [3.0, 0.1, -0.2]
    let right = ReferenceTraining.clipped(gradient, norm: 0.2, value: 0.1)
    #expect(LargestError.absolute(right, [0.1, 0.1, -0.1]) < 1e-12)
    let turned = ReferenceTraining.clipped(
      ReferenceTraining.clipped(gradient, norm: 0.2, value: nil), norm: nil, value: 0.1)
    withKnownIssue("the norm first must be caught") {
      #expect(LargestError.absolute(turned, right) < 1e-12)
    }
  }

  private func error<Scalar: TrainingScalar>(
    _ rule: Rule, _ clip: Clip, against right: Clip, of type: Scalar.Type
  ) -> Double {
    let problem = Problem<Scalar>.random(.tanh, .crossEntropy, hidden: [5], rows: 12)
    var network = problem.network()
    network.gradientClip = GradientClip(norm: clip.norm, value: clip.value)
    var optimizer: any Optimizer<Scalar> = rule.make(network.layout)
    let rates = (0..<30).map { 0.2 / (1 + 0.1 * Double($0)) }
    let path = rule.reference().trajectory(from: problem.reference.flat, rates: rates) {
      let slope = problem.reference.lossAndGradient(at: $0, problem.inputs, problem.targets)
      return ReferenceTraining.clipped(slope.gradient, norm: right.norm, value: right.value)
    }
    return LargestError.of(
      zip(rates, path).map { rate, expected in
        _ = optimizer.advance(
          network, on: problem.batch, rate: ScheduledRate(learningRate: rate))
        return LargestError.absolute(network.flatParameters, expected)
      })
  }
}
