internal import ArgumentParser
private import Foundation
private import PisteCore
internal import PisteExperiments
internal import PisteStore

/// Changes to experiment files that are made on the command line.
struct PlanOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Sets a setting for every run, as epochs=20.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(
    help: ArgumentHelp("So many evaluation seeds instead of the file's.", valueName: "n"))
  var seeds: Int?

  func validate() throws {
    if let seeds, seeds < 1 { throw ValidationError("--seeds takes 1 or more, not \(seeds)") }
  }

  /// The options as they were typed.
  var words: [String] {
    overrides.flatMap { ["--set", $0] } + (seeds.map { ["--seeds", String($0)] } ?? [])
  }
}

/// An experiment that was parsed, checked and expanded.
struct PlannedExperiment {
  /// The runs.
  let plan: Plan
  /// The folder from which relative paths of its settings count.
  let baseDirectory: String

  /// Loads and checks all files, so that the faults of all come at once; one name names one
  /// experiment unless `mayShareNames`.
  ///
  /// - Throws: `SpecErrors` with the faults of every file.
  static func load(
    _ files: [String], options: PlanOptions, location: StoreLocation,
    mayShareNames: Bool = false
  ) throws -> [PlannedExperiment] {
    var faults: [SpecError] = []
    var planned: [PlannedExperiment] = []
    for file in files {
      do {
        let experiment = try ExperimentFile.load(
          path: file, overrides: options.overrides, seedCount: options.seeds)
        planned.append(try PlannedExperiment(experiment, location: location))
      } catch let errors as SpecErrors {
        // A fault of `--set`, or of a file that several extend, is one.
        faults += errors.faults.filter { !faults.contains($0) }
      }
    }
    guard faults.isEmpty else { throw SpecErrors(faults) }
    if mayShareNames { return planned }
    let names = planned.map(\.plan.experiment.name)
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw SpecError(
        .conflict, "two of the files are called '\(name)'", hint: "give each a name of its own",
        location: SourceLocation(file: files[index], line: 1, column: 1))
    }
    planned.forEach { $0.tellNotes() }
    return planned
  }

  /// Tells people what the file says in vain.
  func tellNotes() {
    for note in plan.experiment.notes {
      Terminal.standardError.write(ErrorRenderer.render(note))
    }
  }

  /// Expands one experiment.
  ///
  /// - Throws: `SpecErrors` with every fault.
  init(_ experiment: Experiment, location: StoreLocation) throws {
    let data = DataAccess(location: location, experiment: experiment)
    plan = try experiment.plan { try data.facts(for: $0) }
    baseDirectory = data.baseDirectory
  }
}
