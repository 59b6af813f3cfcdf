internal import PisteCore
internal import PisteTraining

/// Rows of classes that lie apart, in place of a data set that is not installed.
///
/// Each class has a center of its own, uniform in −1…1, and its rows lie around it, so that a
/// network learns them and the loss tells that it did.
final class MadeUpRows {
  let facts: DataSetFacts
  private let inputs: AlignedBuffer<Float>
  private let labels: UnsafeMutablePointer<Int32>
  private let count: Int
  private let evaluated: Int
  private let width: Int

  init(count: Int, evaluated: Int, width: Int, classes: Int) {
    (self.count, self.evaluated, self.width) = (count, evaluated, width)
    let all = count + evaluated
    let inputs = AlignedBuffer<Float>(count: all * width)
    labels = .allocate(capacity: all)
    labels.initialize(repeating: 0, count: all)
    var random = RandomStream(seed: 1, purpose: "benchmark")
    let centers = (0..<classes * width).map { _ in Float(2 * random.uniform() - 1) }
    for row in 0..<all {
      let label = random.below(classes)
      labels[row] = Int32(label)
      for column in 0..<width {
        let noise = Float(6 * random.uniform() - 3)
        inputs.start[row * width + column] = centers[label * width + column] + noise
      }
    }
    self.inputs = inputs
    facts = DataSetFacts(
      name: "made-up", task: .classification, features: width,
      classes: (0..<classes).map(String.init), targets: 1, trainingRows: count, validationRows: 0,
      testRows: evaluated, digest: "")
  }

  deinit { labels.deallocate() }

  /// The rows to learn from.
  var training: Examples { examples(from: 0, count: count) }

  /// The rows to evaluate.
  var test: Examples { examples(from: count, count: evaluated) }

  private func examples(from first: Int, count: Int) -> Examples {
    Examples(
      count: count, inputWidth: width, targetWidth: 1,
      inputs: UnsafePointer(inputs.start + first * width), labels: UnsafePointer(labels + first),
      targets: nil)
  }
}
