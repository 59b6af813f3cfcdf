internal import PisteCore
internal import PisteStatistics

/// How far a level's chosen configuration falls from the number that chose it to the one reported.
struct Optimism: Sendable {
  /// The level's name.
  let name: String
  /// The objective on the seeds that chose, the mean over them.
  let chosen: Double
  /// The objective on the seeds that report, the mean over them.
  let fresh: Double
  /// The reported metric on the same seeds, the mean over them.
  let reported: Double
  /// How many standard errors worse the fresh mean is; nil for fewer than two fresh values or no spread.
  let standardErrors: Double?

  /// Reads it off; nil where the seeds that choose also report, or a mean is missing.
  init?(_ level: LevelResult, in comparison: Comparison) {
    guard comparison.selectionStage == .tune, comparison.sharedSeeds == 0,
      level.configurations.count > 1, let chosen = level.selection.mean,
      let fresh = level.objective.mean, let reported = level.report.mean
    else { return nil }
    name = comparison.short(level)
    self.chosen = chosen
    self.fresh = fresh
    self.reported = reported
    let values = level.objective.values.map(\.value)
    let spread = Moments.standardDeviation(values)
    let fall = comparison.objective.goal == .maximize ? chosen - fresh : fresh - chosen
    let counts = (Double(level.selection.values.count), Double(values.count))
    standardErrors =
      spread > 0 ? fall / (spread * (1 / counts.0 + 1 / counts.1).squareRoot()) : nil
  }

  /// What it says, in words: `Adam 90.10 %, 89.70 %, then 89.20 %`.
  func text(_ comparison: Comparison) -> String {
    let objective = comparison.objective
    var text = "\(comparison.isCompared ? name + " " : "")\(objective.text(chosen)) where chosen, "
    text += "\(objective.text(fresh)) on fresh seeds"
    if comparison.reported.name != objective.name {
      text += ", \(comparison.reported.text(reported)) \(comparison.reported.title)"
    }
    return text
  }
}

extension Comparison {
  /// What choosing by tuning seeds flattered, for the two best levels; nil where nothing was tuned apart.
  var optimismText: String? {
    let found = ranking.prefix(2).compactMap { Optimism($0, in: self) }
    guard !found.isEmpty else { return nil }
    return "\(objective.title): " + found.map { $0.text(self) }.joined(separator: "; ") + "."
  }
}
