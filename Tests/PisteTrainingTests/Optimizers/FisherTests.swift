import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// K-FAC's factors and directions against Fisher's matrix summed up from its definition.
@Suite struct FisherTests {
  private static func options(eigen: Bool) -> KFACOptions {
    var options = KFACOptions()
    options.fisher = .exact
    options.damping = 0.05
    options.dampingForm = eigen ? .eigen : .factored
    options.klClip = 0
    options.momentum = 0
    options.inverseEvery = 1
    return options
  }

  private func step(
    _ problem: Problem<Double>, eigen: Bool = false
  ) -> (directions: [ReferenceMatrix], optimizer: KFAC<Double>) {
    let network = problem.network()
    let before = Array(network.parameters.values)
    var optimizer = KFAC<Double>(layout: network.layout, options: Self.options(eigen: eigen))
    _ = optimizer.advance(network, on: problem.batch, rate: ScheduledRate(learningRate: 1))
    let moved = zip(before, network.parameters.values).map { $0 - $1 }
    let directions = (0..<network.shape.layerCount).map { layer in
      let (weight, bias) = (network.layout.weight(layer), network.layout.bias(layer))
      let rows = (0..<weight.inputs).map { weight.offset + $0 * weight.outputs } + [bias.offset]
      return ReferenceMatrix(rows.map { Array(moved[$0..<$0 + weight.outputs]) })
    }
    return (directions, optimizer)
  }

  @Test(arguments: [ReferenceNetwork.Activation.tanh, .sigmoid, .gelu, .relu])
  func directionsAreTheReferencesForAnyNetwork(activation: ReferenceNetwork.Activation) {
    for eigen in [false, true] {
      let problem = Problem<Double>.random(activation, .crossEntropy, hidden: [4, 3], rows: 9)
      for (layer, found) in step(problem, eigen: eigen).directions.enumerated() {
        func error(eigen: Bool, damping: Double = 0.05) -> Double {
          let right = problem.reference.naturalGradient(
            of: layer, problem.inputs, problem.targets, damping: damping, eigen: eigen)
          return LargestError.absolute(found.flat, right.flat, per: right.norm)
        }
        #expect(error(eigen: eigen) < 1e-9, "layer \(layer), eigen \(eigen)")
        withKnownIssue("the other form of damping must be caught") {
          #expect(error(eigen: !eigen) < 1e-4)
        }
        withKnownIssue("another damping must be caught") {
          #expect(error(eigen: eigen, damping: 0.0501) < 1e-5)
        }
      }
    }
  }

  /// ‖A⊗G − F‖/‖F‖ of a single layer, its factors being the core's.
  private func normError(weights: [[Double]]) -> Double {
    var random = RandomStream(seed: 8, purpose: "fisher")
    let inputs = (0..<30).map { _ in (0..<4).map { _ in random.normal() + 0.5 } }
    let problem = Problem<Double>(
      ReferenceNetwork(
        weights: [weights], biases: [[0.4, -0.3, 0.1]], activation: .identity,
        loss: .crossEntropy), inputs: inputs, targets: inputs.map { $0[0] > 0 ? [1] : [2] })
    let (a, g) = step(problem).optimizer.curvature(of: 0)
    let product = ReferenceMatrix.kronecker(Self.square(a), Self.square(g))
    let fisher = problem.reference.curvature(of: 0, inputs).fisher
    return (product - fisher).norm / fisher.norm
  }

  private static func square(_ flat: [Double]) -> ReferenceMatrix {
    let n = Int(Double(flat.count).squareRoot().rounded())
    return ReferenceMatrix((0..<n).map { Array(flat[$0 * n..<($0 + 1) * n]) })
  }

  /// With weights of zero every example has the same probabilities.
  ///
  /// What a layer is given then says nothing about its gradient. With other weights it does, the more so the larger they are.
  @Test func theProductIsFishersMatrixWhereInputsAndGradientsAreUncorrelated() {
    var random = RandomStream(seed: 9, purpose: "fisher")
    let weights = (0..<3).map { _ in (0..<4).map { _ in 0.4 * random.normal() } }
    func scaled(_ factor: Double) -> [[Double]] { weights.map { $0.map { factor * $0 } } }
    #expect(normError(weights: scaled(0)) < 1e-13)
    let errors = [0.1, 1, 3].map { normError(weights: scaled($0)) }
    #expect(errors[0] > 1e-4 && errors[0] < 0.1)
    #expect(errors[1] > 0.01)
    #expect(errors == errors.sorted())
    withKnownIssue("correlated inputs and gradients must be told from others") {
      #expect(normError(weights: weights) < 1e-13)
    }
  }
}
