import PisteCatalog
import PisteCore
import PisteTraining

/// Rows in memory, for a trainer that reads no file.
final class MemoryData {
  let facts: DataSetFacts
  private let inputs: AlignedBuffer<Float>
  private let targets: AlignedBuffer<Float>
  private let labels: UnsafeMutablePointer<Int32>
  private let counts: (training: Int, validation: Int, test: Int)

  /// Creates rows: the first ones to train on, then those to validate, then those to test on.
  init(
    _ task: LearningTask, inputs: [Float], targets: [Float], width: Int, outputs: Int,
    validation: Int = 0, test: Int = 0
  ) {
    let rows = inputs.count / width
    counts = (rows - validation - test, validation, test)
    facts = DataSetFacts(
      name: "iris", task: task, features: width,
      classes: task == .regression ? [] : (0..<max(2, outputs)).map { "class \($0)" },
      targets: task == .regression ? outputs : 1, trainingRows: counts.training,
      validationRows: validation, testRows: test, digest: "00")
    self.inputs = AlignedBuffer(count: inputs.count)
    self.targets = AlignedBuffer(count: targets.count)
    labels = .allocate(capacity: targets.count)
    for (index, value) in inputs.enumerated() { self.inputs.start[index] = value }
    for (index, value) in targets.enumerated() {
      self.targets.start[index] = value
      labels[index] = task == .classification ? Int32(value) : 0
    }
  }

  deinit { labels.deallocate() }

  var trainingData: TrainingData {
    TrainingData(
      training: examples(0, counts.training),
      validation: examples(counts.training, counts.validation),
      test: examples(counts.training + counts.validation, counts.test), owner: self)
  }

  private func examples(_ first: Int, _ count: Int) -> Examples {
    let targetWidth = facts.task == .regression ? facts.targets : 1
    return Examples(
      count: count, inputWidth: facts.features, targetWidth: targetWidth,
      inputs: UnsafePointer(inputs.start + first * facts.features),
      labels: facts.task == .classification ? UnsafePointer(labels + first) : nil,
      targets: facts.task == .classification
        ? nil : UnsafePointer(targets.start + first * targetWidth))
  }

  /// A recipe for these rows from the settings that are not at their defaults.
  func recipe(_ settings: Settings) throws -> Recipe {
    let base: Settings = ["dataset.name": "iris", "dataset.normalize": "none"]
    return try Recipe(
      settings: Catalog.complete(base.merging(settings), facts: facts), facts: facts)
  }

  /// Three clouds of points in a plane, enough to be told apart.
  static func clouds(rows: Int = 120, validation: Int = 20, test: Int = 20) -> MemoryData {
    var random = RandomStream(seed: 7, purpose: "clouds")
    var inputs: [Float] = []
    var labels: [Float] = []
    for row in 0..<rows {
      let angle = Double(row % 3) * 2.1
      inputs.append(Float(angle - 2 + 0.4 * random.normal()))
      inputs.append(Float((angle - 2) * (angle - 2) + 0.4 * random.normal()))
      labels.append(Float(row % 3))
    }
    return MemoryData(
      .classification, inputs: inputs, targets: labels, width: 2, outputs: 3,
      validation: validation, test: test)
  }
}
