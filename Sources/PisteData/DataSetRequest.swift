public import PisteCore

/// Everything that decides which rows a data set has, and how they look.
public struct DataSetRequest: Hashable, Sendable, Codable {
  /// The data set's name in the catalogue, as `fashion-mnist`.
  public var name: String
  /// The file or folder to read, absolute; nil for the places where the set is usually found.
  public var path: String?
  /// The target column of a CSV file, by name or by number from 1; nil for the last.
  public var target: String?
  /// Whether the first line of a CSV file names its columns; nil to find out.
  public var header: Bool?
  /// The most rows to keep before splitting; 0 for all.
  public var limit: Int
  /// Rows to validate on: a fraction below 1, or a count from 1; 0 for none.
  public var validation: Double
  /// Rows to test on: a fraction below 1, or a count from 1; 0 for none.
  ///
  /// Nil is the set's own test file as it is, or 0.2 for a set that has none.
  public var test: Double?
  /// The name of the normalization, as `standardize`.
  public var normalize: String
  /// Seed of the splits, and of the rows of a synthetic set.
  public var splitSeed: UInt64
  /// How many rows a synthetic set has.
  public var rows: Int
  /// Standard deviation of a synthetic set's noise; nil for the set's own default.
  public var noise: Double?
  /// What is to be learned; nil for what follows from the target.
  public var task: LearningTask?

  /// Creates a request.
  public init(
    name: String, path: String? = nil, target: String? = nil, header: Bool? = nil,
    limit: Int = 0, validation: Double = 0.1, test: Double? = nil,
    normalize: String = "standardize", splitSeed: UInt64 = 0, rows: Int = 1000,
    noise: Double? = nil, task: LearningTask? = nil
  ) {
    self.name = name
    self.path = path
    self.target = target
    self.header = header
    self.limit = limit
    self.validation = validation
    self.test = test
    self.normalize = normalize
    self.splitSeed = splitSeed
    self.rows = rows
    self.noise = noise
    self.task = task
  }

  /// Creates the request that an experiment's settings make.
  ///
  /// A setting that is missing, or is of another type than it should be (which the check of the
  /// experiment file reports), has its default.
  ///
  /// - Parameters:
  ///   - settings: Settings with or without their defaults filled in.
  ///   - baseDirectory: The folder that a relative `dataset.path` starts from.
  public init(settings: Settings, baseDirectory: String) {
    self.init(name: settings["dataset.name"]?.text ?? "fashion-mnist")
    path = settings["dataset.path"]?.text.flatMap { path in
      path.isEmpty ? nil : path.hasPrefix("/") ? path : baseDirectory + "/" + path
    }
    target = settings["dataset.target"].flatMap { value in
      value.text.flatMap { $0.isEmpty ? nil : $0 } ?? value.integer.map(String.init)
    }
    header = settings["dataset.header"]?.bool
    limit = settings["dataset.limit"]?.integer ?? limit
    validation = settings["dataset.validation"]?.number ?? validation
    test = settings["dataset.test"]?.number
    normalize = settings["dataset.normalize"]?.text ?? normalize
    splitSeed = settings["dataset.split_seed"]?.integer.flatMap(UInt64.init(exactly:)) ?? splitSeed
    rows = settings["dataset.rows"]?.integer ?? rows
    noise = settings["dataset.noise"]?.number
    task = settings["task"]?.text.flatMap(LearningTask.init(rawValue:))
  }
}
