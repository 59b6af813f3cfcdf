internal import PisteStatistics

extension ComparisonVerdict {
  /// The level that this comparison has to reach in the worst case, α / m after Holm's correction.
  private func level(among comparisons: Int) -> Double {
    rule.level / Double(max(1, comparisons))
  }

  private var design: Power.Design { pairing == .paired ? .paired : .independent }

  /// The fewest seeds with which an exact test can bear this comparison out among several.
  func fewestSeeds(among comparisons: Int) -> Int {
    let level = level(among: comparisons)
    return pairing == .paired
      ? AttainablePValue.fewestPairs(level: level) : AttainablePValue.fewestEach(level: level)
  }

  /// The seeds that would mostly show a difference, as one of several comparisons.
  ///
  /// - Parameters:
  ///   - size: the difference, in the metric's unit.
  ///   - comparisons: m, over which p-values are adjusted.
  /// - Returns: the number for each level; nil where the spread is not known or the size is 0.
  func seeds(toShow size: Double, among comparisons: Int) -> Int? {
    guard let spread, size.isFinite, size != 0 else { return nil }
    let fewest = fewestSeeds(among: comparisons)
    guard spread > 0 else { return fewest }
    return Power.seedsNeeded(
      effect: size / spread, design: design, power: rule.power, level: level(among: comparisons)
    ).map { max(fewest, $0) }
  }

  /// The seeds that would mostly show the difference observed, if it is the true one.
  func seedsForObserved(among comparisons: Int) -> Int? {
    difference.flatMap { seeds(toShow: $0.estimate, among: comparisons) }
  }

  /// The least difference that as many seeds mostly show, as one of several comparisons, in the metric's
  /// unit.
  func detectable(among comparisons: Int) -> Double? {
    let seeds = min(firstRuns, secondRuns)
    guard let spread, seeds >= 2 else { return nil }
    return spread
      * Power.minimumDetectableEffect(
        seeds: seeds, design: design, power: rule.power, level: level(among: comparisons))
  }
}
