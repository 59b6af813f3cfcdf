internal import PisteCore
internal import PisteStatistics

/// What a table says: which configuration each level chose and how the levels compare.
///
/// Selection follows the sweep's own rule, `RankingScore` of the objective at the last epoch over the seeds that
/// select; ties go to grid order.
struct Comparison: Sendable {
  /// The table.
  let table: ResultTable
  /// Its runs by configuration.
  let index: RunIndex
  /// The metric that selects.
  let objective: MetricLabel
  /// The metric that is reported.
  let reported: MetricLabel
  /// The stage whose runs select.
  let selectionStage: Stage
  /// The levels in the order of the file; one if nothing is compared.
  let levels: [LevelResult]
  /// The levels with a result, best first.
  let ranking: [LevelResult]
  /// Every two levels judged against each other.
  let judgement: Judgement

  /// Analyzes a table.
  init(_ table: ResultTable) {
    self.table = table
    let index = RunIndex(table)
    let experiment = table.experiment
    let objective = MetricLabel(name: experiment.objective.name, goal: experiment.objective.goal)
    let reported = MetricLabel(
      name: Self.reportedMetric(of: table), goal: experiment.objective.goal)
    let stage: Stage =
      table.runs.contains { $0.stage == .tune } ? .tune : .evaluate
    let groups = Self.groups(of: experiment)
    let found = groups.enumerated().map { place, group in
      Self.level(
        group.name, place, group.configurations, index: index, stage: stage,
        objective: objective, reported: reported)
    }
    let sorted = Self.ranked(found, goal: objective.goal)
    // As many levels as there are colors are drawn: the best ones, colored in the order of the file.
    let rest = found.filter { $0.report.mean == nil }
    let drawn = (sorted + rest).prefix(Palette.count).map(\.index).sorted()
    func colored(_ level: LevelResult) -> LevelResult {
      var level = level
      level.series = drawn.firstIndex(of: level.index)
      return level
    }
    levels = found.map(colored)
    ranking = sorted.map(colored)
    judgement = Judgement(
      experiment.compare == nil
        ? [] : ranking + levels.filter { $0.report.mean == nil && $0.report.done > 0 },
      goal: objective.goal)
    self.index = index
    self.objective = objective
    self.reported = reported
    selectionStage = stage
  }

  /// Whether one stage both selects and reports.
  var usesSameSeeds: Bool { selectionStage == .evaluate }

  /// How many of the evaluation seeds chose the configurations, too, as only a reproduction may have it.
  var sharedSeeds: Int { usesSameSeeds ? 0 : index.sharedSeeds }

  /// Levels in ranking order, those without a result last.
  var ordered: [LevelResult] { ranking + levels.filter { $0.report.mean == nil } }

  /// The levels that have a color, in the order of the file.
  var drawn: [LevelResult] { levels.filter { $0.series != nil } }

  /// The levels with a result, best first: by their means, or, where runs did not complete, by how
  /// often a run of one is better than those of the others, an incomplete one being the worst.
  private static func ranked(_ levels: [LevelResult], goal: Goal) -> [LevelResult] {
    let found = levels.filter { $0.report.mean != nil }
    let isComplete = found.allSatisfy { $0.report.values.count == $0.report.done }
    let scores = isComplete ? [] : found.map { $0.report.scores(goal) }
    let strengths = found.indices.map { place in
      scores.isEmpty
        ? 0
        : scores.indices.reduce(0.0) { sum, other in
          sum + (other == place ? 0 : CliffsDelta.estimate(scores[place], scores[other]))
        }
    }
    return found.indices.sorted { left, right in
      guard strengths[left] == strengths[right] else { return strengths[left] > strengths[right] }
      guard let one = found[left].report.mean, let two = found[right].report.mean, one != two
      else { return left < right }
      return goal.prefers(one, over: two)
    }.map { found[$0] }
  }

  /// Things of drawn levels, the best level's first, for captions that name only some of them.
  func ranked<Thing>(_ things: [Thing], _ series: (Thing) -> Int) -> [Thing] {
    let places = Dictionary(
      ordered.enumerated().compactMap { place, level in level.series.map { ($0, place) } },
      uniquingKeysWith: { first, _ in first })
    return things.enumerated().sorted { one, other in
      let mine = (places[series(one.element)] ?? .max, one.offset)
      return mine < (places[series(other.element)] ?? .max, other.offset)
    }.map(\.element)
  }

  private static func groups(
    of experiment: ResultTable.Experiment
  ) -> [(name: String, configurations: [ResultTable.Configuration])] {
    guard experiment.compare != nil else {
      let name = experiment.configurations.count == 1 ? "the only one" : "all configurations"
      return [(name, experiment.configurations)]
    }
    let byLevel = Dictionary(grouping: experiment.configurations) { $0.level ?? "–" }
    var names = experiment.levels
    var known = Set(names)
    for configuration in experiment.configurations {
      let name = configuration.level ?? "–"
      if known.insert(name).inserted { names.append(name) }
    }
    return names.map { ($0, byLevel[$0] ?? []) }
  }

  private static func level(
    _ name: String, _ place: Int, _ configurations: [ResultTable.Configuration], index: RunIndex,
    stage: Stage, objective: MetricLabel, reported: MetricLabel
  ) -> LevelResult {
    var best: (configuration: ResultTable.Configuration, score: Score)?
    for configuration in configurations {
      let score = Score(index.runs(of: configuration, stage), metric: objective.name)
      guard let leader = best, !score.isBetter(than: leader.score, goal: objective.goal) else {
        best = (configuration, score)
        continue
      }
    }
    // What was evaluated is what is reported, even if the tuning runs have changed since.
    if stage == .tune, let leader = best, index.runs(of: leader.configuration, .evaluate).isEmpty,
      let evaluated = configurations.first(where: { !index.runs(of: $0, .evaluate).isEmpty })
    {
      best = (
        evaluated, Score(index.runs(of: evaluated, stage), metric: objective.name)
      )
    }
    let runs = best.map { index.reportedRuns(of: $0.configuration) } ?? []
    return LevelResult(
      name: name, index: place, series: nil, configurations: configurations,
      selected: best?.configuration,
      selection: best?.score ?? Score([], metric: objective.name),
      objective: Score(runs, metric: objective.name),
      report: Score(runs, metric: reported.name), runs: runs)
  }

  /// The test metric that answers to the objective, or the objective where there is no test set.
  ///
  /// The data decide, so that the metric stays the same however few of the runs have ended; the curves do only where
  /// nothing is known of the data.
  private static func reportedMetric(of table: ResultTable) -> String {
    let objective = table.experiment.objective.name
    let quantity = objective.split(separator: "/").dropFirst().joined(separator: "/")
    let candidate = "test/" + quantity
    guard !quantity.isEmpty else { return objective }
    let datasets = table.experiment.datasets
    let hasTest =
      datasets.isEmpty
      ? table.runs.contains { $0.curves[candidate] != nil }
      : datasets.allSatisfy { $0.testRows > 0 }
    return hasTest ? candidate : objective
  }
}
