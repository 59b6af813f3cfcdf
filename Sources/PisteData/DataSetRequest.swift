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
  /// Over what the normalization's numbers are taken: `feature` for each feature by itself, `image`
  /// for all of them together.
  public var normalizeScope: String
  /// Seed of the splits, and of the rows of a synthetic set.
  public var splitSeed: UInt64
  /// How many rows a synthetic set has.
  public var rows: Int
  /// Standard deviation of a synthetic set's noise; nil for the set's own default.
  public var noise: Double?
  /// What else shapes a made-up set, by the dotted names of its settings, as `dataset.turns`.
  ///
  /// What the set does not have, and what is at its default, is left out before rows are made.
  public var arguments: Settings
  /// What is to be learned; nil for what follows from the target.
  public var task: LearningTask?

  /// Creates a request.
  public init(
    name: String, path: String? = nil, target: String? = nil, header: Bool? = nil,
    limit: Int = 0, validation: Double = 0.1, test: Double? = nil,
    normalize: String = "standardize", normalizeScope: String = "feature", splitSeed: UInt64 = 0,
    rows: Int = 1000, noise: Double? = nil, arguments: Settings = Settings(),
    task: LearningTask? = nil
  ) {
    self.name = name
    self.path = path
    self.target = target
    self.header = header
    self.limit = limit
    self.validation = validation
    self.test = test
    self.normalize = normalize
    self.normalizeScope = normalizeScope
    self.splitSeed = splitSeed
    self.rows = rows
    self.noise = noise
    self.arguments = arguments
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
    normalizeScope = settings["dataset.normalize_scope"]?.text ?? normalizeScope
    splitSeed = settings["dataset.split_seed"]?.integer.flatMap(UInt64.init(exactly:)) ?? splitSeed
    rows = settings["dataset.rows"]?.integer ?? rows
    noise = settings["dataset.noise"]?.number
    for key in SyntheticSet.argumentKeys { arguments[key] = settings[key] }
    task = settings["task"]?.text.flatMap(LearningTask.init(rawValue:))
  }
}
