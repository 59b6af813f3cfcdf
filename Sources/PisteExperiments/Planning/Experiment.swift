public import PisteCore

/// What becomes of the weights and checkpoints that runs write.
public enum ArtifactPolicy: String, Hashable, Sendable, Codable, CaseIterable {
  /// Initial and final weights.
  case all
  /// Final weights only.
  case final
  /// Nothing.
  case none
}

/// A planned comparison: one file, read but not yet held against the data.
///
/// Expanding it with ``plan(facts:)`` tells every fault that the file has, those of reading
/// included; an experiment with ``faults`` never yields a plan.
public struct Experiment: Sendable {
  /// The name, which names the report's folder too.
  public internal(set) var name = ""
  /// The question in a sentence, empty if the file has none.
  public internal(set) var description = ""
  /// How configurations are drawn; nil for a grid, which takes every combination.
  public internal(set) var sampling: Sampling?
  /// What "better" means; nil where it follows from the task.
  public internal(set) var objective: Objective?
  /// The factor under study: a setting, or a group as `optimizer`.
  public internal(set) var compare: String?
  /// The seeds of both stages.
  public internal(set) var seeds = SeedPlan(evaluate: [1])
  /// What every run shares, as the file and the overrides give it.
  public internal(set) var settings = Settings()
  /// Free words for finding the experiment again.
  public internal(set) var tags: [String] = []
  /// Which weights are kept.
  public internal(set) var artifacts = ArtifactPolicy.all
  /// The most configurations that are carried out, each with all its seeds; nil for all.
  public internal(set) var runCap: Int?
  /// How long a run, and its worker's silence, may last.
  public internal(set) var timeouts = RunTimeouts()
  /// What a run that failed for good means to the others.
  public internal(set) var onFailure = FailurePolicy.continue
  /// Whether the file repeats a published protocol, and so may select on the test set and use a
  /// seed in both stages.
  public internal(set) var isReproduction = false
  /// What was published of the levels, in the order of the file; empty where nothing is named.
  public internal(set) var published: [PublishedResult] = []
  /// The file as it was named, or `--set` where there is none.
  public internal(set) var sourceFile = ""
  /// The file's text, behind it those of the files that it extends, each a document of its own;
  /// empty where there is none.
  public internal(set) var sourceText = ""
  /// The `key=value` overrides given on the command line.
  public internal(set) var overrides: [String] = []

  /// The keys under `parameters`; nil where there are none.
  var given: GivenKeys?
  var common: [GivenValue] = []
  var dimensions: [Dimension] = []
  var exclude: [Pattern] = []
  var include: [Pattern] = []
  /// The conditions of `where`.
  package internal(set) var constraints: [Constraint] = []
  var places: [String: SourceLocation] = [:]
  var readingFaults = Faults()

  init() {}

  /// The folder from which a relative `dataset.path` counts.
  public var baseDirectory: String {
    guard let slash = sourceFile.lastIndex(of: "/") else { return "." }
    return slash == sourceFile.startIndex ? "/" : String(sourceFile[..<slash])
  }

  /// Whether some setting takes several values, so that there is more than one configuration.
  public var hasAxes: Bool { !include.isEmpty || dimensions.contains { $0.points.count > 1 } }

  /// The faults that reading found; ``plan(facts:)`` tells them with all others.
  public var faults: [SpecError] { readingFaults.all }

  /// What is told and keeps nothing from running, in the order of the file.
  public var notes: [SpecNote] { readingFaults.notes.sorted { $0.location < $1.location } }

  /// How configurations are chosen, as the file names it.
  public var method: String { sampling?.kind.rawValue ?? "grid" }

  /// Where a top-level key stands, or the file's beginning.
  func place(of key: String) -> SourceLocation {
    places[key] ?? SourceLocation(file: sourceFile, line: 1, column: 1)
  }
}
