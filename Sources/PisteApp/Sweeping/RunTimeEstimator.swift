package import PisteCore

/// Guesses how long runs will take from how long others took.
///
/// A run of equal settings, seed aside, tells best; then runs that share data, network, batch and
/// optimizer, then those that share the data, then any, each by its seconds an epoch.
package struct RunTimeEstimator {
  /// A run that completed.
  package struct Sample {
    /// Its resolved settings.
    package var settings: Settings
    /// Its wall time.
    package var seconds: Double

    /// Creates a sample.
    package init(settings: Settings, seconds: Double) {
      self.settings = settings
      self.seconds = seconds
    }
  }

  /// What an estimate rests on, the best first.
  package enum Basis: Int, Comparable, Sendable {
    case equal
    case similar
    case sameData
    case any

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The runs in words, behind "by earlier runs".
    package var phrase: String {
      switch self {
      case .equal: "of equal settings"
      case .similar: "of the same data, network and optimizer"
      case .sameData: "of the same data"
      case .any: "of other settings"
      }
    }
  }

  private var equal: [Settings: Mean] = [:]
  private var similar: [Settings: Mean] = [:]
  private var sameData: [SettingValue: Mean] = [:]
  private var any = Mean()

  /// Creates an estimator from what is known.
  package init(_ samples: [Sample]) {
    for sample in samples {
      equal[sample.settings, default: Mean()].add(sample.seconds)
      let pace = sample.seconds / Self.epochs(sample.settings)
      similar[Self.likeness(sample.settings), default: Mean()].add(pace)
      if let data = sample.settings["dataset.name"] { sameData[data, default: Mean()].add(pace) }
      any.add(pace)
    }
  }

  /// The seconds that a run of these settings will take; nil where nothing is known at all.
  package func estimate(of settings: Settings) -> (seconds: Double, basis: Basis)? {
    if let mean = equal[settings] { return (mean.value, .equal) }
    let epochs = Self.epochs(settings)
    if let mean = similar[Self.likeness(settings)] { return (mean.value * epochs, .similar) }
    if let mean = settings["dataset.name"].flatMap({ sameData[$0] }) {
      return (mean.value * epochs, .sameData)
    }
    return any.count > 0 ? (any.value * epochs, .any) : nil
  }

  private static let likenessKeys = [
    "dataset.name", "dataset.limit", "dataset.path", "model.hidden", "batch_size",
    "optimizer.name", "diagnostics",
  ]

  private static func likeness(_ settings: Settings) -> Settings {
    Settings(settings.values.filter { likenessKeys.contains($0.key) })
  }

  private static func epochs(_ settings: Settings) -> Double {
    max(1, settings["epochs"]?.number ?? 1)
  }

  private struct Mean {
    var sum = 0.0
    var count = 0

    var value: Double { sum / Double(max(1, count)) }

    mutating func add(_ value: Double) {
      sum += value
      count += 1
    }
  }
}
