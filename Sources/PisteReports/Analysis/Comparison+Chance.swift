internal import PisteCatalog
internal import PisteCore
internal import PisteStatistics

extension Comparison {
  /// Says which levels' reported runs cannot be told from guessing among the classes.
  ///
  /// A run cannot where Wilson's 95 % interval of its accuracy, by the count of rows it was
  /// measured on, reaches down to 1 / C. How often each class occurs is not known here, so that
  /// always naming the most frequent one may do better than that.
  var chanceCaveats: [Caveat] {
    var guessing: [String] = []
    var chances: Set<Double> = []
    let accuracy = chanceMetric
    for level in ranking {
      let found = atChance(level)
      guard let chance = found.chance, !found.runs.isEmpty else { continue }
      let count = Score(level.runs, metric: accuracy.name).values.count
      chances.insert(chance)
      guessing.append(
        (isCompared ? short(level) : "The best configuration")
          + (found.runs.count < count ? " (\(found.runs.count) of \(count) runs)" : ""))
    }
    guard let chance = chances.first else { return [] }
    let share = chances.count == 1 ? " (\(accuracy.text(chance)))" : ""
    let verb = guessing.count == 1 ? "has" : "have"
    return [
      Caveat(
        .didNotLearn,
        "\(Prose.list(guessing)) \(verb) not been seen to learn: the "
          + "\(accuracy.title) cannot be told from that of guessing among the classes\(share).")
    ]
  }

  /// The reported runs that cannot be told from guessing.
  var runsAtChance: [ResultTable.Run] { ranking.flatMap { atChance($0).runs } }

  /// The accuracy of the rows that are reported.
  private var chanceMetric: MetricLabel {
    let split = reported.name.split(separator: "/").first.map(String.init) ?? ""
    return MetricLabel(name: split + "/accuracy", goal: .maximize)
  }

  /// The accuracy 1 / C of guessing, and the runs of a level that cannot be told from it; none where the
  /// data have no classes or the rows are training rows.
  private func atChance(_ level: LevelResult) -> (chance: Double?, runs: [ResultTable.Run]) {
    let accuracy = chanceMetric.name
    guard accuracy.hasPrefix("val/") || accuracy.hasPrefix("test/"),
      let facts = dataSet(of: level.selected), facts.task.hasClasses
    else { return (nil, []) }
    let rows = accuracy.hasPrefix("test/") ? facts.testRows : facts.validationRows
    guard facts.classes.count >= 2, rows > 0 else { return (nil, []) }
    let chance = 1 / Double(facts.classes.count)
    let lost = level.runs.filter { run in
      guard run.isWhole, let value = run.finalValue(accuracy) else { return false }
      let right = Int((min(1, max(0, value)) * Double(rows)).rounded())
      return ProportionInterval.wilson(successes: right, trials: rows)
        .map { $0.lower <= chance } ?? false
    }
    return (chance, lost)
  }

  /// The data set of a configuration; nil if the table does not tell.
  func dataSet(of configuration: ResultTable.Configuration?) -> DataSetFacts? {
    let all = table.experiment.datasets
    guard all.count != 1 else { return all.first }
    let name = configuration?.settings["dataset.name"]?.text
    let named = all.filter { $0.name == name }
    return named.count == 1 ? named.first : nil
  }
}
