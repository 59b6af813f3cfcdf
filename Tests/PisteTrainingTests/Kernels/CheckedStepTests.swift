import Foundation
import PisteTraining
import Testing

/// What the fused passes tell besides: whether parameters are finite, and how long a gradient is.
@Suite struct CheckedStepTests {
  static let rules: [Rule] = [
    .sgd(), .sgd(momentum: 0.9), .adam(), .adam(amsgrad: true), .adamW(decay: 0.1),
  ]

  @Test(arguments: InstructionSet.available)
  func aStepFindsTheOneParameterThatIsNotFinite(_ set: InstructionSet) throws {
    let layout = ParameterLayout(widths: [5, 7, 3])
    let count = layout.storageCount
    let gradients = AlignedBuffer<Float>(count: count)
    for rule in Self.rules {
      for place in [0, 1, 17, count - 1] {
        for value in [Float.infinity, -.infinity, .nan] {
          let parameters = AlignedBuffer<Float>(count: count)
          var optimizer: any Optimizer<Float> = rule.make(layout, set)
          let rate = ScheduledRate(learningRate: 0.1)
          let before = optimizer.checkedStep(
            parameters.mutableValues, gradients: gradients.values, rate: rate)
          #expect(before == true)
          parameters.start[place] = value
          let after = optimizer.checkedStep(
            parameters.mutableValues, gradients: gradients.values, rate: rate)
          #expect(after == false)
        }
      }
    }
  }

  @Test(arguments: [1e-30, 1, 1e19])
  func aLengthFoundInPartsHasTheSameBits(_ size: Double) {
    for count in [1, 127, 128, 129, 400, 1000] {
      let values = AlignedBuffer<Float>(count: count)
      for index in 0..<count { values.start[index] = Float(size * cos(Double(index))) }
      for set in InstructionSet.available {
        let whole = Float.sumOfSquares(set, values.start, count: count)
        let state = AlignedBuffer<Double>(count: 32)
        for first in stride(from: 0, to: count / 128 * 128, by: 128) {
          Float.addSquares(set, into: state.start, values.start + first, count: 128)
        }
        let parts = count / 128 * 128
        let sum = Float.finishSquares(
          set, state.start, values.start + parts, count: count - parts)
        // What four squares may come to beyond Float32's range cannot be told, and that is said.
        #expect(size == 1 ? sum != -1 : size < 1 ? sum == -1 : true)
        if sum != -1 { #expect(sum.bitPattern == whole.bitPattern) }
      }
    }
  }

  @Test(arguments: [1e-30, 1e-19, 1e-9, 1, 1e9, 1e18, 1e19, 1e38])
  func aGradientsLengthIsRightAtAnySize(_ size: Double) {
    for count in [1, 15, 16, 128, 144, 1000] {
      let values = AlignedBuffer<Float>(count: count)
      for index in 0..<count { values.start[index] = Float(size * cos(Double(index))) }
      let exact = values.values.reduce(0.0) { $0 + Double($1) * Double($1) }
      let found = InstructionSet.available.map {
        Float.sumOfSquares($0, values.start, count: count)
      }
      for sum in found {
        #expect(abs(sum - exact) <= 2e-7 * exact)
        #expect(sum.bitPattern == found[0].bitPattern)
      }
    }
  }
}
