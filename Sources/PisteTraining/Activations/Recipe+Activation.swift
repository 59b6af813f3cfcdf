internal import PisteCatalog

extension Recipe {
  /// The activation that the settings name.
  static func activation(_ reader: inout RecipeReader) -> any Activation {
    let name = reader.choice(
      "model.activation", of: ActivationName.self, among: Catalog.names(.activation))
    return switch name ?? .identity {
    case .sigmoid: Sigmoid()
    case .tanh: Tanh()
    case .relu: ReLU()
    case .identity: Identity()
    }
  }
}
