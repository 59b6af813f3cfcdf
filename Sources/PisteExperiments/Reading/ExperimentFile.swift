public import PisteCore

/// Reads experiments from files, from text, or from overrides alone.
public enum ExperimentFile {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - overrides: `key=value` pairs of the command line, later ones winning.
  ///   - seedCount: Replaces the count of evaluation seeds; the tuning seeds stay.
  /// - Returns: The experiment, with the faults that reading found.
  /// - Throws: `SpecErrors` if the file cannot be read, or for faults of syntax, tabs and repeated
  ///   keys, which come alone.
  public static func load(
    path: String, overrides: [String] = [], seedCount: Int? = nil
  ) throws(SpecErrors) -> Experiment {
    let text: String
    do {
      text = try SourceText.read(path, of: "experiment file")
    } catch {
      var fault = error
      fault.location = SourceLocation(file: path, line: 1, column: 1)
      throw SpecErrors([fault])
    }
    return try parse(text, file: path, overrides: overrides, seedCount: seedCount)
  }

  /// Reads an experiment's text.
  ///
  /// - Parameters:
  ///   - text: YAML.
  ///   - file: The name that faults bear, from whose folder a relative `dataset.path`, and a file that
  ///     this one extends, count.
  ///   - overrides: `key=value` pairs of the command line, later ones winning.
  ///   - seedCount: Replaces the count of evaluation seeds; the tuning seeds stay.
  /// - Returns: The experiment, with the faults that reading found.
  /// - Throws: `SpecErrors` for faults of syntax, tabs and repeated keys, which come alone.
  public static func parse(
    _ text: String, file: String, overrides: [String] = [], seedCount: Int? = nil
  ) throws(SpecErrors) -> Experiment {
    try parse(text, file: file, overrides: overrides, seedCount: seedCount) {
      path throws(SpecError) in try SourceText.read(path, of: "file")
    }
  }

  /// As the public function of this name, with the texts of extended files from `read`, whose error
  /// has no place.
  package static func parse(
    _ text: String, file: String, overrides: [String] = [], seedCount: Int? = nil,
    reading read: @escaping (String) throws(SpecError) -> String
  ) throws(SpecErrors) -> Experiment {
    var root = try YAMLReader.read(text, file: file)
    var extending = ExtendsReader(read: read)
    if let own = root { root = try extending.resolve(own, file: file) }
    var constants = ConstantReader(faults: extending.faults)
    root = constants.resolve(root, overrides: try constantOverrides(overrides))
    var reader = ExperimentReader(file: file, text: extending.text(behind: text))
    reader.faults = constants.faults
    reader.read(root)
    reader.experiment.moveDataPaths(into: extending.folders)
    return try finished(reader, constants, overrides, seedCount)
  }

  /// The overrides of constants, each under the constant's name.
  private static func constantOverrides(
    _ overrides: [String]
  ) throws(SpecErrors) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    for (index, text) in overrides.enumerated() {
      guard let name = OverrideReader.constant(text),
        var entry = try OverrideReader.entry(text, number: index + 1)
      else { continue }
      entry.key = name
      entries.append(entry)
    }
    return entries
  }

  /// An experiment of one run from overrides alone.
  ///
  /// - Parameters:
  ///   - overrides: `key=value` pairs, which must name a data set.
  ///   - name: The experiment's name.
  ///   - seedCount: The count of seeds, 1 if left out.
  /// - Returns: The experiment, with the faults that reading found.
  /// - Throws: `SpecErrors` for faults of syntax in an override.
  public static func fromOverrides(
    _ overrides: [String], name: String = "train", seedCount: Int? = nil
  ) throws(SpecErrors) -> Experiment {
    var reader = ExperimentReader(file: OverrideReader.file, text: "")
    reader.experiment.name = name
    var constants = ConstantReader(faults: Faults())
    _ = constants.resolve(nil, overrides: try constantOverrides(overrides))
    reader.faults = constants.faults
    return try finished(reader, constants, overrides, seedCount)
  }

  private static func finished(
    _ reader: ExperimentReader, _ constants: ConstantReader, _ overrides: [String],
    _ seedCount: Int?
  ) throws(SpecErrors) -> Experiment {
    var overriding = OverrideReader(
      experiment: reader.experiment, reader: SettingReader(faults: reader.faults),
      constants: constants)
    try overriding.apply(overrides)
    var experiment = overriding.experiment
    var faults = overriding.reader.faults
    if let seedCount {
      if (1...SeedsReader.maximumCount).contains(seedCount) {
        experiment.seeds = experiment.seeds.evaluating(seedCount)
      } else {
        faults.add(
          .outOfRange, "a count of \(seedCount) seeds is outside [1, \(SeedsReader.maximumCount)]",
          hint: "as in --seeds 5", at: SourceLocation(file: "--seeds", line: 1, column: 1))
      }
    }
    experiment.settings = Settings(
      Dictionary(
        experiment.common.map { ($0.key, $0.value) }, uniquingKeysWith: { _, new in new }))
    experiment.readingFaults = faults
    return experiment
  }
}
