/// Rules of training around the optimizer, each over plain numbers; share no code with the core.
public enum ReferenceTraining {
  /// A gradient with its components, and then its length, kept within bounds.
  ///
  /// - Parameters:
  ///   - gradient: All components.
  ///   - norm: c of g·min(1, c/(‖g‖ + 10⁻⁶)); nil for any length.
  ///   - value: The largest magnitude of a component; nil for any.
  /// - Returns: The gradient to step with.
  public static func clipped(_ gradient: [Double], norm: Double?, value: Double?) -> [Double] {
    var gradient = gradient
    if let value { gradient = gradient.map { $0 > value ? value : ($0 < -value ? -value : $0) } }
    guard let norm else { return gradient }
    let length = gradient.map { $0 * $0 }.reduce(0, +).squareRoot()
    return length + 1e-6 > norm ? gradient.map { $0 * norm / (length + 1e-6) } : gradient
  }

  /// The best epoch of a curve and the one at which a run ends, both from 1.
  ///
  /// - Parameters:
  ///   - curve: The metric of every epoch; a value that is not finite improves on nothing.
  ///   - patience: Epochs in a row without an improvement that end the run.
  ///   - delta: By how much more than the best a value must be better.
  ///   - larger: Whether larger is better.
  /// - Returns: The best epoch, 0 for none, and the last one.
  public static func stopping(
    _ curve: [Double], patience: Int, delta: Double, larger: Bool
  ) -> (best: Int, end: Int) {
    let goodness = curve.map { larger ? $0 : -$0 }
    var best = 0
    for (place, value) in goodness.enumerated() {
      if value.isFinite, best == 0 || value > goodness[best - 1] + delta { best = place + 1 }
      if place + 1 - best == patience { return (best, place + 1) }
    }
    return (best, curve.count)
  }
}
