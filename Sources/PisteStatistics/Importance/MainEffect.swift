internal import PisteCore

/// How much of the variance one setting accounts for by itself, in a design that is no grid.
///
/// The first-order index of Sobol', Var(E[Y | X]) / Var(Y), estimated from the trials as they are,
/// without a surrogate model. What a setting does only together with others is not in it: the
/// shares of all settings leave room for interactions and seeds.
///
/// > Differs from: fANOVA (Hutter, Hoos and Leyton-Brown, ICML 2014), which integrates a random forest
/// > and so depends on its settings; the quantity is the same.
public struct MainEffect: Sendable, Hashable {
  /// The estimated share; it may fall below 0 by chance where there is no effect.
  public var share: Double
  /// The share of shuffled results, the observed ones among them, whose estimate is as large.
  public var pValue: Double

  /// The effect of a setting whose values have an order.
  ///
  ///     S = Σⱼ (yⱼ − ȳ)(y_{N(j)} − ȳ) / Σⱼ (yⱼ − ȳ)²
  ///
  /// with N(j) the trial whose setting is the next larger one, and the smallest after the largest.
  /// Trials with equal settings stay in the order given, which must not come from their results.
  ///
  /// > Source: Gamboa, Gremaud, Klein and Lagnoux, "Global sensitivity analysis: A novel generation
  /// > of mighty estimators based on rank statistics", Bernoulli 28 (2022).
  ///
  /// - Parameters:
  ///   - settings: of each trial, on any scale that keeps the order.
  ///   - results: of each trial, finite.
  ///   - shuffles: how many shufflings the p-value rests on.
  ///   - seed: of the shufflings.
  /// - Returns: the effect, or nil for fewer than three trials or results that are all equal.
  public static func ordered(
    _ settings: [Double], results: [Double], shuffles: Int = 999, seed: UInt64 = 0
  ) -> MainEffect? {
    precondition(
      settings.count == results.count,
      "main effect: \(settings.count) settings but \(results.count) results")
    let order = settings.indices.sorted {
      settings[$0] == settings[$1] ? $0 < $1 : settings[$0] < settings[$1]
    }
    return estimate(order.map { results[$0] }, shuffles: shuffles, seed: seed) { centered in
      var sum = 0.0
      for (place, value) in centered.enumerated() {
        sum += value * centered[place + 1 < centered.count ? place + 1 : 0]
      }
      return sum / centered.reduce(0) { $0 + $1 * $1 }
    }
  }

  /// The effect of a setting whose values are names.
  ///
  ///     S = 1 − (SS_within / (n − g)) / (SS_total / (n − 1))
  ///
  /// over g groups of equal settings.
  ///
  /// > Source: Kelley, "An unbiased correlation ratio measure", PNAS 21 (1935).
  ///
  /// - Parameters:
  ///   - settings: of each trial.
  ///   - results: of each trial, finite.
  ///   - shuffles: how many shufflings the p-value rests on.
  ///   - seed: of the shufflings.
  /// - Returns: the effect, or nil for fewer than three trials, one group only, no group of two, or
  ///   results that are all equal.
  public static func named(
    _ settings: [String], results: [Double], shuffles: Int = 999, seed: UInt64 = 0
  ) -> MainEffect? {
    precondition(
      settings.count == results.count,
      "main effect: \(settings.count) settings but \(results.count) results")
    let names = Set(settings).sorted()
    guard names.count > 1, names.count < settings.count else { return nil }
    let places = names.map { name in settings.indices.filter { settings[$0] == name } }
    let (n, g) = (Double(settings.count), Double(names.count))
    return estimate(results, shuffles: shuffles, seed: seed) { centered in
      let total = centered.reduce(0) { $0 + $1 * $1 }
      let between = places.reduce(0.0) { sum, group in
        let part = group.reduce(0) { $0 + centered[$1] }
        return sum + part * part / Double(group.count)
      }
      return 1 - (total - between) / (n - g) * (n - 1) / total
    }
  }

  private static func estimate(
    _ results: [Double], shuffles: Int, seed: UInt64, _ share: ([Double]) -> Double
  ) -> MainEffect? {
    precondition(results.allSatisfy(\.isFinite), "main effect: a result is not finite")
    guard results.count >= 3, Set(results).count > 1 else { return nil }
    let mean = Moments.mean(results)
    let centered = results.map { $0 - mean }
    let observed = share(centered)
    var stream = RandomStream(seed: seed, purpose: "main-effect")
    var order = (0..<Int32(results.count)).map { $0 }
    var reached = 0
    for _ in 0..<shuffles {
      stream.shuffle(&order)
      if share(order.map { centered[Int($0)] }) >= observed - 1e-12 { reached += 1 }
    }
    return MainEffect(share: observed, pValue: Double(reached + 1) / Double(shuffles + 1))
  }
}
