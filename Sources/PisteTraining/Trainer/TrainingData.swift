package import PisteCore
package import PisteData

/// The three splits a trainer reads, and whoever keeps their memory.
package struct TrainingData {
  /// The rows to learn from.
  package let training: Examples
  /// The rows to choose by.
  package let validation: Examples
  /// The rows to report on.
  package let test: Examples
  private let owner: AnyObject?

  /// Creates the splits over memory that `owner` keeps.
  package init(training: Examples, validation: Examples, test: Examples, owner: AnyObject?) {
    self.training = training
    self.validation = validation
    self.test = test
    self.owner = owner
  }

  /// The splits of a data set, as `task` reads them.
  package init(_ data: DataSet, task: LearningTask) {
    self.init(
      training: Examples(data.training, facts: data.facts, task: task),
      validation: Examples(data.validation, facts: data.facts, task: task),
      test: Examples(data.test, facts: data.facts, task: task), owner: data)
  }
}
