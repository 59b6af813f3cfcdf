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
  /// AdaGrad.
  case adagrad
  /// RMSprop; centered and with momentum by setting.
  case rmsprop
  /// Adadelta.
  case adadelta
  /// Adamax, Adam with a maximum norm.
  case adamax
  /// NAdam, Adam that looks ahead.
  case nadam
  /// RAdam, Adam with a rectified start.
  case radam
  /// Lion, the sign of a momentum.
  case lion
  /// Rprop, a step size for each parameter.
  case rprop
  /// LARS, momentum scaled tensor by tensor.
  case lars
  /// LAMB, Adam scaled tensor by tensor.
  case lamb
  /// Adafactor, with factored mean squares.
  case adafactor
  /// SWATS, which switches from Adam to SGD.
  case swats
  /// Schedule-Free SGD.
  case scheduleFreeSGD = "schedule-free-sgd"
  /// Schedule-Free AdamW.
  case scheduleFreeAdamW = "schedule-free-adamw"
  /// Prodigy, which estimates its rate.
  case prodigy
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
    case .adagrad: Self.adagradEntry
    case .rmsprop: Self.rmspropEntry
    case .adadelta: Self.adadeltaEntry
    case .adamax: Self.adamaxEntry
    case .nadam: Self.nadamEntry
    case .radam: Self.radamEntry
    case .lion: Self.lionEntry
    case .rprop: Self.rpropEntry
    case .lars: Self.larsEntry
    case .lamb: Self.lambEntry
    case .adafactor: Self.adafactorEntry
    case .swats: Self.swatsEntry
    case .scheduleFreeSGD: Self.scheduleFreeSGDEntry
    case .scheduleFreeAdamW: Self.scheduleFreeAdamWEntry
    case .prodigy: Self.prodigyEntry
    case .muon: Self.muonEntry
    case .kfac: Self.kfacEntry
    case .lbfgs: Self.lbfgsEntry
    case .shampoo: Self.shampooEntry
    case .soap: Self.soapEntry
    }
  }
}
