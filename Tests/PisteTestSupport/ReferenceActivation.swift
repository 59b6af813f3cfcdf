private import Foundation

extension ReferenceNetwork {
  /// The functions between layers.
  public enum Activation: String, Sendable, CaseIterable {
    /// 1/(1 + e⁻ᶻ).
    case sigmoid
    /// The hyperbolic tangent.
    case tanh
    /// The positive part.
    case relu
    /// Slope 0.01 below 0.
    case leakyReLU = "leaky-relu"
    /// α = 1.
    case elu
    /// With the two numbers of its paper.
    case selu
    /// By the complementary error function.
    case gelu
    /// By the hyperbolic tangent.
    case geluTanh = "gelu-tanh"
    /// z over 1 + e⁻ᶻ.
    case silu
    /// log(1 + eᶻ).
    case softplus
    /// Nothing.
    case identity

    /// f(z).
    public func value(_ z: Double) -> Double {
      switch self {
      case .sigmoid: 1 / (1 + exp(-z))
      case .tanh: Foundation.tanh(z)
      case .relu: max(0, z)
      case .leakyReLU: max(z, 0.01 * z)
      case .elu: z > 0 ? z : exp(z) - 1
      case .selu:
        1.0507009873554804934 * (z > 0 ? z : 1.6732632423543772848 * (exp(z) - 1))
      case .gelu: z * erfc(-z / sqrt(2)) / 2
      case .geluTanh: z / (1 + exp(-2 * Self.inner(z)))
      case .silu: z / (1 + exp(-z))
      case .softplus: log(1 + exp(z))
      case .identity: z
      }
    }

    /// f′(z).
    public func slope(_ z: Double) -> Double {
      let s = 1 / (1 + exp(-z))
      switch self {
      case .sigmoid: return s * (1 - s)
      case .tanh: return 1 / (cosh(z) * cosh(z))
      case .relu: return z > 0 ? 1 : 0
      case .leakyReLU: return z > 0 ? 1 : 0.01
      case .elu: return z > 0 ? 1 : exp(z)
      case .selu:
        return 1.0507009873554804934 * (z > 0 ? 1 : 1.6732632423543772848 * exp(z))
      case .gelu: return erfc(-z / sqrt(2)) / 2 + z * exp(-z * z / 2) / sqrt(2 * .pi)
      case .geluTanh:
        // z·σ(2u) with u the inner cubic: σ(2u) + 2·z·u′·σ(2u)·(1 − σ(2u)).
        let t = 1 / (1 + exp(-2 * Self.inner(z)))
        let inner = sqrt(2 / .pi) * (1 + 3 * 0.044715 * z * z)
        return t + 2 * z * inner * t * (1 - t)
      case .silu: return s + z * s * (1 - s)
      case .softplus: return s
      case .identity: return 1
      }
    }

    private static func inner(_ z: Double) -> Double { sqrt(2 / .pi) * (z + 0.044715 * z * z * z) }
  }
}
