internal import PisteCatalog

/// An optimizer's settings, from which one can be made for any layout.
enum OptimizerRecipe: Sendable {
  case sgd(
    rate: Double, momentum: Double, dampening: Double, isNesterov: Bool, weightDecay: Double)
  case adam(AdamSettings)
  case adamW(AdamSettings)

  struct AdamSettings: Sendable {
    var rate, beta1, beta2, epsilon, weightDecay: Double
    var isAMSGrad: Bool

    init(_ reader: inout RecipeReader) {
      rate = reader.number("optimizer.lr")
      beta1 = reader.number("optimizer.beta1")
      beta2 = reader.number("optimizer.beta2")
      epsilon = reader.number("optimizer.epsilon")
      weightDecay = reader.number("optimizer.weight_decay")
      isAMSGrad = reader.bool("optimizer.amsgrad")
    }
  }

  /// Reads the settings of the optimizer that they name; nil if they name none.
  init?(_ reader: inout RecipeReader) {
    let name = reader.choice(
      "optimizer.name", of: OptimizerName.self, among: Catalog.names(.optimizer))
    guard let name else { return nil }
    switch name {
    case .sgd:
      self = .sgd(
        rate: reader.number("optimizer.lr"), momentum: reader.number("optimizer.momentum"),
        dampening: reader.number("optimizer.dampening"),
        isNesterov: reader.bool("optimizer.nesterov"),
        weightDecay: reader.number("optimizer.weight_decay"))
    case .adam: self = .adam(AdamSettings(&reader))
    case .adamw: self = .adamW(AdamSettings(&reader))
    }
  }

  /// η before the schedule.
  var learningRate: Double {
    switch self {
    case .sgd(let rate, _, _, _, _): rate
    case .adam(let settings), .adamW(let settings): settings.rate
    }
  }

  /// An optimizer at rest.
  func makeOptimizer<Scalar: TrainingScalar>(
    for layout: ParameterLayout, of type: Scalar.Type = Scalar.self
  ) -> any Optimizer<Scalar> {
    switch self {
    case .sgd(_, let momentum, let dampening, let isNesterov, let weightDecay):
      SGD(
        layout: layout, momentum: momentum, dampening: dampening, isNesterov: isNesterov,
        weightDecay: weightDecay)
    case .adam(let settings):
      Adam(
        layout: layout, beta1: settings.beta1, beta2: settings.beta2, epsilon: settings.epsilon,
        isAMSGrad: settings.isAMSGrad, weightDecay: settings.weightDecay)
    case .adamW(let settings):
      AdamW(
        layout: layout, beta1: settings.beta1, beta2: settings.beta2, epsilon: settings.epsilon,
        isAMSGrad: settings.isAMSGrad, weightDecay: settings.weightDecay)
    }
  }
}
