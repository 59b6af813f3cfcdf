public import PisteCore

/// What training makes small.
public enum LossName: String, CatalogName {
  /// Softmax with cross-entropy.
  case crossEntropy = "cross-entropy"
  /// Logistic loss of one logit.
  case logistic
  /// Mean of squares.
  case square
  /// The function itself.
  case objective

  /// The loss that follows from a task.
  public init(task: LearningTask) {
    switch task {
    case .classification: self = .crossEntropy
    case .binary: self = .logistic
    case .regression: self = .square
    case .minimization: self = .objective
    }
  }

  /// The entry of this loss.
  public var entry: CatalogEntry {
    switch self {
    case .crossEntropy:
      CatalogEntry(
        .loss, rawValue, title: "cross-entropy",
        summary: "Negative log-probability of the right class under a softmax, in nats.",
        formula: "L = −1/B · Σ log softmax(z)_y,  ∂L/∂z = (softmax(z) − onehot(y))/B")
    case .logistic:
      CatalogEntry(
        .loss, rawValue, title: "logistic",
        summary: "Negative log-probability of the right one of two classes, one logit, in nats.",
        formula: "L = 1/B · Σ log(1 + e⁻ˢᶻ), s = ±1,  ∂L/∂z = (σ(z) − y)/B")
    case .square:
      CatalogEntry(
        .loss, rawValue, title: "square loss",
        summary: "Mean of squared differences over rows and targets, without a half.",
        formula: "L = 1/(B·T) · Σ (z − y)²,  ∂L/∂z = 2(z − y)/(B·T)", source: "PyTorch MSELoss",
        differsFrom: "textbooks that put ½ in front: their gradient is half as long")
    case .objective:
      CatalogEntry(
        .loss, rawValue, title: "objective",
        summary: "The function's own value, the mean of its terms over the batch's rows.",
        formula: "L = 1/B · Σ f_i(θ),  ∂L/∂θ = 1/B · Σ ∇f_i(θ)")
    }
  }
}

/// What kind of target is predicted.
public enum TaskName: String, CatalogName {
  /// One of several classes.
  case classification
  /// One of two classes.
  case binary
  /// Numbers.
  case regression
  /// Nothing: a function is made small.
  case minimization

  /// The entry of this task.
  public var entry: CatalogEntry {
    switch self {
    case .classification:
      CatalogEntry(
        .task, rawValue, title: "classification",
        summary: "One of several classes: softmax output; the loss is cross-entropy.")
    case .binary:
      CatalogEntry(
        .task, rawValue, title: "binary",
        summary: "One of two classes: one logit; the loss is logistic.")
    case .regression:
      CatalogEntry(
        .task, rawValue, title: "regression",
        summary: "Numbers: identity output; the loss is square. Targets are never scaled.")
    case .minimization:
      CatalogEntry(
        .task, rawValue, title: "minimization",
        summary: """
          Nothing is predicted: one point θ moves down a function whose form is known. There is no \
          network and no validation; train/loss is the function.
          """)
    }
  }
}

/// In which order the examples come.
public enum ShuffleName: String, CatalogName {
  /// A new order for every epoch.
  case eachEpoch = "each-epoch"
  /// One order for all epochs.
  case frozen
  /// The order of the file.
  case none

  /// The entry of this order.
  public var entry: CatalogEntry {
    switch self {
    case .eachEpoch:
      CatalogEntry(
        .shuffle, rawValue, title: "each epoch", summary: "A new random order for every epoch.")
    case .frozen:
      CatalogEntry(
        .shuffle, rawValue, title: "frozen",
        summary: "One random order, used in every epoch: for reproducing published runs.")
    case .none:
      CatalogEntry(
        .shuffle, rawValue, title: "none", summary: "The order in which the rows stand.")
    }
  }
}
