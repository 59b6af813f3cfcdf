import Foundation
import PisteCore
import PisteTraining
import Testing

/// The softmax cross-entropy at every shape its kernel tells apart, against plain Float64.
@Suite struct CrossEntropyKernelTests {
  /// Rows around the sixteen that lie side by side, and many.
  static let rows = [1, 3, 15, 16, 17, 33, 100]
  /// Columns around the four and the sixteen up to which rows are turned over.
  static let columns = [1, 2, 4, 5, 10, 15, 16, 17, 40]

  @Test(arguments: rows, columns)
  func lossAndGradientAreTheFormulas(_ rows: Int, _ columns: Int) {
    let logits = Self.logits(rows, columns)
    let labels = (0..<rows).map { Int32(($0 * 7 + 3) % columns) }
    let exact = Self.exactly(logits, labels, columns)
    let runs = InstructionSet.available.map { Self.run($0, logits, labels, columns) }
    for run in runs {
      #expect(abs(run.loss - exact.loss) <= 1e-6 * (1 + abs(exact.loss)))
      #expect(run.correct == exact.correct)
      for (found, wanted) in zip(run.gradient, exact.gradient) {
        #expect(abs(Double(found) - wanted) <= 1e-6)
      }
      #expect(run.loss.bitPattern == runs[0].loss.bitPattern)
      #expect(run.gradient.map(\.bitPattern) == runs[0].gradient.map(\.bitPattern))
    }
  }

  @Test(arguments: [2, 10, 40])
  func oneLogitThatIsNotFiniteSpoilsTheLoss(_ columns: Int) {
    let labels = (0..<20).map { Int32($0 % columns) }
    for set in InstructionSet.available {
      for value in [Float.nan, .infinity] {
        for place in [0, 1, 20 * columns - 1] {
          var logits = Self.logits(20, columns)
          logits[place] = value
          #expect(!Self.run(set, logits, labels, columns).loss.isFinite)
        }
      }
    }
  }

  @Test func manyClassesOfOneSizeLoseNothingToTheProductOfSums() {
    // Sums of 1000 in 400 rows multiply to far beyond Float64's range.
    let labels = [Int32](repeating: 999, count: 400)
    let zeros = [Float](repeating: 0, count: 400 * 1000)
    for set in InstructionSet.available {
      let run = Self.run(set, zeros, labels, 1000)
      #expect(abs(run.loss - 400 * log(1000)) <= 1e-9)
      #expect(run.correct == 0)
    }
  }

  private static func logits(_ rows: Int, _ columns: Int) -> [Float] {
    var random = RandomStream(seed: UInt64(rows * 100 + columns), purpose: "logits")
    return (0..<rows * columns).map { _ in Float(3 * random.normal()) }
  }

  private static func run(
    _ set: InstructionSet, _ logits: [Float], _ labels: [Int32], _ columns: Int
  ) -> (loss: Double, correct: Int, gradient: [Float]) {
    // Numbers behind the gradient, to see that none is touched.
    let guards = 32
    var gradient = [Float](repeating: 7, count: logits.count + guards)
    let (loss, correct) = logits.withUnsafeBufferPointer { logits in
      gradient.withUnsafeMutableBufferPointer { gradient -> (Double, Int) in
        guard let z = logits.baseAddress, let g = gradient.baseAddress else { return (.nan, -1) }
        let result = Float.softmaxCrossEntropy(
          set, z, gradient: g, labels: labels, rows: labels.count, columns: columns,
          scale: 1 / Float(labels.count))
        return (result.loss, result.correct)
      }
    }
    #expect(gradient.suffix(guards).allSatisfy { $0 == 7 })
    return (loss, correct, Array(gradient.prefix(logits.count)))
  }

  private static func exactly(
    _ logits: [Float], _ labels: [Int32], _ columns: Int
  ) -> (loss: Double, correct: Int, gradient: [Double]) {
    var (loss, correct) = (0.0, 0)
    var gradient: [Double] = []
    for (row, label) in labels.enumerated() {
      let z = logits[row * columns..<(row + 1) * columns].map { Double($0) }
      let sum = z.reduce(0) { $0 + exp($1) }
      loss += log(sum) - z[Int(label)]
      let first = z.enumerated().max { ($0.element, $1.offset) < ($1.element, $0.offset) }
      correct += first?.offset == Int(label) ? 1 : 0
      gradient += z.enumerated().map { column, value in
        (exp(value) / sum - (column == Int(label) ? 1 : 0)) / Double(labels.count)
      }
    }
    return (loss, correct, gradient)
  }
}
