internal import PisteCore
internal import PisteStatistics

/// The learning curves of one level's best configuration.
struct CurveSet: Sendable {
  /// One run's curve.
  struct Curve: Sendable {
    /// The run's seed.
    var seed: UInt64
    /// How it stands.
    var status: RunStatus
    /// Values by epoch from 1; nil where not finite.
    var values: [Double?]
    /// Whether it went as far as its settings let it go.
    var isWhole: Bool
    /// The value it ended with.
    var final: Double?

    /// The value at an epoch, by its place from 0; behind the end, the one it ended with.
    func value(at place: Int) -> Double? { place < values.count ? values[place] : final }
  }

  /// The mean at one epoch.
  struct Point: Sendable {
    /// The epoch, from 1.
    var epoch: Int
    /// The mean over the runs that completed.
    var mean: Double
    /// Its 95 % t interval; nil for one run.
    var interval: Interval?
    /// How many runs it is made of.
    var count: Int
  }

  /// The level's name.
  var name: String
  /// The level's color and marker.
  var series: Int
  /// Every run's curve.
  var curves: [Curve]
  /// The mean over the whole runs, epoch by epoch; one that its patience ended stays in it with the
  /// value it ended with.
  var means: [Point]

  /// Reads the curves of `metric` off a level's runs.
  init(_ level: LevelResult, _ runs: [ResultTable.Run], metric: String) {
    name = level.name
    series = level.series ?? 0
    curves = runs.compactMap { run in
      run.curves[metric].map {
        Curve(
          seed: run.seed, status: run.status, values: $0, isWhole: run.isWhole,
          final: run.finalValue(metric))
      }
    }
    let completed = curves.filter(\.isWhole)
    let last = completed.map(\.values.count).max() ?? 0
    means = (0..<last).compactMap { place in
      let values = completed.compactMap { $0.value(at: place) }
      guard !values.isEmpty else { return nil }
      return Point(
        epoch: place + 1, mean: Moments.mean(values), interval: MeanInterval.student(values),
        count: values.count)
    }
  }

  /// What a mean's interval leaves, as it can be drawn; nil for one run.
  ///
  /// - Parameters:
  ///   - point: the mean.
  ///   - kind: how the axis spaces values. A logarithmic one has no place for 0, so that an interval which reaches it
  ///     ends at the lowest run.
  /// - Returns: the ends of the interval.
  func reach(_ point: Point, on kind: Scale.Kind) -> ClosedRange<Double>? {
    guard let interval = point.interval else { return nil }
    var lower = interval.lower
    if kind == .log, lower <= 0 {
      lower = curves.filter(\.isWhole).compactMap { $0.value(at: point.epoch - 1) }.min() ?? lower
    }
    return min(lower, interval.upper)...interval.upper
  }

  /// Whether some interval reaches 0, for which a logarithmic axis has no place.
  var reachesZero: Bool { means.contains { ($0.interval?.lower ?? 1) <= 0 } }

  /// The epoch of the last finite value of a curve, with that value.
  static func end(of curve: Curve) -> (epoch: Int, value: Double)? {
    for (place, value) in curve.values.enumerated().reversed() {
      if let value { return (place + 1, value) }
    }
    return nil
  }
}
