import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// Not only how wide the weights are spread but by which law: uniform and normal ones of the same
/// deviation are told apart, and uniform ones end where they should.
@Suite struct DistributionTests {
  enum Shape: Sendable {
    case uniform, normal

    /// P(|x| > σ): 1 − 1/√3, or that of a normal law.
    var tail: Double { self == .uniform ? 0.4226497308103742 : 0.3173105078629141 }
    /// E[x⁴]/σ⁴ and its standard error times √n, from the eighth moment.
    var kurtosis: (value: Double, error: Double) {
      self == .uniform ? (1.8, (9 - 1.8 * 1.8).squareRoot()) : (3, (105.0 - 9).squareRoot())
    }
  }

  struct Law: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let initializer: any WeightInitializer
    let shape: Shape
    let deviation: @Sendable (Double, Double) -> Double

    init(
      _ name: String, _ shape: Shape, _ initializer: any WeightInitializer,
      _ deviation: @escaping @Sendable (_ outputs: Double, _ inputs: Double) -> Double
    ) {
      (testDescription, self.shape, self.initializer) = (name, shape, initializer)
      self.deviation = deviation
    }
  }

  static let laws: [Law] = [
    Law("uniform", .uniform, UniformInitializer(low: -0.3, high: 0.3)) { _, _ in
      0.3 / 3.0.squareRoot()
    },
    Law("Xavier uniform", .uniform, XavierUniform(gain: 1.5)) {
      1.5 * (2 / ($0 + $1)).squareRoot()
    },
    Law("Kaiming uniform, in", .uniform, KaimingUniform(gain: 1.2, fan: .in)) {
      1.2 / $1.squareRoot()
    },
    Law("Kaiming uniform, out", .uniform, KaimingUniform(gain: 1.2, fan: .out)) { out, _ in
      1.2 / out.squareRoot()
    },
    Law("LeCun uniform, in", .uniform, LeCunUniform(fan: .in)) { 1 / $1.squareRoot() },
    Law("LeCun uniform, out", .uniform, LeCunUniform(fan: .out)) { out, _ in
      1 / out.squareRoot()
    },
    Law("PyTorch", .uniform, PyTorchLinear()) { 1 / (3 * $1).squareRoot() },
    Law("normal", .normal, NormalInitializer(deviation: 0.2)) { _, _ in 0.2 },
    Law("Xavier normal", .normal, XavierNormal(gain: 1.5)) { 1.5 * (2 / ($0 + $1)).squareRoot() },
    Law("Kaiming normal, in", .normal, KaimingNormal(gain: 1.2, fan: .in)) {
      1.2 / $1.squareRoot()
    },
    Law("Kaiming normal, out", .normal, KaimingNormal(gain: 1.2, fan: .out)) { out, _ in
      1.2 / out.squareRoot()
    },
    Law("LeCun normal, in", .normal, LeCunNormal(fan: .in)) { 1 / $1.squareRoot() },
    Law("LeCun normal, out", .normal, LeCunNormal(fan: .out)) { out, _ in 1 / out.squareRoot() },
  ]

  static let shapes = [(300, 400), (400, 100), (1000, 20)]

  @Test(arguments: laws)
  func theLawIsTheOneOfItsName(_ law: Law) {
    for (outputs, inputs) in Self.shapes {
      #expect(faults(law, outputs: outputs, inputs: inputs) == [])
    }
  }

  /// The other shape with the same deviation.
  @Test(arguments: laws)
  func theOtherLawOfTheSameDeviationIsCaught(_ law: Law) {
    for (outputs, inputs) in Self.shapes {
      let deviation = law.deviation(Double(outputs), Double(inputs))
      let bound = deviation * 3.0.squareRoot()
      let other: any WeightInitializer =
        law.shape == .uniform
        ? NormalInitializer(deviation: deviation) : UniformInitializer(low: -bound, high: bound)
      let faults = faults(law, by: other, outputs: outputs, inputs: inputs)
      #expect(faults.count >= 2, "share and kurtosis tell it")
      withKnownIssue("the other law under the name of \(law.testDescription) must be caught") {
        #expect(faults == [])
      }
    }
  }

  /// Weights that end a little early or late: 5 % of the width, which moves the deviation as much.
  @Test(arguments: laws.filter { $0.shape == .uniform })
  func anotherBoundIsCaught(_ law: Law) {
    let (outputs, inputs) = Self.shapes[0]
    let bound = law.deviation(Double(outputs), Double(inputs)) * 3.0.squareRoot()
    for factor in [0.95, 1.05] {
      withKnownIssue("\(factor) of the bound of \(law.testDescription) must be caught") {
        let other = UniformInitializer(low: -factor * bound, high: factor * bound)
        #expect(faults(law, by: other, outputs: outputs, inputs: inputs) == [])
      }
    }
  }

  private func faults(
    _ law: Law, by other: (any WeightInitializer)? = nil, outputs: Int, inputs: Int
  ) -> [String] {
    var random = RandomStream(seed: 31, purpose: "weights")
    let w = (other ?? law.initializer).weights(outputs: outputs, inputs: inputs, from: &random)
    let n = Double(w.count)
    let z = w.map { $0 / law.deviation(Double(outputs), Double(inputs)) }
    var faults: [String] = []
    let (tail, kurtosis) = (law.shape.tail, law.shape.kurtosis)
    let share = Double(z.count { abs($0) > 1 }) / n
    if !(abs(share - tail) <= 4 * (tail * (1 - tail) / n).squareRoot()) {
      faults.append("\(share) beyond one deviation, not \(tail)")
    }
    let fourth = z.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n
    if !(abs(fourth - kurtosis.value) <= 4 * kurtosis.error / n.squareRoot()) {
      faults.append("a kurtosis of \(fourth), not \(kurtosis.value)")
    }
    let largest = LargestError.of(z.map(abs)) / 3.0.squareRoot()
    if law.shape == .uniform, !(largest <= 1 && largest > 0.98) {
      faults.append("up to \(largest) of the bound")
    }
    return faults
  }
}
