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
  /// Orthogonal momentum for hidden matrices, AdamW for the rest.
  case muon
  /// The natural gradient by Kronecker factors.
  case kfac
  /// Limited-memory quasi-Newton steps on whole data sets.
  case lbfgs
  /// Gradients preconditioned on both sides of a weight.
  case shampoo
  /// Adam in the eigenbasis of Shampoo.
  case soap

  /// The entry of this optimizer.
  public var entry: CatalogEntry {
    switch self {
    case .sgd: Self.sgdEntry
    case .adam: Self.adamEntry
    case .adamw: Self.adamWEntry
    case .muon: Self.muonEntry
    case .kfac: Self.kfacEntry
    case .lbfgs: Self.lbfgsEntry
    case .shampoo: Self.shampooEntry
    case .soap: Self.soapEntry
    }
  }
}
