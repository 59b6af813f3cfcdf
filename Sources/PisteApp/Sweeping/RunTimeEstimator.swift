package import PisteCore
internal import PisteExperiments
package import PisteStore

/// Guesses how long runs will take from how long others took.
///
/// All by their seconds an epoch: runs of equal settings, seed aside, tell best; then runs that share
/// data, network, batch and optimizer, then those that share the data, then any.
package struct RunTimeEstimator {
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
  ///
  /// - Throws: `DecodingError` if settings are no JSON.
  package init(_ paces: [RunPace]) throws {
    for pace in paces {
      let settings = try Settings(json: pace.settingsJSON)
      equal[Self.essence(settings), default: Mean()].add(pace)
      similar[Self.likeness(settings), default: Mean()].add(pace)
      if let data = settings["dataset.name"] { sameData[data, default: Mean()].add(pace) }
      any.add(pace)
    }
  }

  /// The seconds that a run of these settings will take; nil where nothing is known at all.
  package func estimate(of settings: Settings) -> (seconds: Double, basis: Basis)? {
    let epochs = max(1, settings["epochs"]?.number ?? 1)
    if let mean = equal[Self.essence(settings)] { return (mean.value * epochs, .equal) }
    if let mean = similar[Self.likeness(settings)] { return (mean.value * epochs, .similar) }
    if let mean = settings["dataset.name"].flatMap({ sameData[$0] }) {
      return (mean.value * epochs, .sameData)
    }
    return any.count > 0 ? (any.value * epochs, .any) : nil
  }

  /// Seconds that each run will take, as far as runs like it have been made on the same data.
  func expectedSeconds(of runs: [RunPlan]) -> [RunID: Double] {
    guard any.count > 0 else { return [:] }
    var ofConfiguration: [String: Double?] = [:]
    var result: [RunID: Double] = [:]
    for run in runs {
      let seconds =
        ofConfiguration[run.configuration]
        ?? estimate(of: run.settings).flatMap { $0.basis <= .similar ? $0.seconds : nil }
      ofConfiguration[run.configuration] = seconds
      result[run.id] = seconds
    }
    return result
  }

  /// What decides how long an epoch takes: all but how many there are and how often they are saved.
  private static func essence(_ settings: Settings) -> Settings {
    Settings(settings.values.filter { $0.key != "epochs" && !$0.key.hasPrefix("checkpoint.") })
  }

  private static let likenessKeys = [
    "dataset.name", "dataset.limit", "dataset.path", "model.hidden", "batch_size",
    "optimizer.name", "diagnostics",
  ]

  private static func likeness(_ settings: Settings) -> Settings {
    Settings(settings.values.filter { likenessKeys.contains($0.key) })
  }

  private struct Mean {
    var sum = 0.0
    var count = 0

    var value: Double { sum / Double(max(1, count)) }

    mutating func add(_ pace: RunPace) {
      sum += pace.secondsPerEpoch * Double(pace.runs)
      count += pace.runs
    }
  }
}
