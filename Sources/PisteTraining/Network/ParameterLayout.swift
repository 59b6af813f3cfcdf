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
    /// What a normalization multiplies each unit by.
    case scale
    /// What a normalization adds to each unit.
    case shift
    /// The point at which a function is taken, where there is no network.
    case point
  }

  /// One tensor.
  package struct Tensor: Sendable, Hashable {
    /// PyTorch's name of it, as `0.weight`.
    package let name: String
    /// What it does.
    package let role: Role
    /// The dense layer it belongs to, from 0; a normalization belongs to the one before it.
    package let layer: Int
    /// D of its layer; 1 for all but a weight.
    package let inputs: Int
    /// H of its layer.
    package let outputs: Int
    /// Place of its first number in the flat vector.
    package let offset: Int

    /// How many numbers it holds: row-major `[inputs, outputs]`.
    package var count: Int { inputs * outputs }

    /// Its module's name: `0` of `0.weight`.
    package var module: String { String(name.prefix { $0 != "." }) }
  }

  /// Shape and places of one dense layer, without a reference to anything.
  package struct DenseLayer: Sendable, Hashable {
    /// D.
    package let inputs: Int
    /// H.
    package let outputs: Int
    /// Place of its weight's first number in the flat vector.
    package let weight: Int
    /// Place of its bias's first number.
    package let bias: Int
  }

  /// The tensors in order: weight and bias of the first layer, scale and shift of its
  /// normalization, if there is one, then those of the second, and so on.
  package let tensors: [Tensor]
  /// Length of the flat vector, gaps included.
  package let storageCount: Int
  /// The dense layers, the first one first; none for a bare vector.
  package let layers: [DenseLayer]

  /// How many tensors a hidden layer has.
  private let tensorsPerLayer: Int

  /// P, the number of trainable scalars.
  package var parameterCount: Int { tensors.reduce(0) { $0 + $1.count } }

  /// The layout of a network with these widths: inputs, hidden layers, outputs.
  ///
  /// - Parameters:
  ///   - widths: At least two, all positive.
  ///   - isNormalized: Whether a normalization with scale and shift follows each hidden layer.
  ///   - hasDropout: Whether a module for dropout ends each hidden layer; it has no tensor, but
  ///     counts in the names.
  package init(widths: [Int], isNormalized: Bool = false, hasDropout: Bool = false) {
    precondition(widths.count >= 2, "ParameterLayout: \(widths.count) widths, but 2 are needed")
    var tensors: [Tensor] = []
    var end = 0
    func add(_ module: Int, _ name: String, _ role: Role, _ layer: Int, _ inputs: Int) {
      let outputs = widths[layer + 1]
      tensors.append(
        Tensor(
          name: "\(module).\(name)", role: role, layer: layer, inputs: inputs, outputs: outputs,
          offset: end))
      end = Self.aligned(end + inputs * outputs)
    }
    // In PyTorch's nn.Sequential every module takes an index of its own, activations too.
    let modules = 2 + (isNormalized ? 1 : 0) + (hasDropout ? 1 : 0)
    for layer in 0..<widths.count - 1 {
      let (inputs, outputs) = (widths[layer], widths[layer + 1])
      precondition(inputs > 0 && outputs > 0, "ParameterLayout: a width of \(min(inputs, outputs))")
      add(modules * layer, "weight", .weight, layer, inputs)
      add(modules * layer, "bias", .bias, layer, 1)
      guard isNormalized, layer < widths.count - 2 else { continue }
      add(modules * layer + 1, "weight", .scale, layer, 1)
      add(modules * layer + 1, "bias", .shift, layer, 1)
    }
    self.tensors = tensors
    let weights = tensors.filter { $0.role == .weight }
    layers = zip(weights, tensors.filter { $0.role == .bias }).map { weight, bias in
      DenseLayer(
        inputs: weight.inputs, outputs: weight.outputs, weight: weight.offset, bias: bias.offset)
    }
    storageCount = end
    tensorsPerLayer = isNormalized ? 4 : 2
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
    layers = []
    tensorsPerLayer = 1
  }

  /// The weight of dense layer `layer`.
  package func weight(_ layer: Int) -> Tensor { tensors[tensorsPerLayer * layer] }

  /// The bias of dense layer `layer`.
  package func bias(_ layer: Int) -> Tensor { tensors[tensorsPerLayer * layer + 1] }

  /// The scale of the normalization behind hidden layer `layer`.
  package func scale(_ layer: Int) -> Tensor { tensors[tensorsPerLayer * layer + 2] }

  /// The shift of the normalization behind hidden layer `layer`.
  package func shift(_ layer: Int) -> Tensor { tensors[tensorsPerLayer * layer + 3] }

  private static func aligned(_ offset: Int) -> Int { (offset + 15) / 16 * 16 }
}
