package import PisteCore

/// Counts the parameters of a network without making it.
package enum NetworkSize {
  /// Weights and biases of the network that `settings` describe.
  package static func parameters(of settings: Settings, facts: DataSetFacts?) -> Int {
    guard let facts else { return 0 }
    let task = settings["task"]?.text.flatMap(LearningTask.init(rawValue:)) ?? facts.task
    // A function has one point and no network.
    guard task != .minimization else { return facts.features }
    let hidden = settings["model.hidden"]?.list?.compactMap(\.integer) ?? []
    let widths = [facts.features] + hidden + [facts.outputWidth(for: task)]
    return zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
  }
}
