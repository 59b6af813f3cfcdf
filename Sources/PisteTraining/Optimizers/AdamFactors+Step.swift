private import Foundation

extension AdamFactors {
  /// The numbers of step `step`, bias corrections computed in Float64.
  ///
  /// - Parameters:
  ///   - rate: η.
  ///   - beta1: β₁.
  ///   - beta2: β₂.
  ///   - epsilon: ε, added to the corrected root; to the uncorrected one if `addsEarly`.
  ///   - step: t, from 1.
  ///   - shrink: What θ is multiplied by before.
  ///   - addsEarly: Whether ε is added before the root is corrected.
  init(
    rate: Double, beta1: Double, beta2: Double, epsilon: Double, step: Int, shrink: Double = 1,
    addsEarly: Bool = false
  ) {
    let unbias2 = 1 / (1 - pow(beta2, Double(step))).squareRoot()
    self.init(
      step: Scalar(rate / (1 - pow(beta1, Double(step)))), unbias2: Scalar(unbias2),
      intake1: Scalar(1 - beta1), beta2: Scalar(beta2), intake2: Scalar(1 - beta2),
      epsilon: Scalar(addsEarly ? epsilon * unbias2 : epsilon), penalty: 0, shrink: Scalar(shrink))
  }
}
