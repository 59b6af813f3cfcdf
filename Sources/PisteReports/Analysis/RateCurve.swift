internal import PisteCore

/// How a level's result depends on the learning rate, the other axes tuned away at each rate.
struct RateCurve: Sendable {
  /// One rate.
  struct Point: Sendable {
    /// The learning rate.
    var rate: Double
    /// The best configuration at this rate.
    var configuration: ResultTable.Configuration
    /// Its score by the objective on the seeds that select.
    var score: Score
    /// How many runs at this rate diverged, over all configurations.
    var diverged: Int
    /// How many runs at this rate were planned.
    var planned: Int
    /// How many of them have a result, divergence included.
    var done: Int
  }

  /// The level's name.
  var name: String
  /// The level's color and marker.
  var series: Int
  /// The rates in ascending order.
  var points: [Point]

  /// Finds the best configuration at each rate of a level.
  init(_ level: LevelResult, in comparison: Comparison) {
    name = level.name
    series = level.series ?? 0
    let rated = level.configurations.filter { comparison.rate(of: $0) != nil }
    let groups = Dictionary(grouping: rated) { comparison.rate(of: $0) ?? 0 }
    points = groups.keys.sorted().filter { $0 > 0 }.compactMap { rate in
      var best: (configuration: ResultTable.Configuration, score: Score)?
      var diverged = 0
      var planned = 0
      var done = 0
      for configuration in groups[rate] ?? [] {
        let runs = comparison.index.runs(of: configuration, comparison.selectionStage)
        let score = Score(runs, metric: comparison.objective.name)
        diverged += score.diverged
        planned += score.planned
        done += score.done
        guard let leader = best,
          !score.isBetter(than: leader.score, goal: comparison.objective.goal)
        else {
          best = (configuration, score)
          continue
        }
      }
      return best.map {
        Point(
          rate: rate, configuration: $0.configuration, score: $0.score, diverged: diverged,
          planned: planned, done: done)
      }
    }
  }
}

extension RateCurve {
  /// One curve through levels that are the learning rates themselves; nil where levels have several rates, or share one.
  init?(joining curves: [RateCurve], goal: Goal) {
    guard curves.count > 1, curves.allSatisfy({ $0.points.count == 1 }),
      Set(curves.flatMap { $0.points.map(\.rate) }).count == curves.count
    else { return nil }
    points = curves.flatMap(\.points).sorted { $0.rate < $1.rate }
    var leader = curves[0]
    for curve in curves.dropFirst()
    where curve.points[0].score.isBetter(than: leader.points[0].score, goal: goal) {
      leader = curve
    }
    name = "all levels"
    series = leader.series
  }
}
