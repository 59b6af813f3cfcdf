internal import PisteCore
internal import PisteExperiments
internal import PisteStore

/// How long runs took in the past, by what they were set to, whatever their seed and their epochs.
struct RunHistory {
  private let secondsPerEpoch: [String: Double]

  /// Reads the runs that have a result, whichever experiment they are of.
  ///
  /// - Throws: `StoreError` if the store cannot be read.
  init(_ store: RunStore) throws { secondsPerEpoch = try store.secondsPerEpoch() }

  /// Seconds that each run will take, as far as there is a run like it.
  func expectedSeconds(of runs: [RunPlan]) -> [RunID: Double] {
    guard !secondsPerEpoch.isEmpty else { return [:] }
    var ofConfiguration: [String: Double?] = [:]
    var result: [RunID: Double] = [:]
    for run in runs {
      let seconds =
        ofConfiguration[run.configuration] ?? expectedSeconds(of: run.settings)
      ofConfiguration[run.configuration] = seconds
      result[run.id] = seconds
    }
    return result
  }

  private func expectedSeconds(of settings: Settings) -> Double? {
    guard let key = try? RunStore.historyKey(of: settings), let seconds = secondsPerEpoch[key]
    else { return nil }
    return seconds * (settings["epochs"]?.number ?? 1)
  }
}
