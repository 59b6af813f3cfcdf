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
    let split = reported.name.split(separator: "/").first.map(String.init) ?? ""
    guard ["val", "test"].contains(split) else { return [] }
    let accuracy = MetricLabel(name: split + "/accuracy", goal: .maximize)
    var guessing: [String] = []
    var chances: Set<Double> = []
    for level in ranking {
      guard let facts = dataSet(of: level.selected), facts.task.hasClasses else { continue }
      let rows = split == "test" ? facts.testRows : facts.validationRows
      let classes = facts.classes.count
      let values = Score(level.runs, metric: accuracy.name).values.map(\.value)
      guard classes >= 2, rows > 0 else { continue }
      let chance = 1 / Double(classes)
      let lost = values.count { value in
        let right = Int((min(1, max(0, value)) * Double(rows)).rounded())
        return ProportionInterval.wilson(successes: right, trials: rows)
          .map { $0.lower <= chance } ?? false
      }
      guard lost > 0 else { continue }
      chances.insert(chance)
      guessing.append(
        (isCompared ? short(level) : "The best configuration")
          + (lost < values.count ? " (\(lost) of \(values.count) runs)" : ""))
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

  /// The data set of a configuration; nil if the table does not tell.
  func dataSet(of configuration: ResultTable.Configuration?) -> DataSetFacts? {
    let all = table.experiment.datasets
    guard all.count != 1 else { return all.first }
    let name = configuration?.settings["dataset.name"]?.text
    let named = all.filter { $0.name == name }
    return named.count == 1 ? named.first : nil
  }
}
