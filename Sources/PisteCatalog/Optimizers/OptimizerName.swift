/// The optimizers.
///
/// Each one's entry stands in a file of its own; the training core switches over these names.
public enum OptimizerName: String, CatalogName {
  /// Stochastic gradient descent, with momentum and Nesterov's form as settings.
  case sgd
  /// Adam; AMSGrad is a setting of it.
  case adam
  /// Adam with decoupled weight decay.
  case adamw

  /// The entry of this optimizer.
  public var entry: CatalogEntry {
    switch self {
    case .sgd: Self.sgdEntry
    case .adam: Self.adamEntry
    case .adamw: Self.adamWEntry
    }
  }
}
