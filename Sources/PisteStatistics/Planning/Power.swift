/// How many seeds show how large a difference.
///
/// > Source: Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed. (1988); Colas,
/// > Sigaud and Oudeyer, "How Many Random Seeds?", arXiv:1806.08295, for runs of learning programs.
public enum Power {
  /// How runs are compared.
  public enum Design: Sendable, Hashable {
    /// Pairs that share a seed; effects are in standard deviations of the differences.
    case paired
    /// Two independent samples of the same size; effects are in standard deviations of a sample.
    case independent
  }

  /// The chance that the two-sided t test finds an effect.
  ///
  ///     1 − P(|T| ≤ t_{1−α/2, ν}),   T noncentral t of ν and δ
  ///     paired: ν = n − 1, δ = d √n;   independent: ν = 2n − 2, δ = d √(n/2)
  ///
  /// - Parameters:
  ///   - effect: d, in standard deviations, finite; its sign does not matter.
  ///   - seeds: n ≥ 2, of each sample.
  ///   - design: how runs are compared.
  ///   - level: α, between 0 and 1.
  /// - Returns: a probability, α…1.
  public static func power(
    effect: Double, seeds: Int, design: Design, level: Double = 0.05
  ) -> Double {
    precondition(seeds >= 2, "power: \(seeds) seeds leave no spread to judge by")
    precondition(effect.isFinite, "power: an effect of \(effect)")
    precondition(level > 0 && level < 1, "power: level \(level)")
    let count = Double(seeds)
    let freedom = design == .paired ? count - 1 : 2 * count - 2
    let shift = abs(effect) * (design == .paired ? count : count / 2).squareRoot()
    let bound = StudentT.quantile(1 - level / 2, degreesOfFreedom: freedom)
    let above = 1 - NoncentralT.cumulative(bound, degreesOfFreedom: freedom, shift: shift)
    return above + NoncentralT.cumulative(-bound, degreesOfFreedom: freedom, shift: shift)
  }

  /// The fewest seeds with which an effect is found often enough.
  ///
  /// - Parameters:
  ///   - effect: d, in standard deviations; its sign does not matter.
  ///   - design: how runs are compared.
  ///   - power: how often it is to be found, between `level` and 1.
  ///   - level: α, between 0 and 1.
  ///   - limit: where the search ends.
  /// - Returns: n ≥ 2, of each sample; nil where more than `limit` would be needed, or d is 0 or NaN.
  public static func seedsNeeded(
    effect: Double, design: Design, power: Double = 0.8, level: Double = 0.05,
    limit: Int = 1_000_000
  ) -> Int? {
    precondition(power > level && power < 1, "power: \(power) cannot be asked for")
    guard abs(effect) > 0 else { return nil }
    guard effect.isFinite else { return 2 }
    func suffices(_ seeds: Int) -> Bool {
      Self.power(effect: effect, seeds: seeds, design: design, level: level) >= power
    }
    var enough = 2
    while !suffices(enough) {
      guard enough < limit else { return nil }
      enough = min(limit, 2 * enough)
    }
    var tooFew = max(1, enough / 2)
    while enough - tooFew > 1 {
      let middle = (enough + tooFew) / 2
      if suffices(middle) { enough = middle } else { tooFew = middle }
    }
    return enough
  }

  /// The least effect that so many seeds find often enough.
  ///
  /// About (t_{1−α/2} + t_{power}) √(2/n) for independent samples, of which this is the exact form.
  ///
  /// - Parameters:
  ///   - seeds: n ≥ 2, of each sample.
  ///   - design: how runs are compared.
  ///   - power: how often it is to be found, between `level` and 1.
  ///   - level: α, between 0 and 1.
  /// - Returns: d, in standard deviations, to about 1e-12.
  public static func minimumDetectableEffect(
    seeds: Int, design: Design, power: Double = 0.8, level: Double = 0.05
  ) -> Double {
    precondition(power > level && power < 1, "power: \(power) cannot be asked for")
    var high = 1.0
    while Self.power(effect: high, seeds: seeds, design: design, level: level) < power { high *= 2 }
    var low = 0.0
    for _ in 0..<50 {
      let middle = (low + high) / 2
      let reached = Self.power(effect: middle, seeds: seeds, design: design, level: level)
      if reached < power { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The pairs of runs that show a chance of improvement, by Noether's formula.
  ///
  ///     N ≥ ((z_{1−α} − z_β) / (√6 (½ − γ)))²
  ///
  /// > Source: Noether, "Sample size determination for some common nonparametric tests", Journal of
  /// > the American Statistical Association 82 (1987), as Bouthillier et al. (2021) use it.
  ///
  /// - Parameters:
  ///   - probability: γ, the chance of improvement to be shown, not ½.
  ///   - level: α, one-sided.
  ///   - missed: β, how often it may be missed.
  /// - Returns: N.
  public static func pairsNeeded(
    probability: Double, level: Double = 0.05, missed: Double = 0.05
  ) -> Int {
    precondition(probability != 0.5, "Noether: a chance of 1/2 is no improvement")
    let reach = StandardNormal.quantile(1 - level) - StandardNormal.quantile(missed)
    let root = reach / (6.0.squareRoot() * (0.5 - probability))
    return Int((root * root).rounded(.up))
  }
}
