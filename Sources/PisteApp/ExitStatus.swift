/// How the program ends: a documented function of what happened.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Every run has an outcome; a divergence is one.
  case success = 0
  /// Some run failed or was lost, a report is stale, a check of `--fail-on` fired, or a run is not verified.
  case failure = 1
  /// A flag or an argument that makes no sense.
  case usage = 64
  /// A fault in an experiment file or in data.
  case badInput = 65
  /// No such run or experiment.
  case notFound = 66
  /// Something in Piste itself went wrong.
  case software = 70
  /// The store or a file could not be read or written.
  case storeTrouble = 74
  /// Another sweep writes to the store.
  case storeInUse = 75
  /// Ctrl-C or TERM; all that was recorded is kept.
  case interrupted = 130
}
