public import PisteExperiments

/// One attempt at one run, with the places where it may read and write.
///
/// All paths are absolute, so that it does not matter in which folder a worker stands.
public struct Assignment: Codable, Hashable, Sendable {
  /// What to train.
  public var plan: RunPlan
  /// Which attempt at the run this is, from 1.
  public var attempt: Int
  /// The file to which stderr goes from now on; all attempts at a run append to one file.
  public var logFile: String
  /// The folder for weights; nil where none are to be kept.
  public var artifactsDirectory: String?
  /// Whether the weights before the first step are kept too, beside the final ones.
  public var keepsInitialWeights: Bool
  /// The file in which the run's state is kept while it is under way; nil for nowhere.
  public var checkpointFile: String?
  /// How many of the run's epochs earlier attempts have told, from the first on: a checkpoint that
  /// needs more of them is of no use.
  public var recordedEpochs: Int
  /// The folder of decoded data sets, which all workers share.
  public var cacheDirectory: String
  /// The folder against which relative paths of the settings are read.
  public var baseDirectory: String

  /// Creates an assignment.
  public init(
    plan: RunPlan, attempt: Int, logFile: String, artifactsDirectory: String?,
    keepsInitialWeights: Bool = true, checkpointFile: String? = nil, recordedEpochs: Int = 0,
    cacheDirectory: String, baseDirectory: String
  ) {
    self.plan = plan
    self.attempt = attempt
    self.logFile = logFile
    self.artifactsDirectory = artifactsDirectory
    self.keepsInitialWeights = keepsInitialWeights
    self.checkpointFile = checkpointFile
    self.recordedEpochs = recordedEpochs
    self.cacheDirectory = cacheDirectory
    self.baseDirectory = baseDirectory
  }

  // The names on the wire are fixed here, so that renaming a property cannot change them.
  private enum CodingKeys: String, CodingKey {
    case plan, attempt
    case logFile = "log_file"
    case artifactsDirectory = "artifacts_directory"
    case keepsInitialWeights = "keeps_initial_weights"
    case checkpointFile = "checkpoint_file"
    case recordedEpochs = "recorded_epochs"
    case cacheDirectory = "cache_directory"
    case baseDirectory = "base_directory"
  }
}
