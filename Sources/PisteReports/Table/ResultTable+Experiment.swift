public import PisteCore

extension ResultTable {
  /// What was asked and planned: the experiment file's content, expanded.
  public struct Experiment: Codable, Sendable, Hashable {
    /// The experiment's name.
    public var name: String
    /// The question, in the author's words; empty if there is none.
    public var description: String
    /// The metric that selects, and its direction.
    public var objective: Objective
    /// The setting or axis whose levels are compared; nil if nothing is.
    public var compare: String?
    /// The levels of the compared factor in the order of the file; empty if nothing is compared.
    public var levels: [String]
    /// What varies, in the order of the file.
    public var axes: [Axis]
    /// Every point of the grid, in grid order.
    public var configurations: [Configuration]
    /// The seeds that choose; empty if there is one stage only.
    public var tuningSeeds: [UInt64]
    /// The seeds whose results are reported.
    public var evaluationSeeds: [UInt64]
    /// The protocol's name where it is not the usual one, as `reproduction`.
    public var studyProtocol: String?
    /// What was published of the levels that are repeated; nil where nothing is named.
    public var published: [PublishedResult]?
    /// The data the runs learned from.
    public var datasets: [DataSetFacts]
    /// The last component of the experiment file's path.
    public var sourceFile: String
    /// The experiment file's text.
    public var sourceText: String
    /// How many configurations of the grid were left behind `run_cap`; nil for none.
    public var beyondCap: Int?

    /// Creates an experiment's record.
    public init(
      name: String, description: String, objective: Objective, compare: String?,
      levels: [String], axes: [Axis], configurations: [Configuration], tuningSeeds: [UInt64],
      evaluationSeeds: [UInt64], studyProtocol: String? = nil,
      published: [PublishedResult]? = nil, datasets: [DataSetFacts],
      sourceFile: String, sourceText: String, beyondCap: Int? = nil
    ) {
      self.name = name
      self.description = description
      self.objective = objective
      self.compare = compare
      self.levels = levels
      self.axes = axes
      self.configurations = configurations
      self.tuningSeeds = tuningSeeds
      self.evaluationSeeds = evaluationSeeds
      self.studyProtocol = studyProtocol
      self.published = published
      self.datasets = datasets
      self.sourceFile = sourceFile
      self.sourceText = sourceText
      self.beyondCap = beyondCap
    }
  }

  /// The values that an experiment gives to one setting or group of settings.
  public struct Axis: Codable, Sendable, Hashable {
    /// The dotted key, as `optimizer.lr` or `schedule`.
    public var key: String
    /// The values in the order of the file, as a reader would name them.
    public var values: [String]
    /// The same values as numbers if every one is a number, otherwise nil.
    public var numbers: [Double]?

    /// Creates an axis.
    public init(key: String, values: [String], numbers: [Double]? = nil) {
      self.key = key
      self.values = values
      self.numbers = numbers
    }
  }

  /// One point of the grid.
  public struct Configuration: Codable, Sendable, Hashable {
    /// Its place in the grid, from 1.
    public var number: Int
    /// The hash of its settings without the seed.
    public var id: String
    /// Its level of the compared factor; nil if nothing is compared.
    public var level: String?
    /// Its value on each axis that applies to it, by the axis's key, in the words of ``Axis/values``.
    public var coordinates: [String: String]
    /// Every applicable setting, defaults filled in.
    public var settings: Settings

    /// Creates a configuration.
    public init(
      number: Int, id: String, level: String?, coordinates: [String: String], settings: Settings
    ) {
      self.number = number
      self.id = id
      self.level = level
      self.coordinates = coordinates
      self.settings = settings
    }
  }
}
