package import PisteCore

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

  /// Bytes that a run's network, gradient and optimizer take, the data left out; an estimate.
  ///
  /// With P parameters in layers of D inputs and H outputs: 4 bytes a parameter, once for θ, for the
  /// gradient, and for the copy that weights are written from, and once for each vector that the
  /// rule keeps; 8 bytes for each number of its matrices, their inverses and roots.
  ///
  /// - Parameters:
  ///   - settings: Complete settings.
  ///   - facts: The data set's facts.
  /// - Returns: The estimate; nil without facts, or for a function, which has no network.
  package static func memoryEstimate(of settings: Settings, _ facts: DataSetFacts?) -> Int? {
    guard let facts, facts.task != .minimization else { return nil }
    let task = settings["task"]?.text.flatMap(LearningTask.init(rawValue:)) ?? facts.task
    guard task != .minimization else { return nil }
    let hidden = settings["model.hidden"]?.list?.compactMap(\.number) ?? []
    // In Float64, since widths of a file that is wrong may multiply beyond any whole number.
    let widths = [Double(facts.features)] + hidden + [Double(facts.outputWidth(for: task))]
    let layers = zip(widths, widths.dropFirst())
    let parameters = layers.reduce(0) { $0 + ($1.0 + 1) * $1.1 }
    let factors = layers.reduce(0) { $0 + ($1.0 + 1) * ($1.0 + 1) + $1.1 * $1.1 }
    let (vectors, matrices): (Double, Double) =
      switch settings["optimizer.name"]?.text.flatMap(OptimizerName.init(rawValue:)) {
      case .lbfgs: (2 * (settings["optimizer.history_size"]?.number ?? 100) + 4, 0)
      case .kfac: (1, 3)
      case .shampoo, .soap: (3, 3)
      case .prodigy: (4, 0)
      default: (2, 0)
      }
    let bytes = 4 * parameters * (3 + vectors) + 8 * factors * matrices
    return bytes < 9e18 ? Int(bytes) : .max
  }
}
