public import PisteCore

/// An axis as a report shows it.
public struct ManifestAxis: Hashable, Sendable, Codable {
  /// The setting's dotted name, or a group's as `optimizer`.
  public var key: String
  /// The values as people read them, in the order of the file.
  public var values: [String]
  /// The values as numbers, nil if some is none.
  public var numbers: [Double]?

  /// Creates an axis.
  public init(key: String, values: [String], numbers: [Double]?) {
    self.key = key
    self.values = values
    self.numbers = numbers
  }
}

/// A configuration as a report shows it.
public struct ManifestConfiguration: Hashable, Sendable, Codable {
  /// Its place in the grid, from 1.
  public var number: Int
  /// The hash without the seed.
  public var id: String
  /// The level of the compared factor.
  public var level: String?
  /// Its place on every axis that it has, as people read it.
  public var coordinates: [String: String]

  /// Creates a configuration.
  public init(number: Int, id: String, level: String?, coordinates: [String: String]) {
    self.number = number
    self.id = id
    self.level = level
    self.coordinates = coordinates
  }
}

/// What store and report keep of an experiment once its file is closed.
public struct ExperimentManifest: Hashable, Sendable, Codable {
  /// The experiment's name.
  public var name: String
  /// The question, empty if the file has none.
  public var description: String
  /// What "better" means.
  public var objective: Objective
  /// The factor under study.
  public var compare: String?
  /// The levels of the factor, in grid order.
  public var levels: [String]
  /// Every axis, in the order of the file.
  public var axes: [ManifestAxis]
  /// Seeds that choose.
  public var seedsTune: [UInt64]
  /// Seeds that report.
  public var seedsEvaluate: [UInt64]
  /// Whether a published protocol is repeated, with its own rules of selection.
  public var isReproduction: Bool
  /// What was published of the levels; nil where nothing is named.
  public var published: [PublishedResult]?
  /// Which weights are kept.
  public var artifacts: ArtifactPolicy
  /// Free words.
  public var tags: [String]
  /// The last component of the file's path.
  public var sourceFile: String
  /// The file's text.
  public var sourceText: String
  /// The overrides of the command line.
  public var overrides: [String]
  /// The data sets in use.
  public var datasets: [DataSetFacts]
  /// Every configuration, in grid order.
  public var configurations: [ManifestConfiguration]
  /// The count of all runs.
  public var plannedRuns: Int
  /// How many configurations of the grid were left behind `run_cap`; nil for none.
  public var beyondCap: Int?

  /// Creates a manifest.
  public init(
    name: String, description: String, objective: Objective, compare: String?, levels: [String],
    axes: [ManifestAxis], seedsTune: [UInt64], seedsEvaluate: [UInt64],
    isReproduction: Bool = false, published: [PublishedResult]? = nil,
    artifacts: ArtifactPolicy = .all, tags: [String] = [],
    sourceFile: String, sourceText: String, overrides: [String] = [], datasets: [DataSetFacts],
    configurations: [ManifestConfiguration], plannedRuns: Int, beyondCap: Int? = nil
  ) {
    self.name = name
    self.description = description
    self.objective = objective
    self.compare = compare
    self.levels = levels
    self.axes = axes
    self.seedsTune = seedsTune
    self.seedsEvaluate = seedsEvaluate
    self.isReproduction = isReproduction
    self.published = published
    self.artifacts = artifacts
    self.tags = tags
    self.sourceFile = sourceFile
    self.sourceText = sourceText
    self.overrides = overrides
    self.datasets = datasets
    self.configurations = configurations
    self.plannedRuns = plannedRuns
    self.beyondCap = beyondCap
  }
}
