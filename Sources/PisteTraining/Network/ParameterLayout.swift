/// Where each tensor of a network lies in the one flat vector of its parameters.
///
/// Optimizers that treat matrices and biases apart (Muon, LARS, Shampoo, K-FAC) read shapes and
/// roles here; the others see only the vector. Every tensor begins on a boundary of 64 bytes; the
/// gaps hold zeros in parameters and gradients alike, and every optimizer leaves them zero.
package struct ParameterLayout: Sendable, Hashable {
  /// What a tensor does in its layer.
  package enum Role: Sendable, Hashable {
    /// The matrix of a dense layer.
    case weight
    /// The vector added to its outputs.
    case bias
    /// The point at which a function is taken, where there is no network.
    case point
  }

  /// One tensor.
  package struct Tensor: Sendable, Hashable {
    /// PyTorch's name of it, as `0.weight`.
    package let name: String
    /// What it does.
    package let role: Role
    /// The dense layer it belongs to, from 0.
    package let layer: Int
    /// D of its layer; 1 for a bias.
    package let inputs: Int
    /// H of its layer.
    package let outputs: Int
    /// Place of its first number in the flat vector.
    package let offset: Int

    /// How many numbers it holds: row-major `[inputs, outputs]`.
    package var count: Int { inputs * outputs }
  }

  /// The tensors in order: weight and bias of the first layer, of the second, and so on.
  package let tensors: [Tensor]
  /// Length of the flat vector, gaps included.
  package let storageCount: Int

  /// P, the number of trainable scalars.
  package var parameterCount: Int { tensors.reduce(0) { $0 + $1.count } }

  /// The layout of a network with these widths: inputs, hidden layers, outputs.
  ///
  /// - Precondition: There are at least two widths, all positive.
  package init(widths: [Int]) {
    precondition(widths.count >= 2, "ParameterLayout: \(widths.count) widths, but 2 are needed")
    var tensors: [Tensor] = []
    var end = 0
    for layer in 0..<widths.count - 1 {
      let (inputs, outputs) = (widths[layer], widths[layer + 1])
      precondition(inputs > 0 && outputs > 0, "ParameterLayout: a width of \(min(inputs, outputs))")
      // In PyTorch's nn.Sequential each activation takes an index of its own.
      tensors.append(
        Tensor(
          name: "\(2 * layer).weight", role: .weight, layer: layer, inputs: inputs,
          outputs: outputs, offset: end))
      end = Self.aligned(end + inputs * outputs)
      tensors.append(
        Tensor(
          name: "\(2 * layer).bias", role: .bias, layer: layer, inputs: 1, outputs: outputs,
          offset: end))
      end = Self.aligned(end + outputs)
    }
    self.tensors = tensors
    storageCount = end
  }

  /// The layout of one bare vector θ, with no layer around it.
  ///
  /// - Precondition: The dimension is positive.
  package init(point dimension: Int) {
    precondition(dimension > 0, "ParameterLayout: a point of dimension \(dimension)")
    tensors = [
      Tensor(name: "theta", role: .point, layer: 0, inputs: 1, outputs: dimension, offset: 0)
    ]
    storageCount = Self.aligned(dimension)
  }

  /// The weight of dense layer `layer`.
  package func weight(_ layer: Int) -> Tensor { tensors[2 * layer] }

  /// The bias of dense layer `layer`.
  package func bias(_ layer: Int) -> Tensor { tensors[2 * layer + 1] }

  private static func aligned(_ offset: Int) -> Int { (offset + 15) / 16 * 16 }
}
