/// What is to be learned.
public enum LearningTask: String, Sendable, Codable, CaseIterable {
  /// One of several classes; softmax output, cross-entropy.
  case classification
  /// One of two classes; one logit, logistic loss.
  case binary
  /// Numbers; identity output, square loss.
  case regression
  /// Nothing is predicted: a function of one point is made small.
  case minimization

  /// Whether each row is of a class, so that a prediction can be right or wrong.
  public var hasClasses: Bool { self == .classification || self == .binary }
}

/// What a check needs to know of a data set, without its rows.
public struct DataSetFacts: Hashable, Sendable, Codable {
  /// The data set's name in the catalogue.
  public var name: String
  /// The task that follows from its target.
  public var task: LearningTask
  /// Number of input features, D.
  public var features: Int
  /// The classes in their order, empty for regression and minimization.
  public var classes: [String]
  /// Number of target columns; 1 for classes, 0 where nothing is predicted.
  public var targets: Int
  /// Rows to train on.
  public var trainingRows: Int
  /// Rows to validate on, 0 if none.
  public var validationRows: Int
  /// Rows to test on, 0 if none.
  public var testRows: Int
  /// SHA-256 or another digest of the raw bytes and of all that shapes the rows, hexadecimal.
  public var digest: String
  /// How many rows the scaling of the inputs was fitted to; nil where that was not recorded.
  public var scalerRows: Int?

  /// Creates facts.
  public init(
    name: String, task: LearningTask, features: Int, classes: [String], targets: Int,
    trainingRows: Int, validationRows: Int, testRows: Int, digest: String, scalerRows: Int? = nil
  ) {
    self.name = name
    self.task = task
    self.features = features
    self.classes = classes
    self.targets = targets
    self.trainingRows = trainingRows
    self.validationRows = validationRows
    self.testRows = testRows
    self.digest = digest
    self.scalerRows = scalerRows
  }

  /// Width of the network's output for the task in use, which an experiment may name: C for
  /// classes, 1 for binary, the count of targets for regression; a function has no network, and 0.
  public func outputWidth(for task: LearningTask) -> Int {
    switch task {
    case .classification: classes.count
    case .binary: 1
    case .regression: targets
    case .minimization: 0
    }
  }
}
