internal import PisteCatalog

extension Recipe {
  /// The loss that the settings name.
  static func loss(_ name: LossName) -> any Loss {
    switch name {
    case .crossEntropy: CrossEntropy()
    case .logistic: LogisticLoss()
    case .square: SquareLoss()
    case .objective: ObjectiveLoss()
    }
  }
}
