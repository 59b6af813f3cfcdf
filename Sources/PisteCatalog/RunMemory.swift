package import PisteCore

extension Catalog {
  /// Weights and biases of the network that settings describe; a function's coordinates.
  ///
  /// - Parameters:
  ///   - settings: The resolved settings.
  ///   - facts: The data set's facts; nil where nothing is known of it.
  /// - Returns: The count, 0 without facts.
  package static func parameterCount(of settings: Settings, _ facts: DataSetFacts?) -> Int {
    guard let facts else { return 0 }
    guard let widths = widths(of: settings, facts) else { return facts.features }
    return whole(NetworkShape(widths).parameters)
  }

  /// Bytes that a worker takes for a run beside what it has anyway, the data left out.
  ///
  /// An estimate from above, held against the private memory of real workers. With P parameters in
  /// layers of D inputs and H outputs, F the sum of (D + 1)² + H² and n the longest side:
  ///
  ///     4 P (8 + vectors) + 8 (a F + b n²) + 8 · batch · widths
  ///
  /// Eight times the parameters are θ, its gradient, what it began as and was best as, and copies of
  /// those on their way to a file; the rule keeps vectors of that length. `a` counts its matrices, with
  /// inverses and roots, in Float64, and `b` the room in which the largest is decomposed.
  ///
  /// - Parameters:
  ///   - settings: The resolved settings.
  ///   - facts: The data set's facts.
  /// - Returns: The estimate; nil without facts, or for a function, which has no network.
  package static func memoryEstimate(of settings: Settings, _ facts: DataSetFacts?) -> Int? {
    guard let facts, let widths = widths(of: settings, facts) else { return nil }
    let shape = NetworkShape(widths)
    let (vectors, a, b): (Double, Double, Double) =
      switch settings["optimizer.name"]?.text.flatMap(OptimizerName.init(rawValue:)) {
      case .lbfgs: (2 * (settings["optimizer.history_size"]?.number ?? 100) + 4, 0, 0)
      case .kfac: (1, 2.5, 4)
      case .shampoo: (3, 2.5, 4)
      case .soap: (3, 1.5, 2.5)
      case .prodigy, .muon: (4, 0, 0)
      default: (2, 0, 0)
      }
    let rows = max(settings["batch_size"]?.number ?? 0, 256)
    return whole(
      4 * shape.parameters * (8 + vectors) + 8 * (a * shape.factors + b * shape.largest)
        + 8 * rows * widths.reduce(0, +))
  }

  /// The widths of the network's layers, input and output included; nil for a function.
  private static func widths(of settings: Settings, _ facts: DataSetFacts) -> [Double]? {
    let task = settings["task"]?.text.flatMap(LearningTask.init(rawValue:)) ?? facts.task
    guard task != .minimization, facts.task != .minimization else { return nil }
    let hidden = settings["model.hidden"]?.list?.compactMap(\.number) ?? []
    return [Double(facts.features)] + hidden + [Double(facts.outputWidth(for: task))]
  }

  private static func whole(_ count: Double) -> Int { count < 9e18 ? Int(count) : .max }
}

/// Sizes of a network, in Float64, since widths of a file that is wrong may multiply beyond any whole
/// number.
private struct NetworkShape {
  /// Weights and biases.
  var parameters = 0.0
  /// Numbers of two square matrices a layer, one a side.
  var factors = 0.0
  /// Numbers of the largest of these matrices.
  var largest = 0.0

  init(_ widths: [Double]) {
    for (inputs, outputs) in zip(widths, widths.dropFirst()) {
      parameters += (inputs + 1) * outputs
      factors += (inputs + 1) * (inputs + 1) + outputs * outputs
      largest = max(largest, (inputs + 1) * (inputs + 1), outputs * outputs)
    }
  }
}
