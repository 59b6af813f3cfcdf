import Foundation
import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// What layers make of the mean square of their inputs, over many networks.
///
/// With weights of mean zero that are as likely as their negatives, the expected mean square of a
/// layer's sums is gain² times that of its inputs, and a rectifier halves it: both exactly, whatever
/// the width. For other functions that is so for normal sums, which sums become as the width grows.
@Suite struct VarianceProfileTests {
  struct Pair: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let initializer: any WeightInitializer
    let activation: any Activation
    /// The mean square that the last layer's sums should have.
    let expected: Double
    /// A bound beside four standard errors; 0 where the expectation is exact.
    var band = 0.0
    var inputSize = 1.0

    init(
      _ name: String, _ initializer: any WeightInitializer, _ activation: any Activation,
      _ expected: Double, band: Double = 0, inputSize: Double = 1
    ) {
      (testDescription, self.initializer, self.activation) = (name, initializer, activation)
      (self.expected, self.band, self.inputSize) = (expected, band, inputSize)
    }
  }

  static let (width, depth, rows, networks) = (64, 6, 8, 50)

  /// q ← gain²·E[f(√q·z)²] from q = gain², z normal: what a width without end would give.
  static func limit(_ f: ReferenceNetwork.Activation, gain: Double) -> Double {
    (1..<depth).reduce(gain * gain) { q, _ in
      var (sum, weights) = (0.0, 0.0)
      for step in -800...800 {
        let z = Double(step) / 100
        let weight = exp(-z * z / 2)
        weights += weight
        sum += weight * pow(f.value(q.squareRoot() * z), 2)
      }
      return gain * gain * sum / weights
    }
  }

  static let pairs: [Pair] = [
    Pair("Kaiming normal", KaimingNormal(gain: ReLU().gain, fan: .in), ReLU(), 2),
    Pair("Kaiming uniform", KaimingUniform(gain: ReLU().gain, fan: .out), ReLU(), 2),
    Pair("orthogonal, rectified", OrthogonalInitializer(gain: ReLU().gain), ReLU(), 2),
    Pair("LeCun normal", LeCunNormal(), Identity(), 1),
    Pair("LeCun uniform", LeCunUniform(), Identity(), 1),
    Pair("Xavier normal", XavierNormal(gain: 1), Identity(), 1),
    Pair("Xavier uniform", XavierUniform(gain: Identity().gain), Identity(), 1),
    Pair("Xavier, tanh near 0", XavierNormal(gain: 1), Tanh(), 1e-6, inputSize: 1e-3),
    Pair(
      "Xavier, tanh", XavierNormal(gain: Tanh().gain), Tanh(), limit(.tanh, gain: 5.0 / 3),
      band: 0.02),
    Pair("LeCun normal, SELU", LeCunNormal(), SELU(), limit(.selu, gain: 1), band: 0.05),
  ]

  /// The mean square of the last layer's sums in each of some networks.
  private func meanSquares(_ initializer: any WeightInitializer, _ pair: Pair) -> [Double] {
    let (width, rows) = (Self.width, Self.rows)
    let shape = NetworkShape(
      widths: Array(repeating: width, count: Self.depth + 1), activation: pair.activation,
      loss: SquareLoss())
    let network = Network<Float>(shape, batchCapacity: rows)
    let inputs = AlignedBuffer<Float>(count: rows * width)
    return (0..<Self.networks).map { seed in
      network.initialize(by: initializer, biases: .constant(0), seed: UInt64(seed))
      var random = RandomStream(seed: UInt64(seed), purpose: "inputs")
      for row in 0..<rows {
        let x = (0..<width).map { _ in random.normal() }
        // A mean square of exactly one, so that only the weights are left to chance.
        let size = pair.inputSize / (x.reduce(0) { $0 + $1 * $1 } / Double(width)).squareRoot()
        for column in 0..<width { inputs.start[row * width + column] = Float(x[column] * size) }
      }
      network.forward(inputs.start, rows: rows)
      return (0..<rows * width).reduce(0) {
        $0 + Double(network.outputs[$1]) * Double(network.outputs[$1])
      } / Double(rows * width)
    }
  }

  private func fault(_ initializer: any WeightInitializer, _ pair: Pair) -> String? {
    let squares = meanSquares(initializer, pair)
    let n = Double(squares.count)
    let mean = squares.reduce(0, +) / n
    let variance = squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let limit = 4 * (variance / n).squareRoot() + pair.band * pair.expected
    return abs(mean - pair.expected) <= limit
      ? nil : "\(mean), not \(pair.expected) within \(limit)"
  }

  @Test(arguments: pairs)
  func theMeanSquareIsTheTheorys(_ pair: Pair) {
    #expect(fault(pair.initializer, pair) == nil)
  }

  /// Turned and nothing else: the same to the last places of Float32 in each network.
  @Test func orthogonalWeightsKeepEveryLength() {
    let pair = Pair("", OrthogonalInitializer(gain: 1), Identity(), 1)
    for initializer in [OrthogonalInitializer(gain: 1), LSUV()] as [any WeightInitializer] {
      let errors = meanSquares(initializer, pair).map { abs($0 - 1) }
      #expect(LargestError.of(errors) < 1e-5)
    }
    withKnownIssue("lengths that are right on average only must be caught") {
      let errors = meanSquares(LeCunNormal(), pair).map { abs($0 - 1) }
      #expect(LargestError.of(errors) < 1e-5)
    }
  }

  /// SELU brings a mean square that is off back to one; a rectifier never does.
  @Test func seluHasAFixedPointAtOne() {
    #expect(abs(Self.limit(.selu, gain: 1) - 1) < 1e-6)
    #expect(abs(Self.limit(.relu, gain: 2.0.squareRoot()) - 2) < 1e-6)
    #expect(abs(Self.limit(.identity, gain: 1) - 1) < 1e-12)
  }

  @Test func anotherInitializersWeightsAreCaught() {
    let impostors: [(String, any WeightInitializer, Int)] = [
      ("Xavier under Kaiming's name", XavierNormal(gain: 1), 0),
      ("a gain 5 % too large", KaimingNormal(gain: 1.05 * 2.0.squareRoot(), fan: .in), 0),
      ("PyTorch's through rectifiers", PyTorchLinear(), 1),
      ("a gain 5 % too small", OrthogonalInitializer(gain: 0.95 * 2.0.squareRoot()), 2),
      ("Kaiming through linear units", KaimingNormal(gain: 2.0.squareRoot(), fan: .in), 3),
      ("Kaiming through tanh near 0", KaimingUniform(gain: 2.0.squareRoot(), fan: .in), 7),
      ("Xavier of gain 1 through tanh", XavierNormal(gain: 1), 8),
      ("Kaiming through SELU", KaimingNormal(gain: 2.0.squareRoot(), fan: .in), 9),
    ]
    for (name, initializer, index) in impostors {
      withKnownIssue("\(name) must be caught") {
        #expect(fault(initializer, Self.pairs[index]) == nil)
      }
    }
  }
}
