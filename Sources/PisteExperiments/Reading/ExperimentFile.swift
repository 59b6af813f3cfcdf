private import Foundation
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
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      throw SpecErrors([
        SpecError(
          .missingFile,
          isFolder.boolValue
            ? "this is a folder, not an experiment file"
            : exists ? "the experiment file cannot be read" : "there is no such experiment file",
          hint: isFolder.boolValue
            ? "name a file in it, as \(path.hasSuffix("/") ? path : path + "/")experiment.yaml"
            : exists
              ? "it must be a file that this user may read"
              : "the path counts from the folder in which piste was started",
          location: SourceLocation(file: path, line: 1, column: 1))
      ])
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw SpecErrors([
        SpecError(
          .syntax, "the file is not UTF-8 text", hint: "save it as UTF-8",
          location: SourceLocation(file: path, line: 1, column: 1))
      ])
    }
    return try parse(text, file: path, overrides: overrides, seedCount: seedCount)
  }

  /// Reads an experiment's text.
  ///
  /// - Parameters:
  ///   - text: YAML.
  ///   - file: The name that faults bear, from whose folder a relative `dataset.path` counts.
  ///   - overrides: `key=value` pairs of the command line, later ones winning.
  ///   - seedCount: Replaces the count of evaluation seeds; the tuning seeds stay.
  /// - Returns: The experiment, with the faults that reading found.
  /// - Throws: `SpecErrors` for faults of syntax, tabs and repeated keys, which come alone.
  public static func parse(
    _ text: String, file: String, overrides: [String] = [], seedCount: Int? = nil
  ) throws(SpecErrors) -> Experiment {
    let root = try YAMLReader.read(text, file: file)
    var reader = ExperimentReader(file: file, text: text)
    reader.read(root)
    return try finished(reader, overrides, seedCount)
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
    return try finished(reader, overrides, seedCount)
  }

  private static func finished(
    _ reader: ExperimentReader, _ overrides: [String], _ seedCount: Int?
  ) throws(SpecErrors) -> Experiment {
    var overriding = OverrideReader(
      experiment: reader.experiment, reader: SettingReader(faults: reader.faults))
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
