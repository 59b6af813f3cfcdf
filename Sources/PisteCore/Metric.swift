/// Names of what is measured, after the habit of TensorBoard: `split/quantity`.
public enum Metric {
  /// Mean loss over the epoch's examples, each before its step, penalties left out.
  ///
  /// In nats for cross-entropy and logistic loss, in squared target units for square loss.
  public static let trainLoss = "train/loss"
  /// Fraction of the epoch's training examples classified rightly before their step, 0…1.
  public static let trainAccuracy = "train/accuracy"
  /// Mean loss over the validation rows after the epoch's last step.
  public static let validationLoss = "val/loss"
  /// Fraction of validation rows classified rightly, 0…1.
  public static let validationAccuracy = "val/accuracy"
  /// Root of the mean squared error over the validation rows and targets, in the targets' unit.
  ///
  /// Only where numbers are predicted; the same whatever the loss, so that losses can be compared.
  public static let validationError = "val/rmse"
  /// Mean loss over the test rows after the epoch's last step.
  public static let testLoss = "test/loss"
  /// Fraction of test rows classified rightly, 0…1.
  public static let testAccuracy = "test/accuracy"
  /// Root of the mean squared error over the test rows and targets, in the targets' unit.
  public static let testError = "test/rmse"
  /// Learning rate of the epoch's last step.
  public static let learningRate = "lr"
  /// Euclidean norm of the gradient, averaged over the epoch's steps.
  public static let gradientNorm = "grad_norm"
  /// Gradients of a batch found in this epoch, where it is not one a step.
  public static let gradientEvaluations = "gradient_evaluations"
  /// Training time of this epoch alone, evaluation left out, in seconds.
  public static let seconds = "seconds"

  /// Every name a run may record, in the order in which people list them.
  public static let all = [
    trainLoss, trainAccuracy, validationLoss, validationAccuracy, testLoss, testAccuracy,
    validationError, testError, learningRate, gradientNorm, gradientEvaluations, seconds,
  ]
}

/// Which way a metric is better.
public enum Goal: String, Sendable, Codable, CaseIterable {
  /// Larger is better.
  case maximize
  /// Smaller is better.
  case minimize

  /// Whether `left` is strictly better than `right`; a value that is not finite is never better.
  public func prefers(_ left: Double, over right: Double) -> Bool {
    guard left.isFinite else { return false }
    guard right.isFinite else { return true }
    return self == .maximize ? left > right : left < right
  }
}

/// What "better" means in an experiment: a metric and a direction.
public struct Objective: Hashable, Sendable, Codable {
  /// The metric's name, as `val/accuracy`.
  public var name: String
  /// Which way is better.
  public var goal: Goal

  /// Creates an objective.
  public init(name: String, goal: Goal) {
    self.name = name
    self.goal = goal
  }
}
