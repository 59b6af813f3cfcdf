public import PisteCore

/// An experiment held against its data: every configuration and every run, in order.
public struct Plan: Sendable {
  /// The experiment.
  public let experiment: Experiment
  /// What "better" means, concrete now that the task is known.
  public let objective: Objective
  /// Every configuration, in grid order.
  public let configurations: [Configuration]
  /// The levels of the compared factor in grid order; empty where nothing is compared.
  public let levels: [String]
  /// What is known of each data set in use.
  public let dataSets: [DataSetFacts]
  /// How many configurations of the grid stay behind `run_cap`.
  public let beyondCap: Int
  /// How many points of the grid each constraint of `where` is false for, by itself.
  public let constraintCounts: [Int]

  init(
    experiment: Experiment, objective: Objective, configurations: [Configuration],
    dataSets: [DataSetFacts], beyondCap: Int = 0, constraintCounts: [Int] = []
  ) {
    self.experiment = experiment
    self.objective = objective
    self.configurations = configurations
    self.dataSets = dataSets
    self.beyondCap = beyondCap
    self.constraintCounts = constraintCounts
    var seen: Set<String> = []
    levels = configurations.compactMap(\.level).filter { seen.insert($0).inserted }
  }

  /// Whether tuning runs choose what the evaluation seeds report.
  public var isStaged: Bool { !experiment.seeds.tune.isEmpty }

  /// The runs of the first stage, configurations in grid order, seeds fastest; empty where there
  /// is one stage only.
  public var tuning: [RunPlan] {
    runs(of: configurations, on: experiment.seeds.tune, stage: .tune, after: 0)
  }

  /// The runs that can start at once: of the first stage, or of the only one.
  public var initialRuns: [RunPlan] { isStaged ? tuning : evaluation(after: [:]) }

  /// The seeds that the evaluation adds: a reproduction may report seeds that tuning used already.
  private var addedSeeds: [UInt64] {
    experiment.seeds.evaluate.filter { !experiment.seeds.tune.contains($0) }
  }

  /// How many configurations are evaluated: all in one stage, otherwise one for each level.
  private var evaluatedConfigurations: Int {
    isStaged ? max(1, levels.count) : configurations.count
  }

  /// The count of evaluation runs, known before any tuning run has ended.
  public var evaluationCount: Int { evaluatedConfigurations * addedSeeds.count }

  /// The count of all runs.
  public var runCount: Int {
    configurations.count * experiment.seeds.tune.count + evaluationCount
  }

  /// The configurations to evaluate, one for each level, from what the tuning runs gave.
  ///
  /// Those whose tuning runs all completed, or were ended by their own patience, rank by the mean of
  /// the metric they ended with, ties in grid order; then those with some such runs; a level without
  /// any has its first.
  public func selected(after results: [RunID: RunResult]) -> [Configuration] {
    guard isStaged else { return configurations }
    let groups: [[Configuration]] =
      levels.isEmpty
      ? [configurations] : levels.map { level in configurations.filter { $0.level == level } }
    return groups.compactMap { group in
      Selection.best(
        of: group, seeds: experiment.seeds.tune, goal: objective.goal, results: results)
    }
  }

  /// The evaluation runs, numbered behind the tuning runs.
  ///
  /// - Parameter results: What the tuning runs gave; a run that is missing counts as not completed.
  ///   Ignored where there is one stage only.
  /// - Returns: The runs, levels in grid order, seeds fastest.
  public func evaluation(after results: [RunID: RunResult]) -> [RunPlan] {
    runs(
      of: selected(after: results), on: addedSeeds, stage: .evaluate,
      after: configurations.count * experiment.seeds.tune.count)
  }

  private func runs(
    of configurations: [Configuration], on seeds: [UInt64], stage: Stage, after count: Int
  ) -> [RunPlan] {
    var runs: [RunPlan] = []
    for configuration in configurations {
      for seed in seeds {
        runs.append(
          RunPlan(
            id: configuration.runID(seed: seed), number: count + runs.count + 1, stage: stage,
            configuration: configuration.id, level: configuration.level, seed: seed,
            settings: configuration.settings, dataDigest: configuration.dataDigest))
      }
    }
    return runs
  }
}
