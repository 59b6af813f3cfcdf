import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// The spread of every random initializer over several shapes.
@Suite struct InitializerShapeTests {
  static let shapes = [(60, 150), (17, 33), (200, 10), (10, 200)]

  struct Law: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let initializer: any WeightInitializer
    let deviation: @Sendable (Double, Double) -> Double

    init(
      _ name: String, _ initializer: any WeightInitializer,
      _ deviation: @escaping @Sendable (_ outputs: Double, _ inputs: Double) -> Double
    ) {
      testDescription = name
      self.initializer = initializer
      self.deviation = deviation
    }
  }

  static let laws: [Law] = [
    Law("uniform", UniformInitializer(low: -0.3, high: 0.3)) { _, _ in 0.3 / 3.0.squareRoot() },
    Law("normal", NormalInitializer(deviation: 0.2)) { _, _ in 0.2 },
    Law("truncated normal", TruncatedNormal(deviation: 0.2)) { _, _ in 0.2 * 0.87962566 },
    // The deviation of a standard normal cut at 1 is √(1 − 2φ(1)/(2Φ(1) − 1)).
    Law("cut at 1", TruncatedNormal(deviation: 3, cut: 1)) { _, _ in 3 * 0.5395600937 },
    Law("Xavier uniform", XavierUniform(gain: 5.0 / 3)) { 5.0 / 3 * (2 / ($0 + $1)).squareRoot() },
    Law("Xavier normal", XavierNormal(gain: 1)) { (2 / ($0 + $1)).squareRoot() },
    Law("Kaiming uniform, in", KaimingUniform(gain: 1.2, fan: .in)) { 1.2 / $1.squareRoot() },
    Law("Kaiming uniform, out", KaimingUniform(gain: 1.2, fan: .out)) { out, _ in
      1.2 / out.squareRoot()
    },
    Law("Kaiming normal, in", KaimingNormal(gain: 0.7, fan: .in)) { 0.7 / $1.squareRoot() },
    Law("Kaiming normal, out", KaimingNormal(gain: 0.7, fan: .out)) { out, _ in
      0.7 / out.squareRoot()
    },
    Law("LeCun uniform, in", LeCunUniform(fan: .in)) { 1 / $1.squareRoot() },
    Law("LeCun uniform, out", LeCunUniform(fan: .out)) { out, _ in 1 / out.squareRoot() },
    Law("LeCun normal, in", LeCunNormal(fan: .in)) { 1 / $1.squareRoot() },
    Law("LeCun normal, out", LeCunNormal(fan: .out)) { out, _ in 1 / out.squareRoot() },
    Law("orthogonal", OrthogonalInitializer(gain: 1.4)) { 1.4 / max($0, $1).squareRoot() },
    Law("LSUV before it is scaled", LSUV()) { 1 / max($0, $1).squareRoot() },
    Law("PyTorch", PyTorchLinear()) { 1 / (3 * $1).squareRoot() },
    Law("sparse", SparseInitializer(sparsity: 0.25, deviation: 0.4)) { out, _ in
      0.4 * (1 - (0.25 * out).rounded(.up) / out).squareRoot()
    },
  ]

  @Test(arguments: laws)
  func theDeviationIsWithinFourStandardErrors(_ law: Law) {
    for shape in Self.shapes { #expect(faults(law, outputs: shape.0, inputs: shape.1) == []) }
  }

  @Test func theCheckCatchesImpostors() {
    let impostors = [
      Law("fan out under fan in", LeCunNormal(fan: .out)) { 1 / $1.squareRoot() },
      Law("σ under the cut one's", NormalInitializer(deviation: 0.2)) { _, _ in
        0.2 * 0.87962566
      },
      Law("He under PyTorch", KaimingUniform(gain: 2.0.squareRoot(), fan: .in)) {
        1 / (3 * $1).squareRoot()
      },
    ]
    for law in impostors {
      withKnownIssue("\(law.testDescription) must be caught") {
        #expect(faults(law, outputs: 60, inputs: 150) == [])
      }
    }
  }

  @Test(arguments: [(10, 10, 1.0), (40, 90, 2.0.squareRoot()), (64, 20, 5.0 / 3), (1, 7, 1)])
  func orthogonalAndLSUVAreOrthogonal(outputs: Int, inputs: Int, gain: Double) {
    let makers: [(any WeightInitializer, Double)] = [
      (OrthogonalInitializer(gain: gain), gain), (LSUV(), 1),
    ]
    for (initializer, gain) in makers {
      #expect(orthogonalityError(initializer, gain, outputs: outputs, inputs: inputs) < 1e-6)
    }
    withKnownIssue("normal weights are not orthogonal", isIntermittent: outputs == 1) {
      let normal = NormalInitializer(deviation: 1 / Double(max(outputs, inputs)).squareRoot())
      #expect(orthogonalityError(normal, 1, outputs: outputs, inputs: inputs) < 1e-6)
    }
  }

  @Test(arguments: [(30, 7, 0.1), (30, 7, 0.9), (10, 4, 0.55), (3, 50, 0.1), (1, 5, 0.1)])
  func everyInputHasItsShareOfZeros(outputs: Int, inputs: Int, sparsity: Double) {
    var random = RandomStream(seed: 9, purpose: "weights")
    let w = SparseInitializer(sparsity: sparsity, deviation: 1).weights(
      outputs: outputs, inputs: inputs, from: &random)
    let expected = Int((sparsity * Double(outputs)).rounded(.up))
    let counts = (0..<inputs).map { input in
      (0..<outputs).count { w[$0 * inputs + input] == 0 }
    }
    #expect(counts == Array(repeating: expected, count: inputs))
    let places = (0..<inputs).map { input in
      (0..<outputs).filter { w[$0 * inputs + input] == 0 }
    }
    if expected < outputs { #expect(Set(places).count > 1) }
    // The same share of all weights, but not of each input's.
    var scattered = NormalInitializer(deviation: 1).weights(
      outputs: outputs, inputs: inputs, from: &random)
    var order = Array(0..<Int32(scattered.count))
    random.shuffle(&order)
    for place in order.prefix(expected * inputs) { scattered[Int(place)] = 0 }
    withKnownIssue("zeros anywhere must be caught", isIntermittent: expected == outputs) {
      #expect(
        (0..<inputs).map { input in (0..<outputs).count { scattered[$0 * inputs + input] == 0 } }
          == Array(repeating: expected, count: inputs))
    }
  }

  @Test func nothingLiesBeyondTheCut() {
    var random = RandomStream(seed: 3, purpose: "weights")
    let w = TruncatedNormal(deviation: 0.5, cut: 2).weights(
      outputs: 100, inputs: 100, from: &random)
    let largest = LargestError.of(w.map(abs))
    #expect(largest <= 1 && largest > 0.99)
    let uncut = NormalInitializer(deviation: 0.5).weights(
      outputs: 100, inputs: 100, from: &random)
    withKnownIssue("a normal has tails") { #expect(LargestError.of(uncut.map(abs)) <= 1) }
  }

  private func faults(_ law: Law, outputs: Int, inputs: Int) -> [String] {
    var random = RandomStream(seed: 21, purpose: "weights")
    let w = law.initializer.weights(outputs: outputs, inputs: inputs, from: &random)
    let n = Double(w.count)
    let expected = law.deviation(Double(outputs), Double(inputs))
    var faults: [String] = []
    if w.count != outputs * inputs { faults.append("\(w.count) weights") }
    let mean = w.reduce(0, +) / n
    if !(abs(mean) <= 4 * expected / n.squareRoot()) { faults.append("mean \(mean)") }
    let deviation = (w.reduce(0) { $0 + $1 * $1 } / n).squareRoot()
    // σ/√(2n) is the standard error for a normal law. Zeros among the weights widen it a little.
    if !(abs(deviation - expected) <= 4 * expected / (2 * n).squareRoot()) {
      faults.append("deviation \(deviation), expected \(expected)")
    }
    return faults
  }

  /// The largest entry of WWᵀ − gain²·I, or of WᵀW − gain²·I if there are more rows.
  private func orthogonalityError(
    _ initializer: any WeightInitializer, _ gain: Double, outputs: Int, inputs: Int
  ) -> Double {
    var random = RandomStream(seed: 4, purpose: "weights")
    let w = initializer.weights(outputs: outputs, inputs: inputs, from: &random)
    let rows = (0..<outputs).map { Array(w[$0 * inputs..<($0 + 1) * inputs]) }
    let vectors =
      outputs <= inputs ? rows : (0..<inputs).map { column in rows.map { $0[column] } }
    var errors: [Double] = []
    for (i, a) in vectors.enumerated() {
      for (j, b) in vectors.enumerated() {
        let dot = zip(a, b).map(*).reduce(0, +)
        errors.append(abs(dot - (i == j ? gain * gain : 0)))
      }
    }
    return LargestError.of(errors)
  }
}
