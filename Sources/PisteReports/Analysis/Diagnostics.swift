internal import PisteCore
internal import PisteStatistics

/// What the runs measured of the networks' insides, as last recorded for each level.
struct Diagnostics: Sendable {
  /// How many metrics are listed at most.
  static let listedMetrics = 25
  /// How many levels are listed at most.
  static let listedLevels = 8
  /// The quantities in the order in which they are listed.
  private static let quantities = [
    "hessian_max", "rate_times_sharpness", "grad_norm", "weight_norm", "update_ratio",
    "activation_mean", "activation_std", "dead_units", "effective_units",
  ]

  /// The metrics listed, by quantity and then from the first layer on.
  let names: [String]
  /// How many more there are.
  let leftOut: Int
  /// The levels listed, best first.
  let levels: [LevelResult]
  /// How many more there are.
  let levelsLeftOut: Int

  /// Looks for them; nil if no reported run has any.
  init?(_ comparison: Comparison) {
    let found = Set(comparison.ordered.flatMap(\.runs).flatMap { $0.curves.keys })
      .filter(Self.isDiagnostic)
    guard !found.isEmpty else { return nil }
    let groups = Self.quantities.map { quantity in
      found.filter { Self.quantity(of: $0) == quantity }.sorted { Self.precedes($0, $1) }
    }
    // Every quantity has its turn, layer by layer, so that no long one takes all the room.
    var counts = groups.map { _ in 0 }
    var room = min(Self.listedMetrics, found.count)
    while room > 0 {
      for place in groups.indices where room > 0 && counts[place] < groups[place].count {
        counts[place] += 1
        room -= 1
      }
    }
    names = zip(groups, counts).flatMap { $0.prefix($1) }
    leftOut = found.count - names.count
    let measured = comparison.ordered.filter { level in
      level.runs.contains { $0.curves.keys.contains(where: Self.isDiagnostic) }
    }
    levels = Array(measured.prefix(Self.listedLevels))
    levelsLeftOut = measured.count - levels.count
  }

  /// The metric's last recorded value, the mean over the runs that completed; nil if there is none.
  func value(_ name: String, of level: LevelResult) -> Double? {
    let values = level.runs.filter(\.isWhole).compactMap { run in
      run.curves[name]?.last { $0 != nil } ?? nil
    }
    return values.isEmpty ? nil : Moments.mean(values)
  }

  /// Whether a metric is one of the networks' insides.
  static func isDiagnostic(_ name: String) -> Bool {
    let quantity = quantity(of: name)
    return quantities.contains(quantity) && name != Metric.gradientNorm
  }

  private static func quantity(of name: String) -> String {
    name.split(separator: "/", maxSplits: 1).first.map(String.init) ?? name
  }

  /// Whether one metric stands before another: `2.weight` before `10.weight`.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    let one = left.split { "/.".contains($0) }
    let other = right.split { "/.".contains($0) }
    for (a, b) in zip(one, other) where a != b {
      if let a = Int(a), let b = Int(b) { return a < b }
      return a < b
    }
    return one.count < other.count
  }
}
