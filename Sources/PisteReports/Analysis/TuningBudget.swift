internal import PisteCore
internal import PisteStatistics

/// What the order of the two best levels would be if each had been tuned with fewer trials.
///
/// A trial is a configuration with its mean objective over the seeds that select; one with a run that did
/// not complete is the worst. Over a grid the chances speak of a random subset of its points.
///
/// > Source: Sivaprasad and others, "Optimizer Benchmarking Needs to Account for Hyperparameter Tuning",
/// > ICML 2020, for the chances; Dodge and others, "Show Your Work", EMNLP 2019, for the expected best,
/// > here without replacement.
struct TuningBudget: Sendable {
  /// What is to be expected of n trials each.
  struct Point: Sendable {
    /// n.
    var trials: Int
    /// The chance that the first level's best is the better one, ties ½.
    var chance: Double
    /// The expected best of each level; not finite where runs that diverged may be all there are.
    var expected: (first: Double, second: Double)
  }

  /// The names of the two levels, the one that leads the report first.
  let names: (first: String, second: String)
  /// How many trials each level made.
  let trials: (first: Int, second: Int)
  /// Budgets from 1 to the smaller number of trials: every one up to 40, then about a twentieth apart.
  let points: [Point]
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
    var budgets: [Int] = []
    while (budgets.last ?? 0) < count {
      let last = budgets.last ?? 0
      budgets.append(min(count, last + max(1, last / 20)))
    }
    points = budgets.map { budget in
      Point(
        trials: budget,
        chance: ChanceOfBest.afterTrials(budget, of: [one, two], goal: goal)[0],
        expected: (curves.0[budget - 1], curves.1[budget - 1]))
    }
    objective = comparison.objective
  }

  /// The largest budget at which the second level is the likelier one to lead, while the first is with all
  /// trials; nil where the order never turns.
  var reversal: Point? {
    guard let last = points.last, last.chance > 0.5 else { return nil }
    return points.last { $0.chance < 0.5 }
  }

  /// What to say of smaller budgets, in a sentence or two.
  var text: String {
    guard let last = points.last else { return "" }
    let most = NumberFormat.count(last.trials, "trial")
    var text = ""
    if trials.first != trials.second {
      text = "\(names.first) was tuned with \(trials.first) trials, \(names.second) with "
      text += "\(trials.second). With \(last.trials) each, "
      text += "\(names.first) has the better best with probability "
      text += "\(NumberFormat.fixed(last.chance, digits: 2))\(values(last)). "
    }
    if last.chance == 0.5 {
      return text + "Neither leads by the \(objective.title) that chose with \(most) each."
    }
    guard last.chance > 0.5 else {
      return text
        + "By the \(objective.title) that chose, \(names.second) leads with \(most) each, "
        + "so the choice and the report do not agree on the order."
    }
    guard let reversal else {
      return text
        + "\(names.first) is the likelier one to lead at every budget from 1 to \(most) each."
    }
    return text
      + "With \(NumberFormat.count(reversal.trials, "tuning trial")) each the order reverses: "
      + "\(names.second) has the better best with probability "
      + "\(NumberFormat.fixed(1 - reversal.chance, digits: 2))\(values(reversal))."
  }

  /// The expected bests in brackets; empty where one is not finite.
  private func values(_ point: Point) -> String {
    guard point.expected.first.isFinite, point.expected.second.isFinite else { return "" }
    return " (expected best \(objective.title): \(names.first) "
      + "\(objective.text(point.expected.first)), \(names.second) "
      + "\(objective.text(point.expected.second)))"
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
