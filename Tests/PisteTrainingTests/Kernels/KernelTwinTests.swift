import Foundation
import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// The portable form of every kernel against the forms for AVX2 and AVX-512, bit by bit.
@Suite struct KernelTwinTests {
  /// Lengths around the widths of vectors, so that every remainder is met.
  static let lengths = [1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 257]

  static let rules: [Rule] =
    [
      .sgd(), .sgd(momentum: 0.9, nesterov: true, decay: 0.1), .adam(decay: 0.1),
      .adam(amsgrad: true), .adamW(decay: 0.1),
    ] + OptimizerTrajectoryTests.elementwise.map(\.rule)

  @Test(arguments: ReferenceNetwork.Activation.allCases)
  func trainingHasTheSameBitsUnderEveryInstructionSet(_ activation: ReferenceNetwork.Activation) {
    for loss in ReferenceNetwork.Loss.allCases {
      let problem = Problem<Float>.random(
        activation, loss, hidden: [33, 17], rows: 13, features: 19)
      for rule in Self.rules {
        let runs = InstructionSet.available.map { set in
          let network = problem.network(set)
          var optimizer: any Optimizer<Float> = rule.make(network.layout, set)
          var results: [BatchResult] = []
          for _ in 0..<5 {
            results.append(
              optimizer.advance(
                network, on: problem.batch, rate: ScheduledRate(learningRate: 0.05)))
          }
          return (results, network.parameters.values.map(\.bitPattern))
        }
        for run in runs {
          #expect(run.0 == runs[0].0)
          #expect(run.1 == runs[0].1)
        }
      }
    }
  }

  @Test(arguments: lengths)
  func elementwiseKernelsHaveTheSameBits(count: Int) {
    let values = Self.values(count)
    let others = Self.values(count + 3).suffix(count).map { abs($0) < 1 ? $0 : 0.5 }
    let runs = InstructionSet.available.map { set -> [[UInt32]] in
      var results: [[UInt32]] = []
      func run(_ body: (UnsafeMutablePointer<Float>, UnsafePointer<Float>) -> Void) {
        let (a, b) = (AlignedBuffer<Float>(count: count), AlignedBuffer<Float>(count: count))
        for index in 0..<count { (a.start[index], b.start[index]) = (values[index], others[index]) }
        body(a.start, UnsafePointer(b.start))
        results.append(a.values.map(\.bitPattern))
      }
      run { Float.biasIdentity(set, $0, $1, rows: 1, columns: count) }
      run { Float.biasReLU(set, $0, $1, rows: 1, columns: count) }
      run { Float.biasSigmoid(set, $0, $1, rows: 1, columns: count) }
      run { Float.biasTanh(set, $0, $1, rows: 1, columns: count) }
      run { Float.reluBackward(set, $0, output: $1, count: count) }
      run { Float.sigmoidBackward(set, $0, output: $1, count: count) }
      run { Float.tanhBackward(set, $0, output: $1, count: count) }
      run { Float.columnSums(set, $0, $1, rows: 1, columns: count) }
      run { a, b in
        let sum = Float.sumOfSquares(set, b, count: count)
        a[0] = Float(sum)
      }
      return results
    }
    for run in runs { #expect(run == runs[0]) }
  }

  @Test func functionsAreTheLibrarysToAFewUnits() {
    let inputs = (-4000...4000).map { Float($0) / 37 } + [1e-10, -1e-10, 0.6249, 0.6251, 200, -200]
    for set in InstructionSet.available {
      let sigmoid = AlignedBuffer<Float>(count: inputs.count)
      let tangent = AlignedBuffer<Float>(count: inputs.count)
      let zeros = AlignedBuffer<Float>(count: inputs.count)
      for (index, x) in inputs.enumerated() {
        (sigmoid.start[index], tangent.start[index]) = (x, x)
      }
      Float.biasSigmoid(set, sigmoid.start, zeros.start, rows: 1, columns: inputs.count)
      Float.biasTanh(set, tangent.start, zeros.start, rows: 1, columns: inputs.count)
      for (index, x) in inputs.enumerated() {
        let exactSigmoid = 1 / (1 + exp(-Double(x)))
        let exactTangent = tanh(Double(x))
        #expect(
          abs(Double(sigmoid.start[index]) - exactSigmoid) <= 2.5e-7 * exactSigmoid + 1e-38, "\(x)")
        #expect(
          abs(Double(tangent.start[index]) - exactTangent) <= 2.5e-7 * abs(exactTangent), "\(x)")
      }
    }
  }

  @Test func whatIsNotANumberStaysSo() {
    for set in InstructionSet.available {
      for apply in [Float.biasReLU, Float.biasSigmoid, Float.biasTanh, Float.biasIdentity] {
        let values = AlignedBuffer<Float>(count: 20)
        let zeros = AlignedBuffer<Float>(count: 20)
        for index in 0..<20 { values.start[index] = index % 3 == 0 ? .nan : 1 }
        apply(set, values.start, zeros.start, 1, 20)
        #expect((0..<20).allSatisfy { values.start[$0].isNaN == ($0 % 3 == 0) })
      }
    }
  }

  @Test(arguments: lengths)
  func oneInfiniteValueIsFoundWhereverItIs(count: Int) {
    for set in InstructionSet.available {
      let values = AlignedBuffer<Float>(count: count)
      #expect(Float.allFinite(set, values.start, count: count))
      for index in 0..<count {
        for value in [Float.infinity, -.infinity, .nan] {
          values.start[index] = value
          #expect(!Float.allFinite(set, values.start, count: count))
        }
        values.start[index] = .greatestFiniteMagnitude
      }
      #expect(Float.allFinite(set, values.start, count: count))
      let sum = Float.sumOfSquares(set, values.start, count: count)
      #expect(sum.isFinite)
    }
  }

  /// Numbers of many sizes, a few of them beyond the range of the exponential.
  private static func values(_ count: Int) -> [Float] {
    var random = RandomStream(seed: UInt64(count), purpose: "twins")
    return (0..<count).map { _ in Float(random.normal() * pow(10, Double(random.below(4)) - 2)) }
  }
}
