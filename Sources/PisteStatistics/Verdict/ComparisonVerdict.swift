/// What may be said of two levels that were run on several seeds each.
///
/// Nothing in it is text or rounded: a report turns it into sentences.
public struct ComparisonVerdict: Sendable, Hashable {
  /// One of the two levels.
  public enum Side: Sendable, Hashable {
    /// The level given first.
    case first
    /// The level given second.
    case second
  }

  /// The verdict itself.
  public enum Kind: Sendable, Hashable {
    /// The level named is better.
    case beats(Side)
    /// The runs cannot tell.
    case cannotTell
    /// The runs tell that there is no difference, or none that matters.
    case tie

    /// Whether a level is better.
    public var isWin: Bool { self == .beats(.first) || self == .beats(.second) }
  }

  /// How far a verdict may be relied on.
  public enum Evidence: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// There is no verdict.
    case none
    /// The t interval says so, and no test without assumptions bears it out: mostly for want of runs.
    case weak
    /// An exact test, which assumes nothing of how runs are distributed, agrees at the level.
    case moderate
    /// Both agree at a tenth of the level, 0.005 by default.
    case strong

    /// Whether the left one is the weaker.
    public static func < (left: Evidence, right: Evidence) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// Whether value i of both levels comes from the same seed.
  public enum Pairing: Sendable, Hashable {
    /// It does: the same weights to begin with, the same batches.
    case paired
    /// It does not.
    case independent
  }

  /// What limits a verdict.
  public enum Limit: Sendable, Hashable {
    /// There are fewer runs than any claim needs.
    case tooFewRuns(needed: Int)
    /// No outcome could have brought the exact test to the level: its least p-value is this.
    case exactTestOutOfReach(smallestPValue: Double)
    /// The t interval excludes zero, but the exact test, with this p-value, does not.
    case exactTestDisagrees(pValue: Double)
    /// The seeds changed nothing that is seen: each level has one and the same value throughout.
    case seedsChangeNothing
    /// The differences are all the same, so that there is no spread to judge by.
    case noSpread
    /// So many runs did not complete; they were ranked worst, and means were not compared.
    case incomplete(first: Int, second: Int)
  }

  /// The verdict.
  public internal(set) var kind: Kind
  /// How far it may be relied on; `none` with `cannotTell`.
  public internal(set) var evidence: Evidence
  /// What limits it.
  public internal(set) var limits: [Limit]
  /// The level that is ahead, whether or not that can be told from luck; nil if neither is.
  public let leader: Side?
  /// Whether pairs were compared.
  public let pairing: Pairing
  /// How many runs the first level has, completed or not.
  public let firstRuns: Int
  /// How many runs the second level has, completed or not.
  public let secondRuns: Int
  /// The difference of the means, first minus second in the metric's unit, with its t interval; nil
  /// with fewer than two runs or one that did not complete.
  public let difference: Interval?
  /// The same difference with the bootstrap's BCa interval; nil where it has none or was not asked for.
  public let bootstrapDifference: Interval?
  /// Student's or Welch's p-value; nil where there is no `difference` or no spread.
  public let tPValue: Double?
  /// The exact test: sign flips of pairs or permutations; ranks where runs did not complete.
  public let exact: TestResult?
  /// The chance that a run of the first level beats one of the second, ties ½, with its score
  /// interval.
  public let probability: Interval?
  /// Hedges' g, first minus second in standard deviations of a run; nil where `difference` is.
  public let effectSize: Double?
  /// The p-value the verdict rests on: that of the t test, or the exact one's where there is no spread
  /// or a run did not complete; 1 where there is none.
  public let pValue: Double
  /// That p-value adjusted for the family of comparisons the verdict belongs to.
  public internal(set) var adjustedPValue: Double
  /// The exact p-value adjusted alike, which grades the evidence; nil where there is no exact test.
  public internal(set) var adjustedExactPValue: Double?
  /// The spread by which seeds are counted: of the differences, or pooled over both levels.
  public let spread: Double?
  /// The rule by which it was found.
  public let rule: VerdictRule

  /// The level that this comparison has to reach in the worst case, α / m by Holm's correction.
  private func level(among comparisons: Int) -> Double {
    rule.level / Double(max(1, comparisons))
  }

  /// The fewest seeds with which an exact test can bear this comparison out.
  ///
  /// - Parameter comparisons: m, over which p-values are adjusted.
  /// - Returns: the number for each level.
  public func fewestSeeds(among comparisons: Int) -> Int {
    let level = level(among: comparisons)
    return pairing == .paired
      ? AttainablePValue.fewestPairs(level: level) : AttainablePValue.fewestEach(level: level)
  }

  /// The seeds that would show a difference most of the time.
  ///
  /// An estimate, since the spread is one; never fewer than the exact test needs to reach the level.
  ///
  /// - Parameters:
  ///   - size: the difference, in the metric's unit, not 0.
  ///   - comparisons: m, over which p-values are adjusted.
  /// - Returns: the number for each level; nil where the spread is not known or more than a million
  ///   would be needed.
  public func seedsNeeded(toShow size: Double, among comparisons: Int = 1) -> Int? {
    guard let spread, size.isFinite, size != 0 else { return nil }
    let fewest = fewestSeeds(among: comparisons)
    guard spread > 0 else { return fewest }
    return Power.seedsNeeded(
      effect: size / spread, design: design, power: rule.power, level: level(among: comparisons)
    ).map { max(fewest, $0) }
  }

  /// The seeds that would show the difference observed, if it is the true one.
  public var seedsForObserved: Int? { seedsForObserved(among: 1) }

  /// The same for one of several comparisons.
  ///
  /// - Parameter comparisons: m, over which p-values are adjusted.
  /// - Returns: the number for each level; nil where ``seedsForObserved`` is.
  public func seedsForObserved(among comparisons: Int) -> Int? {
    difference.flatMap { seedsNeeded(toShow: $0.estimate, among: comparisons) }
  }

  /// The least difference that as many seeds show most of the time, in the metric's unit.
  ///
  /// Nil where the spread is not known.
  public var detectableDifference: Double? { detectableDifference(among: 1) }

  /// The same for one of several comparisons.
  ///
  /// - Parameter comparisons: m, over which p-values are adjusted.
  /// - Returns: the difference; nil where the spread is not known.
  public func detectableDifference(among comparisons: Int) -> Double? {
    let seeds = min(firstRuns, secondRuns)
    guard let spread, seeds >= 2 else { return nil }
    return spread
      * Power.minimumDetectableEffect(
        seeds: seeds, design: design, power: rule.power, level: level(among: comparisons))
  }

  private var design: Power.Design { pairing == .paired ? .paired : .independent }
}
