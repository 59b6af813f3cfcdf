internal import PisteCatalog

extension Recipe {
  /// The activation that the settings name; the identity where an argument is at fault.
  static func activation(_ reader: inout RecipeReader) -> any Activation {
    let name = reader.choice(
      "model.activation", of: ActivationName.self, among: Catalog.names(.activation))
    let before = reader.faults.count
    switch name ?? .identity {
    case .sigmoid: return Sigmoid()
    case .tanh: return Tanh()
    case .relu: return ReLU()
    case .leakyReLU:
      let slope = reader.number("model.negative_slope")
      return before == reader.faults.count ? LeakyReLU(negativeSlope: slope) : Identity()
    case .elu:
      let alpha = reader.number("model.alpha")
      return before == reader.faults.count ? ELU(alpha: alpha) : Identity()
    case .selu: return SELU()
    case .gelu: return GELU()
    case .geluTanh: return GELUTanh()
    case .silu: return SiLU()
    case .softplus: return Softplus()
    case .identity: return Identity()
    }
  }
}
