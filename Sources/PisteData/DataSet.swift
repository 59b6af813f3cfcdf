public import PisteCore

/// Prepared rows, mapped into memory from the cache and shared by every process that reads them.
///
/// Rows are normalized and in split order: training, then validation, then test, the order of
/// the source file kept inside each.
public final class DataSet: Sendable {
  /// What the data set is: task, classes, counts of rows, digest.
  public let facts: DataSetFacts
  /// The rows to learn from.
  public let training: DataSplit
  /// The rows to choose by; none if the split is empty.
  public let validation: DataSplit
  /// The rows to report on; none if the split is empty.
  public let test: DataSplit

  init(facts: DataSetFacts, mapping: FileMapping, layout: CacheLayout) {
    self.facts = facts
    training = DataSplit(layout.training, of: facts, in: mapping)
    validation = DataSplit(layout.validation, of: facts, in: mapping)
    test = DataSplit(layout.test, of: facts, in: mapping)
  }
}

/// The rows of one split.
///
/// Its buffers stay valid until the process ends, so that taking one out of a data set that is then
/// let go is no trap.
///
/// `@unchecked Sendable`: the buffers point into a read-only mapping of a file that is never
/// written again once it has its name, and `MappedFiles` keeps it mapped.
public struct DataSplit: @unchecked Sendable {
  /// The number of rows, N.
  public let count: Int
  /// The inputs, [N, D] row-major, normalized.
  public let inputs: UnsafeBufferPointer<Float>
  /// The classes, [N], counted from 0; empty for regression and functions.
  public let labels: UnsafeBufferPointer<Int32>
  /// The targets, [N, T], never scaled: numbers for regression, 0 or 1 for two classes of a binary
  /// task, empty for classification and functions.
  public let targets: UnsafeBufferPointer<Float>

  init(_ layout: CacheLayout.Split, of facts: DataSetFacts, in mapping: FileMapping) {
    count = layout.count
    inputs = mapping.buffer(at: layout.inputs, count: layout.count * facts.features)
    labels = mapping.buffer(
      at: layout.labels, count: facts.task.hasClasses ? layout.count : 0)
    targets = mapping.buffer(
      at: layout.targets,
      count: facts.task == .classification ? 0 : layout.count * facts.targets)
  }
}
