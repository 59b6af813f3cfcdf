/// The ways to fill the weights; biases follow `model.bias_rule`.
public enum InitializerName: String, CatalogName {
  /// All zero.
  case zeros
  /// All the same.
  case constant
  /// Uniform between two bounds.
  case uniform
  /// Normal with a given spread.
  case normal
  /// Normal without its tails.
  case truncatedNormal = "truncated-normal"
  /// Glorot's uniform.
  case xavierUniform = "xavier-uniform"
  /// Glorot's normal.
  case xavierNormal = "xavier-normal"
  /// He's uniform.
  case kaimingUniform = "kaiming-uniform"
  /// He's normal.
  case kaimingNormal = "kaiming-normal"
  /// LeCun's uniform.
  case lecunUniform = "lecun-uniform"
  /// LeCun's normal.
  case lecunNormal = "lecun-normal"
  /// Rows or columns orthogonal.
  case orthogonal
  /// Most weights zero.
  case sparse
  /// Orthogonal, then scaled by what the first rows give.
  case lsuv
  /// What PyTorch's dense layer does by itself.
  case pytorch

  /// The entry of this initializer.
  public var entry: CatalogEntry {
    switch self {
    case .zeros: Self.zerosEntry
    case .constant: Self.constantEntry
    case .uniform: Self.uniformEntry
    case .normal: Self.normalEntry
    case .truncatedNormal: Self.truncatedNormalEntry
    case .xavierUniform: Self.xavierUniformEntry
    case .xavierNormal: Self.xavierNormalEntry
    case .kaimingUniform: Self.kaimingUniformEntry
    case .kaimingNormal: Self.kaimingNormalEntry
    case .lecunUniform: Self.lecunUniformEntry
    case .lecunNormal: Self.lecunNormalEntry
    case .orthogonal: Self.orthogonalEntry
    case .sparse: Self.sparseEntry
    case .lsuv: Self.lsuvEntry
    case .pytorch: Self.pytorchEntry
    }
  }
}
