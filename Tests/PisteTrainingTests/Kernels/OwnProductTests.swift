import PisteTraining
import Testing

/// Piste's own products of every instruction set, against plain sums and against each other.
@Suite struct OwnProductTests {
  /// Shapes in which one side runs through every edge of a tile, and some large ones.
  static let shapes: [[Int]] = {
    var shapes: [[Int]] = []
    for edge in 1...70 {
      for (one, other) in [(1, 1), (3, 34), (26, 17)] {
        shapes += [[edge, one, other], [one, edge, other], [one, other, edge]]
      }
    }
    return shapes + [
      [128, 784, 10], [37, 785, 131], [131, 259, 65], [25, 64, 1030], [513, 33, 48], [300, 7, 301],
    ]
  }()

  @Test(arguments: MatrixProduct.Form.allCases)
  func everyShapeIsTheSumItPromises(_ form: MatrixProduct.Form) {
    for shape in Self.shapes {
      let example = ProductCase(form, rows: shape[0], inputs: shape[1], outputs: shape[2])
      example.check(example.kernel(.best))
    }
  }

  @Test(arguments: MatrixProduct.Form.allCases)
  func everyInstructionSetHasTheSameBits(_ form: MatrixProduct.Form) {
    for shape in Self.shapes {
      let example = ProductCase(form, rows: shape[0], inputs: shape[1], outputs: shape[2])
      let results = InstructionSet.available.map { set in
        example.result(of: example.kernel(set)).map(\.bitPattern)
      }
      for result in results { #expect(result == results[0], "\(example.name)") }
    }
  }

  @Test func aWeightGradientInBlocksHasTheSameBits() {
    for shape in Self.shapes {
      let (rows, inputs, outputs) = (shape[0], shape[1], shape[2])
      let example = ProductCase(.weightGradient, rows: rows, inputs: inputs, outputs: outputs)
      let panels = AlignedBuffer<Float>(
        count: MatrixProduct.panelCount(rows: rows, outputs: outputs))
      for set in InstructionSet.available {
        let whole = example.result(of: example.kernel(set)).map(\.bitPattern)
        for height in [12, 24, 60] {
          let blocks = example.result { c, a, b in
            for first in stride(from: 0, to: inputs, by: height) {
              MatrixProduct.weightGradient(
                of: first..<min(first + height, inputs), c + first * outputs, inputs: a,
                outputGradient: b,
                rows: rows, inputs: inputs, outputs: outputs, panels: panels.start, set)
            }
          }
          #expect(blocks.map(\.bitPattern) == whole, "\(example.name), \(height) rows at a time")
        }
      }
    }
  }

  @Test func anElementIsOneChainOfFusedMultiplyAdds() {
    guard InstructionSet.best != .portable else { return }
    for form in MatrixProduct.Form.allCases {
      let example = ProductCase(form, rows: 29, inputs: 531, outputs: 37)
      let found = example.result(of: example.kernel(.best))
      for (i, j) in [(0, 0), (28, 36), (13, 35), (24, 31)] {
        var sum: Float = 0
        for k in 0..<example.shape.depth {
          let place = example.places(i, j, k)
          sum.addProduct(example.a[place.a], example.b[place.b])
        }
        #expect(found[i * example.shape.columns + j].bitPattern == sum.bitPattern)
      }
    }
  }

  @Test(arguments: MatrixProduct.Form.allCases)
  func whatIsNotANumberReachesItsRowOrColumnAndNoFurther(_ form: MatrixProduct.Form) {
    for value in [Float.nan, .infinity, -.infinity] {
      let clean = ProductCase(form, rows: 29, inputs: 37, outputs: 45)
      var tainted = clean
      let place = clean.places(17, 19, 23)
      tainted.a[place.a] = value
      for set in InstructionSet.available {
        let before = clean.result(of: clean.kernel(set))
        let after = tainted.result(of: tainted.kernel(set))
        let columns = clean.shape.columns
        for index in before.indices {
          if index / columns == 17 {
            #expect(!after[index].isFinite)
          } else {
            #expect(after[index].bitPattern == before[index].bitPattern)
          }
        }
      }
      tainted = clean
      tainted.b[place.b] = value
      for set in InstructionSet.available {
        let after = tainted.result(of: tainted.kernel(set))
        for index in after.indices {
          #expect(after[index].isFinite == (index % clean.shape.columns != 19))
        }
      }
    }
  }

  @Test func rowsFetchedInPassingChangeNothing() {
    let source = AlignedBuffer<Float>(count: 2000 * 37)
    let rows = (0..<1500).map { Int32(($0 * 769) % 2000) }
    for form in MatrixProduct.Form.allCases {
      let example = ProductCase(form, rows: 41, inputs: 300, outputs: 37)
      for set in InstructionSet.available {
        let before = example.result(of: example.kernel(set)).map(\.bitPattern)
        MatrixProduct.fetchSoon(source.start, rows: rows, count: rows.count, width: 37)
        let during = example.result(of: example.kernel(set)).map(\.bitPattern)
        #expect(during == before)
      }
    }
  }

  @Test func aBatchOfNoRowsHasAGradientOfZero() {
    let source = AlignedBuffer<Float>(count: 100 * 40)
    for outputs in [3, 40] {
      let example = ProductCase(.weightGradient, rows: 0, inputs: 50, outputs: outputs)
      for set in InstructionSet.available {
        MatrixProduct.fetchSoon(source.start, rows: [7, 3], count: 2, width: 40)
        #expect(example.result(of: example.kernel(set)).allSatisfy { $0 == 0 })
      }
    }
  }

  @Test func aProductThatDropsItsLastSummandIsCaught() {
    let example = ProductCase(.forward, rows: 14, inputs: 40, outputs: 33)
    withKnownIssue {
      example.check { c, a, b in
        // What is left out is taken off again, as if the loop had ended early.
        example.kernel(.best)(c, a, b)
        for i in 0..<14 {
          for j in 0..<33 { c[i * 33 + j] -= a[i * 40 + 39] * b[39 * 33 + j] }
        }
      }
    }
  }

  @Test func aProductThatWritesPastItsEndIsCaught() {
    let example = ProductCase(.forward, rows: 3, inputs: 4, outputs: 5)
    withKnownIssue {
      example.check { c, a, b in
        example.kernel(.best)(c, a, b)
        c[15] = 0
      }
    }
  }
}
