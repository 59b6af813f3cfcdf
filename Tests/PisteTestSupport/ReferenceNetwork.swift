private import Foundation

/// A multilayer perceptron in Float64, one sum at a time, that shares no code with the core.
///
/// It is as slow as it is plain: every formula stands as in a textbook, one example after another.
public struct ReferenceNetwork: Sendable {
  /// The functions between layers.
  public enum Activation: String, Sendable, CaseIterable {
    /// 1/(1 + e⁻ᶻ).
    case sigmoid
    /// The hyperbolic tangent.
    case tanh
    /// The positive part.
    case relu
    /// Nothing.
    case identity
  }

  /// What is made small.
  public enum Loss: String, Sendable, CaseIterable {
    /// Minus the log-probability of the right class.
    case crossEntropy = "cross-entropy"
    /// The same for two classes and one logit.
    case logistic
    /// The mean of squares.
    case square
  }

  /// Weights by layer, output and input.
  public var weights: [[[Double]]]
  /// Biases by layer and output.
  public var biases: [[Double]]
  /// The function behind every layer but the last.
  public var activation: Activation
  /// What is made small.
  public var loss: Loss

  /// Creates a network from its numbers.
  public init(
    weights: [[[Double]]], biases: [[Double]], activation: Activation, loss: Loss
  ) {
    self.weights = weights
    self.biases = biases
    self.activation = activation
    self.loss = loss
  }

  /// The sums of every layer for one example, before the activation.
  func sums(_ input: [Double]) -> [[Double]] {
    var x = input
    var result: [[Double]] = []
    for layer in weights.indices {
      let z = weights[layer].indices.map { row in
        biases[layer][row] + zip(weights[layer][row], x).map(*).reduce(0, +)
      }
      result.append(z)
      x = z.map(value)
    }
    return result
  }

  /// The outputs for one example: logits or numbers.
  public func outputs(_ input: [Double]) -> [Double] { sums(input).last ?? input }

  /// The mean loss over examples; a target is a class, 0 or 1, or the numbers to be predicted.
  public func meanLoss(_ inputs: [[Double]], _ targets: [[Double]]) -> Double {
    zip(inputs, targets).map { loss(of: outputs($0), $1) }.reduce(0, +) / Double(inputs.count)
  }

  /// The gradient of ``meanLoss(_:_:)`` by the chain rule, one example after another.
  public func gradient(
    _ inputs: [[Double]], _ targets: [[Double]]
  ) -> (weights: [[[Double]]], biases: [[Double]]) {
    var weightGradients = weights.map { $0.map { $0.map { _ in 0.0 } } }
    var biasGradients = biases.map { $0.map { _ in 0.0 } }
    for (input, target) in zip(inputs, targets) {
      let sums = sums(input)
      var delta = outputDelta(sums[sums.count - 1], target)
      for layer in weights.indices.reversed() {
        let x = layer == 0 ? input : sums[layer - 1].map(value)
        for row in delta.indices {
          biasGradients[layer][row] += delta[row] / Double(inputs.count)
          for column in x.indices {
            weightGradients[layer][row][column] += delta[row] * x[column] / Double(inputs.count)
          }
        }
        guard layer > 0 else { break }
        delta = x.indices.map { column in
          delta.indices.map { delta[$0] * weights[layer][$0][column] }.reduce(0, +)
            * slope(sums[layer - 1][column])
        }
      }
    }
    return (weightGradients, biasGradients)
  }

  private func value(_ z: Double) -> Double {
    switch activation {
    case .sigmoid: 1 / (1 + exp(-z))
    case .tanh: tanh(z)
    case .relu: max(0, z)
    case .identity: z
    }
  }

  private func slope(_ z: Double) -> Double {
    switch activation {
    case .sigmoid: value(z) * (1 - value(z))
    case .tanh: 1 / (cosh(z) * cosh(z))
    case .relu: z > 0 ? 1 : 0
    case .identity: 1
    }
  }

  private func loss(of outputs: [Double], _ target: [Double]) -> Double {
    switch loss {
    case .crossEntropy: -log(softmax(outputs)[Int(target[0])])
    case .logistic: -log(1 / (1 + exp(-(2 * target[0] - 1) * outputs[0])))
    case .square:
      zip(outputs, target).map { ($0 - $1) * ($0 - $1) }.reduce(0, +) / Double(outputs.count)
    }
  }

  private func outputDelta(_ outputs: [Double], _ target: [Double]) -> [Double] {
    switch loss {
    case .crossEntropy:
      softmax(outputs).enumerated().map { $1 - ($0 == Int(target[0]) ? 1 : 0) }
    case .logistic: [1 / (1 + exp(-outputs[0])) - target[0]]
    case .square: zip(outputs, target).map { 2 * ($0 - $1) / Double(outputs.count) }
    }
  }

  private func softmax(_ z: [Double]) -> [Double] {
    let exponentials = z.map { exp($0) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }
}
