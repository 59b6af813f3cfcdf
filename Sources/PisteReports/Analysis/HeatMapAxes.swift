internal import PisteCore

/// The two axes that a heat map sets against each other.
struct HeatMapAxes {
  private let first: ResultTable.Axis
  private let second: ResultTable.Axis

  /// Every two axes that vary together within a level.
  ///
  /// Those with the learning rate come last, as it has a figure of its own.
  static func pairs(_ comparison: Comparison) -> [HeatMapAxes] {
    var candidates = comparison.nuisanceAxes
    if !comparison.rates.isEmpty,
      let rate = comparison.table.experiment.axes.first(where: { $0.key == Comparison.rateKey })
    {
      candidates.append(rate)
    }
    var found: [HeatMapAxes] = []
    for distance in 1..<max(1, candidates.count) {
      for (first, second) in zip(candidates, candidates.dropFirst(distance)) {
        let varies = comparison.levels.contains { level in
          let points = Self.points(of: level, first, second)
          return Set(points.map(\.0)).count >= 2 && Set(points.map(\.1)).count >= 2
        }
        if varies { found.append(HeatMapAxes(first: first, second: second)) }
      }
    }
    return found
  }

  /// Whether a run of `level` with a value on both axes has completed.
  func hasResult(_ level: LevelResult, in comparison: Comparison) -> Bool {
    level.configurations.contains { configuration in
      guard configuration.coordinates[first.key] != nil,
        configuration.coordinates[second.key] != nil
      else { return false }
      return comparison.index.runs(of: configuration, comparison.selectionStage).contains {
        $0.isWhole && $0.finalValue(comparison.objective.name) != nil
      }
    }
  }

  /// The axes with the values that `levels` have, numbers in ascending order, the longer axis down.
  func trimmed(
    to levels: [LevelResult]
  ) -> (rows: ResultTable.Axis, columns: ResultTable.Axis) {
    let points = levels.flatMap { Self.points(of: $0, first, second) }
    let one = Self.trimmed(first, to: Set(points.map(\.0)))
    let two = Self.trimmed(second, to: Set(points.map(\.1)))
    return one.values.count < two.values.count ? (two, one) : (one, two)
  }

  private static func points(
    of level: LevelResult, _ first: ResultTable.Axis, _ second: ResultTable.Axis
  ) -> [(String, String)] {
    level.configurations.compactMap { configuration in
      guard let one = configuration.coordinates[first.key],
        let two = configuration.coordinates[second.key]
      else { return nil }
      return (one, two)
    }
  }

  private static func trimmed(
    _ axis: ResultTable.Axis, to values: Set<String>
  ) -> ResultTable.Axis {
    var axis = axis
    var places = axis.values.indices.filter { values.contains(axis.values[$0]) }
    if let numbers = axis.numbers, numbers.count == axis.values.count {
      places.sort { numbers[$0] < numbers[$1] }
      axis.numbers = places.map { numbers[$0] }
    }
    axis.values = places.map { axis.values[$0] }
    return axis
  }
}
