/// The constants of ``Muon``, at first those of PyTorch.
package struct MuonOptions: Sendable, Hashable {
  /// How the rate is made to fit a matrix's shape.
  package enum Adjustment: String, Sendable, CaseIterable {
    /// √max(1, outputs/inputs).
    case original
    /// 0.2·√max(outputs, inputs), so that the step is about as long as one of AdamW.
    case matchRMSAdamW = "match_rms_adamw"
    /// √(outputs/inputs).
    case spectralUnclamped = "spectral_unclamped"

    /// What η is multiplied by for a layer of this shape.
    package func factor(inputs: Int, outputs: Int) -> Double {
      let ratio = Double(outputs) / Double(inputs)
      return switch self {
      case .original: max(1, ratio).squareRoot()
      case .matchRMSAdamW: 0.2 * Double(max(outputs, inputs)).squareRoot()
      case .spectralUnclamped: ratio.squareRoot()
      }
    }
  }

  /// μ in 0..<1.
  package var momentum = 0.95
  /// Whether to look ahead.
  package var isNesterov = true
  /// λ ≥ 0 of the matrices; a step takes the share η·λ away.
  package var weightDecay = 0.1
  /// Iterations of Newton and Schulz.
  package var iterations = 5
  /// The polynomial's factors of s, s³ and s⁵.
  package var polynomial = [3.4445, -4.775, 2.0315]
  /// The least norm divided by.
  package var epsilon = 1e-7
  /// How the rate is made to fit the shape.
  package var adjustment = Adjustment.original
  /// AdamW's rate as a multiple of the matrices', so that one schedule moves both.
  package var adamWRate = 1.0
  /// AdamW's β₁ in 0..<1.
  package var beta1 = 0.9
  /// AdamW's β₂ in 0..<1.
  package var beta2 = 0.999
  /// AdamW's ε > 0.
  package var adamWEpsilon = 1e-8
  /// AdamW's λ ≥ 0.
  package var adamWDecay = 0.01

  /// Creates the constants of PyTorch's Muon and, for the rest, of its AdamW.
  package init() {}
}
