internal import PisteCore
internal import PisteStatistics

/// What the order of the two best levels would be if each had been tuned with fewer trials.
///
/// A trial is a configuration with its mean objective over the seeds that select. Over a grid the curves
/// speak of a random subset of its points.
///
/// > Source: Dodge and others, "Show Your Work", EMNLP 2019, without replacement; Sivaprasad and others,
/// > "Optimizer Benchmarking Needs to Account for Hyperparameter Tuning", ICML 2020.
struct TuningBudget: Sendable {
  /// The names of the two levels, the one that leads the report first.
  let names: (first: String, second: String)
  /// How many trials each level made.
  let trials: (first: Int, second: Int)
  /// The expected best of n trials of each level, for n from 1 to the smaller number of trials.
  let expected: [(first: Double, second: Double)]
  /// The chance that the first level's best of as many trials as both have is the better one.
  let chance: Double
  private let objective: MetricLabel

  /// Reads the budgets off; nil where a level has fewer than two trials.
  init?(_ first: LevelResult, _ second: LevelResult, in comparison: Comparison) {
    let one = Self.results(of: first, in: comparison)
    let two = Self.results(of: second, in: comparison)
    let count = min(one.count, two.count)
    guard count >= 2 else { return nil }
    let goal = comparison.objective.goal
    let curves = (
      ExpectedBest.withoutReplacement(one, goal: goal),
      ExpectedBest.withoutReplacement(two, goal: goal)
    )
    names = (comparison.short(first), comparison.short(second))
    trials = (one.count, two.count)
    expected = (0..<count).map { (curves.0[$0], curves.1[$0]) }
    chance = ChanceOfBest.afterTrials(count, of: [one, two], goal: goal)[0]
    objective = comparison.objective
  }

  /// The most trials each with which the second level is expected to lead while the first does with all;
  /// nil where the order never turns.
  var reversal: Int? {
    guard let last = expected.last, leads(last) == true else { return nil }
    return expected.indices.last { leads(expected[$0]) == false }.map { $0 + 1 }
  }

  /// What to say of smaller budgets, in a sentence or two.
  var text: String {
    let most = expected.count
    guard let last = expected.last else { return "" }
    var text = ""
    if trials.first != trials.second {
      text = "\(names.first) was tuned with \(trials.first) trials, \(names.second) with "
      text += "\(trials.second). With \(most) each, the expected best \(objective.title) is "
      text += "\(value(last.first)) against \(value(last.second)), and \(names.first) is the better "
      text += "one with probability \(NumberFormat.fixed(chance, digits: 2)). "
    }
    switch leads(last) {
    case true?:
      guard let reversal else {
        return text + "\(names.first) is expected to lead at every budget from 1 to "
          + "\(NumberFormat.count(most, "trial")) each."
      }
      let pair = expected[reversal - 1]
      return text + "With \(NumberFormat.count(reversal, "tuning trial")) each the order reverses: "
        + "the expected best \(objective.title) is \(value(pair.second)) for \(names.second), "
        + "\(value(pair.first)) for \(names.first)."
    case false?:
      return text + "By the \(objective.title) that chose, \(names.second) leads with \(most) trials "
        + "each, so the choice and the report do not agree on the order."
    case nil:
      return text + "Neither leads by the \(objective.title) that chose with \(most) trials each."
    }
  }

  /// Whether the first one leads; nil where neither does.
  private func leads(_ pair: (first: Double, second: Double)) -> Bool? {
    if objective.goal.prefers(pair.first, over: pair.second) { return true }
    if objective.goal.prefers(pair.second, over: pair.first) { return false }
    return nil
  }

  private func value(_ value: Double) -> String {
    value.isFinite ? objective.text(value) : "none, runs that diverged being all there may be"
  }

  private static func results(of level: LevelResult, in comparison: Comparison) -> [Double] {
    level.configurations.compactMap { configuration in
      let score = Score(
        comparison.index.runs(of: configuration, comparison.selectionStage),
        metric: comparison.objective.name)
      // What has not ended yet is no trial; what ended without a value is the worst of them.
      guard score.done > 0 else { return nil }
      return score.isComplete ? score.mean ?? .nan : .nan
    }
  }
}
