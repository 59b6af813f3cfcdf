internal import PisteCore
internal import PisteData

/// Rows to train on or to measure with, in memory that somebody else keeps.
package struct Examples {
  /// N.
  package let count: Int
  /// D.
  package let inputWidth: Int
  /// T; 1 where there are classes, 0 where nothing is predicted.
  package let targetWidth: Int
  /// Row-major `[N, D]`.
  package let inputs: UnsafePointer<Float>?
  /// Classes, `[N]`; nil unless the task is classification.
  package let labels: UnsafePointer<Int32>?
  /// Numbers `[N, T]`, or 0 and 1 for a binary task; nil for others.
  package let targets: UnsafePointer<Float>?

  /// Creates examples over memory that outlives them.
  package init(
    count: Int, inputWidth: Int, targetWidth: Int, inputs: UnsafePointer<Float>?,
    labels: UnsafePointer<Int32>?, targets: UnsafePointer<Float>?
  ) {
    self.count = count
    self.inputWidth = inputWidth
    self.targetWidth = targetWidth
    self.inputs = inputs
    self.labels = labels
    self.targets = targets
  }

  init(_ split: DataSplit, facts: DataSetFacts, task: LearningTask) {
    let targetWidth = task.hasClasses ? 1 : facts.targets
    let hasLabels = task == .classification
    let (needed, found) =
      hasLabels
      ? (split.count, split.labels.count) : (split.count * targetWidth, split.targets.count)
    precondition(
      needed == found, "Trainer: \(task) needs \(needed) labels or targets, the data has \(found)")
    self.init(
      count: split.count, inputWidth: facts.features, targetWidth: targetWidth,
      inputs: split.inputs.baseAddress, labels: hasLabels ? split.labels.baseAddress : nil,
      targets: hasLabels || targetWidth == 0 ? nil : split.targets.baseAddress)
  }

  /// Has the next products fetch the inputs of `rows` into the cache.
  ///
  /// Small sets are in the cache already.
  func fetchSoon(rows: UnsafePointer<Int32>, count: Int) {
    guard count * inputWidth >= 1024, let inputs else { return }
    MatrixProduct.fetchSoon(inputs, rows: rows, count: count, width: inputWidth)
  }

  /// The rows from `first` on as they lie in memory.
  func slice(from first: Int, count: Int) -> Batch<Float>? {
    guard count > 0, let inputs else { return nil }
    return Batch(
      inputs: inputs + first * inputWidth, labels: labels.map { $0 + first },
      targets: targets.map { $0 + first * targetWidth }, count: count)
  }
}
