private import Foundation

/// A multilayer perceptron in Float64, one sum at a time, that shares no code with the core.
///
/// It is as slow as it is plain: every formula stands as in a textbook. Behind each hidden layer
/// come normalization, activation and dropout, in that order.
public struct ReferenceNetwork: Sendable {
  /// How the sums of hidden layers are normalized.
  public enum Normalization: String, Sendable, CaseIterable {
    /// Not at all.
    case none
    /// Each unit over the batch.
    case batch
    /// Each example over its units.
    case layer
  }

  /// The gradient by layer, shaped as the parameters are.
  public struct Gradient: Sendable {
    /// By layer, output and input.
    public var weights: [[[Double]]]
    /// By layer and output.
    public var biases: [[Double]]
    /// By hidden layer and unit; zeros without normalization.
    public var scales: [[Double]]
    /// By hidden layer and unit; zeros without normalization.
    public var shifts: [[Double]]
  }

  /// Weights by layer, output and input.
  public var weights: [[[Double]]]
  /// Biases by layer and output.
  public var biases: [[Double]]
  /// The function behind every layer but the last.
  public var activation: Activation
  /// What is made small.
  public var loss: Loss
  /// How the sums of hidden layers are normalized.
  public var normalization = Normalization.none
  /// What normalized sums are multiplied by, by hidden layer and unit.
  public var scales: [[Double]]
  /// What is added to normalized sums, by hidden layer and unit.
  public var shifts: [[Double]]
  /// What hidden outputs are multiplied by, by layer, example and unit; empty without dropout.
  public var masks: [[[Double]]] = []
  /// Fixed means and variances by hidden layer and unit, in the place of the batch's; empty for
  /// those of the batch.
  public var fixedStatistics: [(mean: [Double], variance: [Double])] = []

  /// Creates a network from its numbers, with scales of 1 and shifts of 0.
  public init(
    weights: [[[Double]]], biases: [[Double]], activation: Activation, loss: Loss
  ) {
    self.weights = weights
    self.biases = biases
    self.activation = activation
    self.loss = loss
    scales = biases.dropLast().map { $0.map { _ in 1 } }
    shifts = biases.dropLast().map { $0.map { _ in 0 } }
  }

  /// One layer's numbers over the examples of a pass, each by example and unit.
  struct Pass {
    var inputs: [[Double]]
    var sums: [[Double]]
    var normal: [[Double]]
    var beforeActivation: [[Double]]
    var outputs: [[Double]]
  }

  func pass(_ inputs: [[Double]]) -> [Pass] {
    var x = inputs
    var passes: [Pass] = []
    for layer in weights.indices {
      let sums = x.map { example in
        weights[layer].indices.map { row in
          biases[layer][row] + zip(weights[layer][row], example).map(*).reduce(0, +)
        }
      }
      var pass = Pass(inputs: x, sums: sums, normal: sums, beforeActivation: sums, outputs: sums)
      if layer < weights.count - 1 {
        if normalization != .none {
          pass.normal = normalized(sums, layer)
          pass.beforeActivation = pass.normal.map { row in
            row.indices.map { scales[layer][$0] * row[$0] + shifts[layer][$0] }
          }
        }
        pass.outputs = pass.beforeActivation.enumerated().map { example, row in
          row.enumerated().map { unit, z in
            activation.value(z) * (masks.isEmpty ? 1 : masks[layer][example][unit])
          }
        }
      }
      passes.append(pass)
      x = pass.outputs
    }
    return passes
  }

  /// The outputs for one example: logits or numbers.
  public func outputs(_ input: [Double]) -> [Double] { pass([input]).last?.outputs[0] ?? input }

  /// The mean loss over examples; a target is a class, 0 or 1, or the numbers to be predicted.
  public func meanLoss(_ inputs: [[Double]], _ targets: [[Double]]) -> Double {
    let outputs = pass(inputs).last?.outputs ?? inputs
    return zip(outputs, targets).map { loss.value($0, $1) }.reduce(0, +) / Double(inputs.count)
  }

  /// The gradient of ``meanLoss(_:_:)`` by the chain rule.
  public func gradient(_ inputs: [[Double]], _ targets: [[Double]]) -> Gradient {
    var gradient = Gradient(
      weights: weights.map { $0.map { $0.map { _ in 0 } } },
      biases: biases.map { $0.map { _ in 0 } },
      scales: scales.map { $0.map { _ in 0 } }, shifts: shifts.map { $0.map { _ in 0 } })
    let passes = pass(inputs)
    // The gradient of a layer's sums, by example and unit.
    var delta = zip(passes[passes.count - 1].outputs, targets).map { outputs, target in
      loss.slope(outputs, target).map { $0 / Double(inputs.count) }
    }
    for layer in weights.indices.reversed() {
      for (example, row) in delta.enumerated() {
        for (unit, value) in row.enumerated() {
          gradient.biases[layer][unit] += value
          for (column, x) in passes[layer].inputs[example].enumerated() {
            gradient.weights[layer][unit][column] += value * x
          }
        }
      }
      guard layer > 0 else { break }
      let below = passes[layer - 1]
      var back = delta.enumerated().map { example, row in
        below.outputs[example].indices.map { column in
          row.indices.map { row[$0] * weights[layer][$0][column] }.reduce(0, +)
            * (masks.isEmpty ? 1 : masks[layer - 1][example][column])
            * activation.slope(below.beforeActivation[example][column])
        }
      }
      if normalization != .none {
        for (example, row) in back.enumerated() {
          for (unit, value) in row.enumerated() {
            gradient.scales[layer - 1][unit] += value * below.normal[example][unit]
            gradient.shifts[layer - 1][unit] += value
          }
        }
        back = normalizedBackwards(
          back.map { row in row.indices.map { row[$0] * scales[layer - 1][$0] } }, below)
      }
      delta = back
    }
    return gradient
  }
}
