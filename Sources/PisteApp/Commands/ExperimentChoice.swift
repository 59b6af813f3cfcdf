private import PisteCore
internal import PisteStore

/// Finds the experiments that a command line names.
enum ExperimentChoice {
  /// The named experiments, or all where none is named, the most recently swept first.
  ///
  /// - Throws: ``NotFoundError`` for a name that the store does not have.
  static func several(_ names: [String], in store: RunStore) throws -> [ExperimentSummary] {
    let all = try store.experiments()
    for name in names where !all.contains(where: { $0.name == name }) {
      let nearest = NearestName.among(all.map(\.name), to: name)
      throw NotFoundError(
        message: "the store has no experiment '\(name)'",
        hint: nearest.map { "did you mean '\($0)'?" } ?? "piste status lists what there is")
    }
    return names.isEmpty ? all : all.filter { names.contains($0.name) }
  }

  /// The named experiment, or the one that was swept last.
  ///
  /// - Throws: ``NotFoundError`` if there is none.
  static func one(_ name: String?, in store: RunStore) throws -> ExperimentSummary {
    guard let first = try several(name.map { [$0] } ?? [], in: store).first else {
      throw NotFoundError(
        message: "the store has no experiment", hint: "sweep one first (piste sweep FILE)")
    }
    return first
  }
}
