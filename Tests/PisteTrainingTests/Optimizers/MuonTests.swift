import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

@Suite struct MuonTests {
  /// Five iterations on [[1, 2, 3], [4, 5, 6]], made by `Fixtures/generate-tiny.py`.
  static var known: [Double] {
    get throws { try TinyNetworkTests.Fixture.loaded.get().newton_schulz.values }
  }

  private func orthogonalized<Scalar: TrainingScalar>(
    _ values: [Scalar], rows: Int, columns: Int, iterations: Int = 5,
    _ set: InstructionSet = .best
  ) -> [Scalar] {
    let x = AlignedBuffer<Scalar>(count: values.count)
    let scratch = AlignedBuffer<Scalar>(
      count: NewtonSchulz.scratchCount(rows: rows, columns: columns))
    for (index, value) in values.enumerated() { x.start[index] = value }
    let result = NewtonSchulz.orthogonalize(
      x.start, scratch: scratch.start, rows: rows, columns: columns, iterations: iterations,
      a: 3.4445, b: -4.775, c: 2.0315, epsilon: 1e-7, set)
    return Array(UnsafeBufferPointer(start: result, count: values.count))
  }

  @Test func fiveIterationsAreKnown() throws {
    let known = try Self.known
    let values: [Double] = [1, 2, 3, 4, 5, 6]
    for set in InstructionSet.available {
      for (a, b) in zip(orthogonalized(values, rows: 2, columns: 3, set), known) {
        #expect(abs(a - b) < 1e-10 * abs(b) + 1e-12)
      }
    }
    // The transposed matrix gives the transposed result.
    let turned = orthogonalized([1, 4, 2, 5, 3, 6] as [Double], rows: 3, columns: 2)
    for (index, value) in turned.enumerated() {
      let expected = known[index % 2 * 3 + index / 2]
      #expect(abs(value - expected) < 1e-10 * abs(expected) + 1e-12)
    }
    for (a, b) in zip(orthogonalized(values.map { Float($0) }, rows: 2, columns: 3), known) {
      #expect(abs(Double(a) - b) < 1e-5)
    }
    withKnownIssue("four iterations must be told from five") {
      let four = orthogonalized(values, rows: 2, columns: 3, iterations: 4)
      #expect(abs(four[0] - known[0]) < 1e-10)
    }
  }

  /// Singular values end near 1 wherever they began, so that the Gram matrix is nearly I.
  @Test(arguments: [(40, 12), (12, 40), (25, 25)])
  func singularValuesEndNearOne(rows: Int, columns: Int) {
    var random = RandomStream(seed: 4, purpose: "muon")
    let values = (0..<rows * columns).map { _ in random.normal() }
    let result = orthogonalized(values, rows: rows, columns: columns, iterations: 8)
    let small = min(rows, columns)
    var gram = (0..<small * small).map { index in
      let (i, j) = index.quotientAndRemainder(dividingBy: small)
      return (0..<max(rows, columns)).reduce(0) { sum, k in
        rows <= columns
          ? sum + result[i * columns + k] * result[j * columns + k]
          : sum + result[k * columns + i] * result[k * columns + j]
      }
    }
    let squares = LinearAlgebraTests.eigenvalues(&gram, small)
    #expect(squares[0] > 0.6 * 0.6)
    #expect(squares[small - 1] < 1.3 * 1.3)
  }

  @Test func onlyMatricesBeforeTheLastAreOrthogonalized() {
    let layout = ParameterLayout(widths: [4, 3, 2])
    var options = MuonOptions()
    options.weightDecay = 0
    options.adamWDecay = 0
    var muon: any Optimizer<Double> = Muon(layout: layout, options: options)
    var adam: any Optimizer<Double> = Adam(layout: layout)
    var random = RandomStream(seed: 4, purpose: "muon")
    var a = [Double](repeating: 0, count: layout.storageCount)
    var b = a
    for _ in 0..<3 {
      var gradient = a.map { _ in 0.0 }
      for tensor in layout.tensors {
        for index in 0..<tensor.count { gradient[tensor.offset + index] = random.normal() }
      }
      muon.step(&a, gradient, rate: 0.001)
      adam.step(&b, gradient, rate: 0.001)
    }
    for (index, tensor) in layout.tensors.enumerated() {
      let range = tensor.offset..<tensor.offset + tensor.count
      #expect((Array(a[range]) == Array(b[range])) == (index != 0), "\(tensor.name)")
    }
  }

  @Test func theRateFitsTheShape() {
    #expect(MuonOptions.Adjustment.original.factor(inputs: 4, outputs: 16) == 2)
    #expect(MuonOptions.Adjustment.original.factor(inputs: 16, outputs: 4) == 1)
    #expect(MuonOptions.Adjustment.spectralUnclamped.factor(inputs: 16, outputs: 4) == 0.5)
    #expect(MuonOptions.Adjustment.matchRMSAdamW.factor(inputs: 16, outputs: 4) == 0.8)
  }
}
