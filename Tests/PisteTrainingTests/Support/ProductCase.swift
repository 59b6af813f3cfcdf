import PisteCore
import PisteTraining
import Testing

/// One product of random matrices between guards, and what a plain loop in Float64 says of it.
struct ProductCase {
  typealias Product = (
    UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>
  ) -> Void

  let form: MatrixProduct.Form
  let rows, inputs, outputs: Int
  var a: [Float]
  var b: [Float]

  init(_ form: MatrixProduct.Form, rows: Int, inputs: Int, outputs: Int) {
    (self.form, self.rows, self.inputs, self.outputs) = (form, rows, inputs, outputs)
    var random = RandomStream(
      seed: UInt64(rows * 1_000_000 + inputs * 1000 + outputs), purpose: "products")
    func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(random.normal()) } }
    a = numbers(rows * (form == .inputGradient ? outputs : inputs))
    b = numbers(outputs * (form == .weightGradient ? rows : inputs))
  }

  /// Rows and columns of the result, and the length of its sums.
  var shape: (rows: Int, columns: Int, depth: Int) {
    switch form {
    case .forward: (rows, outputs, inputs)
    case .weightGradient: (inputs, outputs, rows)
    case .inputGradient: (rows, inputs, outputs)
    }
  }

  /// The places in `a` and `b` of summand `k` of the element in row `i`, column `j`.
  func places(_ i: Int, _ j: Int, _ k: Int) -> (a: Int, b: Int) {
    switch form {
    case .forward: (i * inputs + k, k * outputs + j)
    case .weightGradient: (k * inputs + i, k * outputs + j)
    case .inputGradient: (i * outputs + k, j * outputs + k)
    }
  }

  /// The kernel of one instruction set.
  func kernel(_ set: InstructionSet) -> Product {
    { c, a, b in
      switch form {
      case .forward:
        MatrixProduct.forward(
          c, inputs: a, weights: b, rows: rows, inputs: inputs, outputs: outputs, set)
      case .weightGradient:
        MatrixProduct.weightGradient(
          c, inputs: a, outputGradient: b, rows: rows, inputs: inputs, outputs: outputs, set)
      case .inputGradient:
        MatrixProduct.inputGradient(
          c, outputGradient: a, weights: b, rows: rows, inputs: inputs, outputs: outputs, set)
      }
    }
  }

  /// The result, from memory that is aligned to nothing and guarded on both sides.
  ///
  /// The result's memory holds NaN before, so that what is not written shows.
  func result(of product: Product) -> [Float] {
    let guardCount = 19
    let count = shape.rows * shape.columns
    var memory = Array(repeating: Float(1234.5), count: count + 2 * guardCount)
    for index in 0..<count { memory[guardCount + index] = .nan }
    memory.withUnsafeMutableBufferPointer { memory in
      ([0] + a).withUnsafeBufferPointer { a in
        ([0, 0, 0] + b).withUnsafeBufferPointer { b in
          guard let c = memory.baseAddress, let a = a.baseAddress, let b = b.baseAddress else {
            return
          }
          product(c + guardCount, a + 1, b + 3)
        }
      }
    }
    let guards = memory.prefix(guardCount) + memory.suffix(guardCount)
    #expect(guards.allSatisfy { $0 == 1234.5 }, "\(self.name): written beyond the edges")
    return Array(memory.dropFirst(guardCount).prefix(count))
  }

  /// Holds a result against sums in Float64.
  ///
  /// A chain of k fused multiply-adds errs by at most k·u·Σ|a·b| with u = 2⁻²⁴, to first order.
  func check(_ product: Product) {
    let found = result(of: product)
    var worst = 0.0
    for i in 0..<shape.rows {
      for j in 0..<shape.columns {
        var sum = 0.0
        var size = 0.0
        for k in 0..<shape.depth {
          let place = places(i, j, k)
          let summand = Double(a[place.a]) * Double(b[place.b])
          sum += summand
          size += abs(summand)
        }
        let bound = 1.01 * Double(shape.depth) * 0x1p-24 * size
        let error = abs(Double(found[i * shape.columns + j]) - sum)
        worst = max(worst, error.isNaN ? .infinity : error / bound)
      }
    }
    #expect(worst <= 1, "\(name): \(worst) times the bound")
  }

  var name: String { "\(form) \(rows)×\(inputs)×\(outputs)" }
}
