internal import PisteCore
internal import PisteStatistics

/// How much of the variance of a level's tuning results each axis accounts for.
struct SettingShares: Sendable {
  /// What an axis, or several together, account for.
  struct Share: Sendable {
    /// The axes' names joined by `×`, or `seeds`.
    var name: String
    /// The share of the variance; estimated ones may lie a little below 0.
    var share: Double
    /// The probability of as much by chance; nil where it cannot be told.
    var pValue: Double?
  }

  /// The level's name.
  var name: String
  /// The level's color and marker.
  var series: Int
  /// The shares in the order of the axes.
  var shares: [Share]
  /// Whether they are exact, over a full grid.
  var isExact: Bool
  /// The values left out since runs with them did not complete: `learning rate 1`.
  var leftOut: [String]
  /// How many configurations it rests on.
  var count: Int

  /// Finds the shares of a level; nil where too little varies or completed.
  init?(_ trials: Trials, in comparison: Comparison) {
    let axes = comparison.table.experiment.axes.filter { axis in
      axis.key != comparison.table.experiment.compare
        && trials.trials.allSatisfy { $0.configuration.coordinates[axis.key] != nil }
        && Set(trials.trials.compactMap { $0.configuration.coordinates[axis.key] }).count >= 2
    }
    guard !axes.isEmpty, axes.count <= 10 else { return nil }
    name = trials.name
    series = trials.series
    var grid = FullGrid(trials.trials, axes.map(\.key))
    leftOut = grid.trim().map { "\(Comparison.axisName($0)) \($1)" }
    if let cells = grid.cells, let parts = VarianceDecomposition(levels: grid.sizes, cells: cells) {
      isExact = true
      count = cells.count
      let names = grid.keys.map(Comparison.axisName)
      shares = parts.effects.filter { $0.degreesOfFreedom > 0 }.map { effect in
        Share(
          name: effect.factors.map { names[$0] }.joined(separator: " × "), share: effect.share,
          pValue: effect.pValue)
      }
      if let seeds = parts.seedShare { shares.append(Share(name: "seeds", share: seeds)) }
      return
    }
    isExact = false
    leftOut = []
    let complete = trials.trials.filter { $0.value.isFinite }
    guard complete.count >= 8 else { return nil }
    count = complete.count
    let results = complete.map(\.value)
    shares = axes.compactMap { axis in
      let values = complete.map { $0.configuration.coordinates[axis.key] ?? "" }
      let places = Dictionary(
        zip(axis.values, axis.numbers ?? []), uniquingKeysWith: { one, _ in one })
      let numbers = values.compactMap { places[$0] }
      let shuffles = results.count > 500 ? 199 : 999
      let effect =
        numbers.count == values.count
        ? MainEffect.ordered(numbers, results: results, shuffles: shuffles)
        : MainEffect.named(values, results: results, shuffles: shuffles)
      return effect.map {
        Share(name: Comparison.axisName(axis.key), share: $0.share, pValue: $0.pValue)
      }
    }
    if shares.isEmpty { return nil }
  }
}

/// Trials as a grid: every combination of the axes' values once.
private struct FullGrid {
  /// The axes.
  private(set) var keys: [String]
  private var values: [[String]]
  private let trials: [[String]: [Double?]]

  init(_ all: [Trials.Trial], _ keys: [String]) {
    self.keys = keys
    var found: [[String]: [Double?]] = [:]
    values = keys.map { _ in [] }
    for trial in all {
      let point = keys.map { trial.configuration.coordinates[$0] ?? "" }
      for (place, value) in point.enumerated() where !values[place].contains(value) {
        values[place].append(value)
      }
      let runs = trial.score.values.sorted { $0.seed < $1.seed }.map { Optional($0.value) }
      // Two configurations at one point are no grid; neither are cells of which runs are missing.
      let isWhole = trial.score.isComplete && found[point] == nil
      found[point] = isWhole ? runs : [nil]
    }
    trials = found
  }

  /// How many values each axis has.
  var sizes: [Int] { values.map(\.count) }

  /// Takes values out until all cells are whole, each time the one with the largest share of cells that are not.
  ///
  /// - Returns: the axes and values taken out.
  mutating func trim() -> [(key: String, value: String)] {
    var removed: [(key: String, value: String)] = []
    while true {
      let broken = points().filter { (trials[$0] ?? [nil]).contains(nil) }
      guard !broken.isEmpty else { break }
      var worst: (axis: Int, place: Int, share: Double)?
      for (axis, names) in values.enumerated() where names.count > 1 {
        let each = Double(sizes.reduce(1, *)) / Double(names.count)
        for (place, name) in names.enumerated() {
          let share = Double(broken.count { $0[axis] == name }) / each
          if share > worst?.share ?? 0 { worst = (axis, place, share) }
        }
      }
      guard let worst else { break }
      removed.append((keys[worst.axis], values[worst.axis].remove(at: worst.place)))
    }
    return removed
  }

  /// The results cell by cell, the last axis fastest; nil if they are no balanced grid of two cells or more.
  var cells: [[Double]]? {
    let all = points()
    guard all.count >= 4 else { return nil }
    let cells = all.map { (trials[$0] ?? []).compactMap { $0 } }
    guard let count = cells.first?.count, count > 0, cells.allSatisfy({ $0.count == count }) else {
      return nil
    }
    return cells
  }

  private func points() -> [[String]] {
    guard sizes.reduce(1, { $0 * Double($1) }) <= 20_000 else { return [] }
    return values.reduce([[]]) { points, names in
      points.flatMap { point in names.map { point + [$0] } }
    }
  }
}
