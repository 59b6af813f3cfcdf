internal import PisteCore

extension Catalog {
  /// The most bytes a run's network and optimizer may need.
  ///
  /// A fixed bound, since a file is right or wrong whatever machine reads it; whether a machine has
  /// the memory is found out when workers are started.
  private static let mostBytes = 16_000_000_000

  /// A network that no worker could hold, told before one dies of it.
  static func sizeConflicts(_ settings: Settings, _ facts: DataSetFacts?) -> [SettingConflict] {
    guard let bytes = memoryEstimate(of: settings, facts), bytes > mostBytes else { return [] }
    let rule = settings["optimizer.name"]?.text ?? "its optimizer"
    return [
      SettingConflict(
        key: "model.hidden",
        error: SpecError(
          .tooLarge,
          "the network with \(rule) needs about \(NumberFormat.bytes(bytes)) of memory, "
            + "more than \(NumberFormat.bytes(mostBytes))",
          hint: "make the hidden layers narrower, or use an optimizer that keeps less"))
    ]
  }
}
