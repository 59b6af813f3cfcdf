import PisteCore
import PisteTraining
import Testing

@Suite struct MatrixProductTests {
  @Test(arguments: [(1, 1, 1), (3, 5, 2), (32, 64, 10), (7, 1, 9)])
  func theThreeProductsAreSumsOverTheRightIndex(rows: Int, inputs: Int, outputs: Int) {
    var random = RandomStream(seed: 5, purpose: "products")
    func fill(_ count: Int) -> AlignedBuffer<Double> {
      let buffer = AlignedBuffer<Double>(count: count)
      for index in 0..<count { buffer.start[index] = random.normal() }
      return buffer
    }
    let x = fill(rows * inputs)
    let w = fill(inputs * outputs)
    let dy = fill(rows * outputs)
    let y = fill(rows * outputs)
    let dw = fill(inputs * outputs)
    let dx = fill(rows * inputs)
    MatrixProduct.forward(
      y.start, inputs: x.start, weights: w.start, rows: rows, inputs: inputs, outputs: outputs)
    MatrixProduct.weightGradient(
      dw.start, inputs: x.start, outputGradient: dy.start, rows: rows, inputs: inputs,
      outputs: outputs)
    MatrixProduct.inputGradient(
      dx.start, outputGradient: dy.start, weights: w.start, rows: rows, inputs: inputs,
      outputs: outputs)
    for r in 0..<rows {
      for o in 0..<outputs {
        let sum = (0..<inputs).reduce(0.0) {
          $0 + x.start[r * inputs + $1] * w.start[$1 * outputs + o]
        }
        #expect(abs(y.start[r * outputs + o] - sum) < 1e-12)
      }
    }
    for i in 0..<inputs {
      for o in 0..<outputs {
        let sum = (0..<rows).reduce(0.0) {
          $0 + x.start[$1 * inputs + i] * dy.start[$1 * outputs + o]
        }
        #expect(abs(dw.start[i * outputs + o] - sum) < 1e-12)
      }
      for r in 0..<rows {
        let sum = (0..<outputs).reduce(0.0) {
          $0 + dy.start[r * outputs + $1] * w.start[i * outputs + $1]
        }
        #expect(abs(dx.start[r * inputs + i] - sum) < 1e-12)
      }
    }
  }
}
