internal import PisteCore
internal import PisteStatistics

/// The best result to be expected of a level by its tuning budget.
struct BudgetTrack: Sendable {
  /// The trials.
  var trials: Trials
  /// The expected best by the number of trials; finite ones only.
  var points: [(trials: Int, expected: Interval)]

  /// The best of all its trials; NaN for none.
  var end: Double { points.last?.expected.estimate ?? .nan }

  /// The expected best at a cost, straight between numbers of trials; nil outside of those that were made.
  ///
  /// - Parameters:
  ///   - cost: in the unit of `each`.
  ///   - each: what a trial costs.
  /// - Returns: the expectation.
  func expected(at cost: Double, each: Double) -> Double? {
    let places = points.map { (cost: Double($0.trials) * each, value: $0.expected.estimate) }
    guard let first = places.first, let last = places.last, first.cost <= cost, cost <= last.cost
    else { return nil }
    for (before, after) in zip(places, places.dropFirst()) where cost <= after.cost {
      let share = (cost - before.cost) / (after.cost - before.cost)
      return before.value + share * (after.value - before.value)
    }
    return first.value
  }

  /// The tracks of levels, at most 24 numbers of trials each.
  static func tracks(_ all: [Trials], _ goal: Goal) -> [BudgetTrack] {
    all.map { trials in
      let budgets = Comparison.budgets(upTo: trials.trials.count)
      // Many trials need few resamples for a band that the eye can read.
      let resamples = max(200, min(1_000, 200_000 / max(1, trials.trials.count)))
      let band = ExpectedBest.band(
        trials.values, goal: goal, at: budgets, Bootstrap(resamples: resamples))
      return BudgetTrack(
        trials: trials,
        points: zip(budgets, band).filter { $1.estimate.isFinite }.map { ($0, $1) })
    }.filter { !$0.points.isEmpty }
  }

  /// Where the order of two levels turns for the last time as the number of trials grows; nil if it never does.
  ///
  /// - Returns: the number of trials from which on it stays, the last one before, and whether the first
  ///   level then leads.
  static func crossing(
    _ one: BudgetTrack, _ two: BudgetTrack, _ goal: Goal
  ) -> (trials: Int, before: Int, leads: Bool)? {
    let other = Dictionary(two.points.map { ($0.trials, $0.expected.estimate) }) { first, _ in
      first
    }
    var last: (leads: Bool, trials: Int)?
    var found: (trials: Int, before: Int, leads: Bool)?
    for (trials, expected) in one.points {
      guard let theirs = other[trials], theirs != expected.estimate else { continue }
      let leads = goal.prefers(expected.estimate, over: theirs)
      if let last, last.leads != leads { found = (trials, last.trials, leads) }
      last = (leads, trials)
    }
    return found
  }

  /// The cost at which the order of two levels turns for the last time; nil if it never does where both are known.
  ///
  /// - Parameters:
  ///   - one: a level.
  ///   - two: another one.
  ///   - each: what a trial of each costs; nil if not known.
  /// - Returns: the cost.
  static func crossingCost(
    _ one: BudgetTrack, _ two: BudgetTrack, each: (Trials) -> Double?
  ) -> Double? {
    guard let mine = each(one.trials), let theirs = each(two.trials), mine > 0, theirs > 0 else {
      return nil
    }
    let costs =
      one.points.map { Double($0.trials) * mine } + two.points.map { Double($0.trials) * theirs }
    let differences = Set(costs).sorted().compactMap { cost -> (cost: Double, value: Double)? in
      guard let left = one.expected(at: cost, each: mine),
        let right = two.expected(at: cost, each: theirs)
      else { return nil }
      return (cost, left - right)
    }
    var found: Double?
    for (before, after) in zip(differences, differences.dropFirst())
    where before.value * after.value < 0 {
      let share = before.value / (before.value - after.value)
      found = before.cost + share * (after.cost - before.cost)
    }
    return found
  }
}
