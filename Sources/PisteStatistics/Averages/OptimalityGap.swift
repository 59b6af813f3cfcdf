/// How far scores fall short of a goal.
public enum OptimalityGap {
  /// The mean shortfall γ − mean(min(xᵢ, γ)).
  ///
  /// > Source: Agarwal, Schwarzer, Castro, Courville and Bellemare, "Deep Reinforcement Learning at
  /// > the Edge of the Statistical Precipice", NeurIPS 2021.
  ///
  /// - Parameters:
  ///   - scores: of every run of every task, larger being better.
  ///   - goal: γ, beyond which nothing more is gained.
  /// - Returns: the gap, ≥ 0; NaN for no scores.
  public static func mean(_ scores: [Double], goal: Double = 1) -> Double {
    goal - Moments.mean(scores.map { min($0, goal) })
  }
}
