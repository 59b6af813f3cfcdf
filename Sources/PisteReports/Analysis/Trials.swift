private import Foundation
internal import PisteCore
internal import PisteStatistics

/// The configurations that a level was tuned with, each with what it scored and what it cost.
struct Trials: Sendable {
  /// One configuration.
  struct Trial: Sendable {
    /// The configuration.
    var configuration: ResultTable.Configuration
    /// Its score by the objective on the seeds that select.
    var score: Score
    /// The mean of a configuration all of whose runs completed; NaN for others, which ranks last.
    var value: Double
    /// The epochs that all its runs took.
    var epochs: Double
    /// The seconds that all its runs took; nil if not known of each.
    var seconds: Double?
  }

  /// The level's name.
  var name: String
  /// The level's color and marker.
  var series: Int
  /// The configurations in grid order that have a result.
  var trials: [Trial]

  /// Reads the trials of a level.
  init(_ level: LevelResult, in comparison: Comparison) {
    name = level.name
    series = level.series ?? 0
    trials = level.configurations.compactMap { configuration in
      let runs = comparison.index.runs(of: configuration, comparison.selectionStage)
      let score = Score(runs, metric: comparison.objective.name)
      guard score.done > 0, score.done == score.planned else { return nil }
      let times = runs.compactMap(\.seconds)
      return Trial(
        configuration: configuration, score: score,
        value: score.isComplete ? score.mean ?? .nan : .nan,
        epochs: Double(runs.reduce(0) { $0 + $1.epochCount }),
        seconds: times.count == runs.count ? times.reduce(0, +) : nil)
    }
  }

  /// The values in grid order.
  var values: [Double] { trials.map(\.value) }
  /// The mean of epochs that a trial takes; NaN for no trials.
  var epochsPerTrial: Double { Moments.mean(trials.map(\.epochs)) }
  /// The mean of seconds that a trial takes; nil if not known of each.
  var secondsPerTrial: Double? {
    let times = trials.compactMap(\.seconds)
    return times.isEmpty || times.count < trials.count ? nil : Moments.mean(times)
  }
}

extension Comparison {
  /// The trials of each drawn level that has any, in the order of the file.
  var trials: [Trials] {
    drawn.map { Trials($0, in: self) }.filter { !$0.trials.isEmpty }
  }

  /// Numbers of trials to look at: 1, 2, 3 and on at nearly equal ratios up to `most`.
  static func budgets(upTo most: Int, count: Int = 24) -> [Int] {
    guard most > count else { return most >= 1 ? Array(1...most) : [] }
    var result: [Int] = []
    var next = 1.0
    let ratio = pow(Double(most), 1 / Double(count - 1))
    while Int(next.rounded()) < most {
      let whole = Int(next.rounded())
      if whole != result.last { result.append(whole) }
      next = max(next * ratio, Double(whole + 1))
    }
    return result + [most]
  }
}
