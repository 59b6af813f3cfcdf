private import Foundation

/// The share of runs that have not yet reached a target, by Kaplan and Meier.
///
/// A run that ended before it reached the target is censored, not dropped: up to its end it says
/// that the target takes longer.
///
///     S(t) = Π over tᵢ ≤ t of (1 − dᵢ / nᵢ)
///
/// > Source: Kaplan and Meier, "Nonparametric estimation from incomplete observations", Journal of
/// > the American Statistical Association 53 (1958).
public struct KaplanMeier: Sendable, Hashable {
  /// When a run reached the target, or ended without.
  public struct Observation: Sendable, Hashable {
    /// The time, in whatever unit: epochs, steps, seconds.
    public var time: Double
    /// Whether the target was reached then; otherwise the run was last seen then.
    public var isReached: Bool

    /// Creates an observation.
    public init(time: Double, isReached: Bool) {
      self.time = time
      self.isReached = isReached
    }
  }

  /// What becomes of the share at a time at which a run reached the target.
  public struct Step: Sendable, Hashable {
    /// The time, tᵢ.
    public var time: Double
    /// The runs that were still under way just before, nᵢ.
    public var atRisk: Int
    /// The runs that reached the target then, dᵢ.
    public var reached: Int
    /// The share that has not reached it afterwards, S.
    public var survival: Double
    /// Its interval; nil where S is 0 and Greenwood's variance is not defined.
    public var interval: Interval?
  }

  /// The steps in order of time.
  public let steps: [Step]
  /// The times at which runs ended without reaching the target, ascending.
  public let censored: [Double]
  /// The confidence level of the intervals.
  public let confidence: Double

  /// Estimates the curve.
  ///
  /// The intervals are Greenwood's on the scale of log(−log S), so that they stay within 0…1:
  ///
  ///     S^{exp(± z √V / log S)},   V = Σ dᵢ / (nᵢ (nᵢ − dᵢ))
  ///
  /// > Source: Greenwood, Reports on Public Health and Medical Subjects 33 (1926), for V;
  /// > Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data (1980), for the scale.
  ///
  /// - Parameters:
  ///   - observations: one a run. A run that ended at the very time at which another reached the
  ///     target counts as under way until then.
  ///   - confidence: the level of the intervals, between 0 and 1.
  /// - Precondition: No time is NaN.
  public init(_ observations: [Observation], confidence: Double = 0.95) {
    precondition(!observations.contains { $0.time.isNaN }, "Kaplan-Meier: a time is NaN")
    let z = StandardNormal.quantile((1 + confidence) / 2)
    let sorted = observations.sorted { $0.time < $1.time }
    var steps: [Step] = []
    var survival = 1.0
    var variance = 0.0
    var start = 0
    while start < sorted.count {
      let time = sorted[start].time
      let end = sorted[start...].firstIndex { $0.time > time } ?? sorted.count
      let atRisk = sorted.count - start
      let reached = sorted[start..<end].count(where: \.isReached)
      start = end
      guard reached > 0 else { continue }
      survival *= Double(atRisk - reached) / Double(atRisk)
      variance += Double(reached) / (Double(atRisk) * Double(atRisk - reached))
      var interval: Interval?
      if survival > 0 {
        let reach = z * variance.squareRoot() / log(survival)
        interval = Interval(
          estimate: survival, lower: pow(survival, exp(-reach)), upper: pow(survival, exp(reach)),
          confidence: confidence)
      }
      steps.append(
        Step(
          time: time, atRisk: atRisk, reached: reached, survival: survival, interval: interval))
    }
    self.steps = steps
    self.censored = sorted.filter { !$0.isReached }.map(\.time)
    self.confidence = confidence
  }

  /// The share that has not reached the target by a time, that time included.
  public func survival(at time: Double) -> Double {
    steps.last { $0.time <= time }?.survival ?? 1
  }

  /// The time by which half of the runs have reached the target; nil if fewer ever do.
  public var median: Double? { steps.first { $0.survival <= 0.5 }?.time }

  /// The ends of the median's interval: where the ends of the curve's interval fall to one half.
  ///
  /// An end is nil where that is not seen: the median may then lie beyond any time observed.
  ///
  /// > Source: Brookmeyer and Crowley, "A confidence interval for the median survival time",
  /// > Biometrics 38 (1982).
  public var medianInterval: (lower: Double?, upper: Double?) {
    (
      steps.first { ($0.interval?.lower ?? 0) <= 0.5 }?.time,
      steps.first { $0.interval.map { $0.upper <= 0.5 } ?? false }?.time
    )
  }
}
