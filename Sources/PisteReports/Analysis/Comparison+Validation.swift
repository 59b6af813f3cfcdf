internal import PisteCatalog
internal import PisteCore

extension Comparison {
  /// Says where training has read the validation rows, whose metrics then flatter the run.
  var validationCaveats: [Caveat] {
    let seeing = Set(
      table.experiment.configurations.filter { ScheduleName.seesValidation(in: $0.settings) }
        .map(\.id))
    let runs = table.runs.filter { seeing.contains($0.configuration) }
    guard !runs.isEmpty else { return [] }
    let whose = runs.count == table.runs.count ? "Every run" : "\(runs.count) of the runs"
    return [
      Caveat(
        .sawValidation,
        "\(whose) set the learning rate by a validation metric (schedule "
          + "\(ScheduleName.reduceOnPlateau.rawValue)), so \(runs.count == 1 ? "its" : "their") "
          + "validation metrics are not those of rows that were held out.")
    ]
  }
}
