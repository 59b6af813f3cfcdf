internal import PisteCore

/// The parts of a request as text that is equal exactly where the parts are.
enum ShapeText {
  /// Every part, for the key of the cache.
  static func of(_ request: DataSetRequest) -> String {
    [
      request.name, request.path ?? "-", request.target.map { "target " + $0 } ?? "-",
      request.header.map { "header \($0)" } ?? "-", "limit \(request.limit)",
      "validation \(request.validation)", "test " + (request.test.map { "\($0)" } ?? "-"),
      request.normalize, "seed \(request.splitSeed)", "rows \(request.rows)",
      "noise " + (request.noise.map { "\($0)" } ?? "-"), request.task?.rawValue ?? "-",
    ].joined(separator: "\n")
  }

  /// What shapes the rows, resolved, and no path: for the digest that identifies the data.
  ///
  /// Counts stand for limit and splits, so that 0.1 of 1000 rows and 100 of them are one data set.
  static func resolved(_ request: DataSetRequest, facts: DataSetFacts) -> String {
    [
      "piste rows \(PreparationPlan.version)", facts.name, facts.task.rawValue,
      "training \(facts.trainingRows)", "validation \(facts.validationRows)",
      "test \(facts.testRows)", "seed \(request.splitSeed)", request.normalize,
      "rows \(request.rows)", "noise " + (request.noise.map { "\($0)" } ?? "-"),
    ].joined(separator: "\n")
  }

  /// The parts that requests had not from the beginning, each only where it is not at its default.
  ///
  /// Keys and digests of requests without them stay what they were. Each part is to be added to a
  /// digest by itself, so that none can run into another.
  static func additions(_ request: DataSetRequest) -> [String] {
    let scope = request.normalizeScope
    return (scope == NormalizationScope.feature.rawValue ? [] : ["normalize_scope", scope])
      + request.arguments.keys.flatMap { key in
        [key, request.arguments[key].map(\.description) ?? ""]
      }
  }
}
