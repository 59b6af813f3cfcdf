public import PisteCore

/// What training makes small.
public enum LossName: String, CatalogName {
  /// Softmax with cross-entropy.
  case crossEntropy = "cross-entropy"
  /// Logistic loss of one logit.
  case logistic
  /// Mean of squares.
  case square
  /// Mean of squares of an output squashed to 0…1.
  case squareSigmoid = "square-sigmoid"
  /// Squares that turn linear.
  case huber
  /// The margin loss of support vector machines.
  case hinge
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

  /// Whether this loss can be used for a task.
  public func fits(_ task: LearningTask) -> Bool {
    switch self {
    case .crossEntropy: task == .classification
    case .logistic: task == .binary
    case .square, .squareSigmoid, .huber: task == .regression
    case .hinge: task == .classification || task == .binary
    case .objective: task == .minimization
    }
  }

  /// The entry of this loss.
  public var entry: CatalogEntry {
    switch self {
    case .crossEntropy:
      CatalogEntry(
        .loss, rawValue, title: "cross-entropy",
        summary: """
          Negative log-probability of the right class under a softmax, in nats; against smoothed \
          labels by setting, in train/loss, val/loss and test/loss alike.
          """,
        formula: """
          L = −1/B · Σ log softmax(z)_y,  ∂L/∂z = (softmax(z) − onehot(y))/B
          softmax(z)_k = exp(z_k)/Σ_j exp(z_j)
          label_smoothing ε:  (1 − ε)·onehot(y) + ε/C in the place of onehot(y)
          """,
        source: """
          Bridle 1990; Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, arXiv:1512.00567 (smoothing)
          """,
        settings: [
          SettingDefinition(
            "label_smoothing", .number, default: 0, range: .closed(0, 1), symbol: "ε",
            "The share of each label that is spread evenly over all classes.")
        ])
    case .logistic:
      CatalogEntry(
        .loss, rawValue, title: "logistic",
        summary: "Negative log-probability of the right one of two classes, one logit, in nats.",
        formula: "L = 1/B · Σ log(1 + e⁻ˢᶻ), s = ±1,  ∂L/∂z = (σ(z) − y)/B",
        source: """
          Cox, Journal of the Royal Statistical Society B 20, 1958; PyTorch BCEWithLogitsLoss
          """)
    case .square:
      CatalogEntry(
        .loss, rawValue, title: "square loss",
        summary: "Mean of squared differences over rows and targets, without a half.",
        formula: "L = 1/(B·T) · Σ (z − y)²,  ∂L/∂z = 2(z − y)/(B·T)", source: "PyTorch MSELoss",
        differsFrom: "textbooks that put ½ in front: their gradient is half as long")
    case .squareSigmoid:
      CatalogEntry(
        .loss, rawValue, title: "square loss of a logistic output",
        summary: """
          Mean of squared differences of an output that the logistic function squashes to 0…1: what \
          lies outside is never reached, and near both ends hardly any gradient is left.
          """,
        formula: """
          L = 1/(B·T) · Σ (a − y)²,  a = σ(z),  ∂L/∂z = 2(a − y)·a(1 − a)/(B·T)
          """,
        source: "Rumelhart, Hinton and Williams, Nature 323, 1986",
        differsFrom: "that paper in the mean; there it is a sum with ½ in front")
    case .huber:
      CatalogEntry(
        .loss, rawValue, title: "Huber loss",
        summary: """
          Half the square near the target, linear beyond δ, so that outliers pull with limited \
          force; train/loss, val/loss and test/loss are all this loss.
          """,
        formula: """
          L = 1/(B·T) · Σ h(z − y),  h(d) = ½·d² for |d| ≤ δ, else δ·(|d| − ½·δ)
          ∂L/∂z = clamp(z − y, −δ, δ)/(B·T)
          """,
        source: "Huber, Annals of Mathematical Statistics 35, 1964; PyTorch HuberLoss",
        settings: [
          SettingDefinition(
            "huber_delta", .number, default: 1, range: .above(0), unit: "the targets' unit",
            symbol: "δ", "The distance from the target at which Huber's loss turns linear.")
        ])
    case .hinge:
      CatalogEntry(
        .loss, rawValue, title: "hinge loss",
        summary: """
          Nothing where the right side wins by the margin, else what is missing; for two classes \
          and one logit, or for several classes.
          """,
        formula: """
          binary:          L = 1/B · Σ max(0, m − s·z),  s = ±1
          classification:  L = 1/B · Σ 1/C · Σ_{j≠y} max(0, m − z_y + z_j)
          """,
        source: "Cortes and Vapnik 1995; Weston and Watkins 1999; PyTorch MultiMarginLoss, p = 1",
        settings: [
          SettingDefinition(
            "hinge_margin", .number, default: 1, range: .above(0), symbol: "m",
            "By how much the right side has to win before the hinge loss is 0.")
        ])
    case .objective:
      CatalogEntry(
        .loss, rawValue, title: "objective",
        summary: "The function's own value, the mean of its terms over the batch's rows.",
        formula: "L = 1/B · Σ f_i(θ),  ∂L/∂θ = 1/B · Σ ∇f_i(θ)",
        source: "Robbins and Monro, Annals of Mathematical Statistics 22, 1951")
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
