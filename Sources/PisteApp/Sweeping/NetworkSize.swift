package import PisteCore

/// Counts the parameters of a network without making it.
package enum NetworkSize {
  /// Weights and biases of the network that `settings` describe.
  package static func parameters(of settings: Settings, facts: DataSetFacts?) -> Int {
    guard let facts else { return 0 }
    // A function has one point and no network.
    guard task(of: settings, facts) != .minimization else { return facts.features }
    let widths = widths(of: settings, facts: facts)
    return zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
  }

  /// The widths of the network's layers, input and output included; empty where nothing is known of
  /// the data.
  package static func widths(of settings: Settings, facts: DataSetFacts?) -> [Int] {
    guard let facts else { return [] }
    let hidden = settings["model.hidden"]?.list?.compactMap(\.integer) ?? []
    return [facts.features] + hidden + [facts.outputWidth(for: task(of: settings, facts))]
  }

  private static func task(of settings: Settings, _ facts: DataSetFacts) -> LearningTask {
    settings["task"]?.text.flatMap(LearningTask.init(rawValue:)) ?? facts.task
  }
}
