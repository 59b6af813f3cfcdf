import PisteCore
import PisteTestSupport
import PisteTraining

/// A small network with some examples, for the core in either number type and for the reference.
final class Problem<Scalar: TrainingScalar> {
  let reference: ReferenceNetwork
  let inputs: [[Double]]
  let targets: [[Double]]
  let shape: NetworkShape

  private let flatInputs: AlignedBuffer<Scalar>
  private let flatTargets: AlignedBuffer<Scalar>
  private let labels: UnsafeMutablePointer<Int32>

  init(
    _ reference: ReferenceNetwork, inputs: [[Double]], targets: [[Double]], dropout: Double = 0
  ) {
    self.reference = reference
    self.inputs = inputs
    self.targets = targets
    let activation: any Activation =
      switch reference.activation {
      case .sigmoid: Sigmoid()
      case .tanh: Tanh()
      case .relu: ReLU()
      case .leakyReLU: LeakyReLU()
      case .elu: ELU()
      case .selu: SELU()
      case .gelu: GELU()
      case .geluTanh: GELUTanh()
      case .silu: SiLU()
      case .softplus: Softplus()
      case .identity: Identity()
      }
    let loss: any Loss =
      switch reference.loss {
      case .crossEntropy: CrossEntropy()
      case .logistic: LogisticLoss()
      case .square: SquareLoss()
      case .squareSigmoid: SquareSigmoidLoss()
      case .smoothed: CrossEntropy(labelSmoothing: ReferenceNetwork.Loss.smoothing)
      case .huber: HuberLoss(delta: ReferenceNetwork.Loss.delta)
      case .hinge, .multiMargin: HingeLoss()
      }
    let normalization: HiddenNormalization =
      switch reference.normalization {
      case .none: .none
      case .batch: .batch
      case .layer: .layer
      }
    shape = NetworkShape(
      widths: [inputs[0].count] + reference.biases.map(\.count), activation: activation,
      loss: loss, normalization: normalization, dropout: dropout)
    flatInputs = AlignedBuffer(count: inputs.count * inputs[0].count)
    for (index, value) in inputs.joined().enumerated() { flatInputs.start[index] = Scalar(value) }
    flatTargets = AlignedBuffer(count: targets.joined().count)
    for (index, value) in targets.joined().enumerated() {
      flatTargets.start[index] = Scalar(value)
    }
    labels = .allocate(capacity: targets.count)
    for (index, target) in targets.enumerated() {
      labels[index] = reference.loss.hasClasses ? Int32(target[0]) : 0
    }
  }

  deinit { labels.deallocate() }

  /// The examples as the core reads them, good as long as this object lives.
  var batch: Batch<Scalar> {
    Batch(
      inputs: flatInputs.start, labels: reference.loss.hasClasses ? labels : nil,
      targets: reference.loss.hasClasses ? nil : UnsafePointer(flatTargets.start),
      count: inputs.count)
  }

  /// The core's network with the reference's parameters.
  func network(
    _ set: InstructionSet = .best, seed: UInt64 = 0, streaming: Streaming = Streaming()
  ) -> Network<Scalar> {
    let network = Network<Scalar>(
      shape, batchCapacity: inputs.count, seed: seed, instructions: set, streaming: streaming)
    for (index, tensor) in network.layout.tensors.enumerated() {
      let values =
        switch tensor.role {
        case .weight: Array(reference.weights[tensor.layer].joined())
        case .bias: reference.biases[tensor.layer]
        case .scale: reference.scales[tensor.layer]
        case .shift: reference.shifts[tensor.layer]
        case .point: [Double]()
        }
      network.load(values.map { Scalar($0) }, into: index)
    }
    return network
  }

  /// The losses before each of some steps.
  func losses(_ rule: Rule, rate: Double, steps: Int) -> [Double] {
    let network = network()
    var optimizer: any Optimizer<Scalar> = rule.make(network.layout)
    return (0..<steps).map { _ in
      let result = optimizer.advance(
        network, on: batch, rate: ScheduledRate(learningRate: rate))
      return result.sum.total / Double(inputs.count)
    }
  }
}

extension Network {
  /// The gradient of tensor `index` in PyTorch's order.
  func gradient(of index: Int) -> [Double] {
    let tensor = layout.tensors[index]
    return (0..<tensor.outputs).flatMap { output in
      (0..<tensor.inputs).map {
        Double(gradients.start[tensor.offset + $0 * tensor.outputs + output])
      }
    }
  }
}

extension Problem {
  /// A network of random numbers with random examples.
  static func random(
    _ activation: ReferenceNetwork.Activation, _ loss: ReferenceNetwork.Loss, hidden: [Int],
    rows: Int = 7, features: Int = 5, seed: UInt64 = 1,
    normalization: ReferenceNetwork.Normalization = .none, dropout: Double = 0
  ) -> Problem {
    var random = RandomStream(seed: seed, purpose: "problem")
    let outputs = loss.isBinary ? 1 : 4
    let widths = [features] + hidden + [outputs]
    func normals(_ count: Int) -> [Double] { (0..<count).map { _ in random.normal() } }
    var reference = ReferenceNetwork(
      weights: zip(widths, widths.dropFirst()).map { inputs, outputs in
        (0..<outputs).map { _ in normals(inputs).map { $0 / Double(inputs).squareRoot() } }
      },
      biases: widths.dropFirst().map { normals($0).map { 0.3 * $0 } }, activation: activation,
      loss: loss)
    let inputs = (0..<rows).map { _ in normals(features) }
    let targets: [[Double]] = (0..<rows).map { _ in
      switch loss {
      case .crossEntropy, .smoothed, .multiMargin: [Double(random.below(outputs))]
      case .logistic, .hinge: [Double(random.below(2))]
      case .square, .squareSigmoid, .huber: normals(outputs)
      }
    }
    reference.normalization = normalization
    if normalization != .none {
      reference.scales = hidden.map { normals($0).map { 1 + 0.3 * $0 } }
      reference.shifts = hidden.map { normals($0).map { 0.3 * $0 } }
    }
    return Problem(reference, inputs: inputs, targets: targets, dropout: dropout)
  }
}

extension ReferenceNetwork.Gradient {
  /// The gradient of each tensor of a layout, in PyTorch's order.
  func tensors(_ layout: ParameterLayout) -> [[Double]] {
    layout.tensors.map { tensor in
      switch tensor.role {
      case .weight: Array(weights[tensor.layer].joined())
      case .bias: biases[tensor.layer]
      case .scale: scales[tensor.layer]
      case .shift: shifts[tensor.layer]
      case .point: []
      }
    }
  }
}
