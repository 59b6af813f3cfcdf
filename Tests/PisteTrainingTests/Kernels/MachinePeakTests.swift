import PisteTraining
import Testing

@Suite struct MachinePeakTests {
  /// Each lane goes to 1, the fixed point of x ← 0.999x + 0.001, and is two operations a round.
  ///
  /// A form that left lanes or rounds out would come to something else.
  private func checkPeak(_ set: InstructionSet, rounds: Int) {
    let lanes = MachinePeak.operations(set) / 2
    let sum = Double(MachinePeak.run(set, rounds: rounds))
    #expect(abs(sum / lanes - 1) < 1e-3, "\(set): \(sum) of \(lanes) lanes")
  }

  @Test(arguments: InstructionSet.available)
  func everyLaneWorks(set: InstructionSet) { checkPeak(set, rounds: 20_000) }

  /// The chains start at 1.00, 1.01, …, so that those that did not run are seen.
  @Test(arguments: InstructionSet.available)
  func roundsLeftOutAreCaught(set: InstructionSet) {
    withKnownIssue { checkPeak(set, rounds: 0) }
  }

  /// Sizes of every kind: none a multiple of a vector, a single column, a layer as in use.
  @Test(arguments: [(128, 784, 128), (32, 2, 32), (7, 13, 1), (33, 65, 17)])
  func theProbedProductsAreTheSame(rows: Int, inputs: Int, outputs: Int) {
    let probe = ProductProbe(rows: rows, inputs: inputs, outputs: outputs)
    for product in ProductProbe.Product.allCases {
      #expect(probe.disagreement(on: product) < 1e-5, "\(product)")
    }
  }
}
