private import PisteCatalog
private import PisteCore
internal import PisteTraining

/// Times the evaluation of a case's test rows.
struct EvaluationTiming {
  let item: CoreCase
  let rows: CaseRows

  /// Measures and prints.
  func run(rounds: Int, peak: Double) throws {
    guard let evaluated = rows.evaluated else { return }
    let data = TrainingData(
      training: rows.data.training, validation: evaluated, test: evaluated.prefix(0), owner: nil)
    let settings = Catalog.complete(item.settings(optimizer: "sgd"), facts: rows.facts)
    var trainer = Trainer(
      try Recipe(settings: settings, facts: rows.facts), data: data, seed: 1)
    let times = Timing.perExecution(rounds: rounds, atLeast: 0.1) { count in
      for _ in 0..<count { _ = trainer.evaluate() }
    }
    let rate = Double(evaluated.count) / times.median
    let operations = rate * 2 * Double(item.weights)
    print(
      "evaluation of \(evaluated.count) rows of \(item.name): \(TextColumns.kilo(rate)) rows/s, "
        + "\(TextColumns.giga(operations)) GFLOP/s, "
        + "\(NumberFormat.percent(operations / peak, digits: 0)) of the peak")
  }
}
