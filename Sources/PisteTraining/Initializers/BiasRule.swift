internal import PisteCatalog
package import PisteCore

/// How biases are filled before training.
package enum BiasRule: Sendable, Hashable {
  /// All with one value.
  case constant(Double)
  /// b ~ U(−1/√D, 1/√D) with D the width that comes in, as PyTorch's nn.Linear has it.
  case uniform

  /// Reads the rule; where none is given, that of the initializer.
  init(_ reader: inout RecipeReader) {
    let value = reader.number("model.bias_init")
    if reader.settings["model.bias_rule"] != nil {
      _ = reader.word("model.bias_rule", among: ["constant", "uniform"])
    }
    let word = InitializerName.biasRule(in: reader.settings)
    self = word == "uniform" ? .uniform : .constant(value)
  }

  /// The biases of one layer.
  ///
  /// - Parameters:
  ///   - outputs: H, how many there are.
  ///   - inputs: D, the width that comes in.
  ///   - random: The run's stream for biases. It is not that of the weights, so that weights are
  ///     the same whatever the rule.
  /// - Returns: `outputs` numbers.
  package func biases(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    switch self {
    case .constant(let value): Array(repeating: value, count: outputs)
    case .uniform: random.uniforms(outputs, within: 1 / Double(inputs).squareRoot())
    }
  }
}
