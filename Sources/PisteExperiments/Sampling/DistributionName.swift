/// A distribution as files name it, in the words of W&B's sweeps.
enum DistributionName: String, CaseIterable {
  case constant
  case categorical
  case integerUniform = "int_uniform"
  case uniform
  case quantizedUniform = "q_uniform"
  case logUniform = "log_uniform"
  case quantizedLogUniform = "q_log_uniform"
  case inverseLogUniform = "inv_log_uniform"
  case logUniformValues = "log_uniform_values"
  case quantizedLogUniformValues = "q_log_uniform_values"
  case inverseLogUniformValues = "inv_log_uniform_values"
  case normal
  case quantizedNormal = "q_normal"
  case logNormal = "log_normal"
  case quantizedLogNormal = "q_log_normal"
  case beta
  case quantizedBeta = "q_beta"

  /// The words that it cannot do without.
  var needed: [String] {
    switch self {
    case .constant: ["value"]
    case .categorical: ["values"]
    case .integerUniform, .uniform, .quantizedUniform, .logUniform, .quantizedLogUniform,
      .inverseLogUniform, .logUniformValues, .quantizedLogUniformValues,
      .inverseLogUniformValues:
      ["min", "max"]
    case .normal, .quantizedNormal, .logNormal, .quantizedLogNormal, .beta, .quantizedBeta: []
    }
  }

  /// The words that it may have besides.
  var optional: [String] {
    let own: [String] =
      switch self {
      case .categorical: ["probabilities"]
      case .normal, .quantizedNormal, .logNormal, .quantizedLogNormal:
        ["mu", "sigma", "min", "max"]
      case .beta, .quantizedBeta: ["a", "b"]
      default: []
      }
    return own + (isQuantized ? ["q"] : [])
  }

  /// Whether its values are multiples of a step.
  var isQuantized: Bool { rawValue.hasPrefix("q_") }
}
