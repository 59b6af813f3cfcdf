internal import PisteCatalog

extension Recipe {
  /// The loss that the settings name; nil if an argument of it is at fault.
  static func loss(_ name: LossName, _ reader: inout RecipeReader) -> (any Loss)? {
    let before = reader.faults.count
    switch name {
    case .crossEntropy:
      let smoothing = reader.number("label_smoothing")
      return before == reader.faults.count ? CrossEntropy(labelSmoothing: smoothing) : nil
    case .logistic: return LogisticLoss()
    case .square: return SquareLoss()
    case .squareSigmoid: return SquareSigmoidLoss()
    case .huber:
      let delta = reader.number("huber_delta")
      return before == reader.faults.count ? HuberLoss(delta: delta) : nil
    case .hinge:
      let margin = reader.number("hinge_margin")
      return before == reader.faults.count ? HingeLoss(margin: margin) : nil
    case .objective: return ObjectiveLoss()
    }
  }
}
