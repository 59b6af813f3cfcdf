public import PisteCore

/// Where a store's files lie: one folder, `.piste` by default.
///
///     store.sqlite           experiments, runs, metrics
///     store.sqlite.new       a store being made, until it is whole
///     artifacts/<run id>/    weights, and the checkpoint of a run that is under way
///     logs/<run id>.log      what the run's workers wrote to their standard error
///     cache/                 decoded data sets, shared by the workers
///     writer.lock            who writes at present
public struct StoreLocation: Hashable, Sendable {
  /// The folder, as it was named; a relative path is relative to the working directory.
  public let directory: String

  /// Names a store's folder; touches nothing.
  public init(directory: String) {
    // SQLite would read `file:` as the beginning of a URI.
    self.directory = directory.hasPrefix("file:") ? "./" + directory : directory
  }

  /// The database.
  public var databasePath: String { directory + "/store.sqlite" }

  /// The file that the writer locks and signs.
  public var lockPath: String { directory + "/writer.lock" }

  /// The folder of decoded data sets.
  public var cacheDirectory: String { directory + "/cache" }

  /// The folder that holds a folder for each run's weights.
  public var artifactsDirectory: String { directory + "/artifacts" }

  /// The folder of the runs' logs.
  public var logsDirectory: String { directory + "/logs" }

  /// The folder of one run's weights; not created here.
  public func artifacts(of run: RunID) -> String { "\(artifactsDirectory)/\(run.hex)" }

  /// The file from which one run resumes; there while it is under way, or waits to go on.
  public func checkpoint(of run: RunID) -> String {
    artifacts(of: run) + "/checkpoint.safetensors"
  }

  /// The log of one run, which all its attempts append to.
  public func log(of run: RunID) -> String { "\(logsDirectory)/\(run.hex).log" }
}
