/// Momentum made orthogonal, for weight matrices; AdamW for everything else.
///
///     b ← μ·b + (1 − μ)·g
///     u = (1 − μ)·g + μ·b            (Nesterov; else u = b)
///     θ ← θ − η·λ·θ
///     θ ← θ − η·s·NewtonSchulz(u)    s = √max(1, outputs/inputs) or another fit to the shape
///
/// Every weight but the last layer's moves so, the first layer's included: its inputs are
/// features, not the rows of an embedding. Biases, whatever else is no weight, and the last
/// layer's weight move by AdamW with constants of its own; a network of one layer is all AdamW. Its
/// rate keeps its ratio to the matrices' rate under any schedule.
///
/// > Source: Jordan and others, "Muon: An Optimizer for Hidden Layers in Neural Networks", 2024,
/// > [kellerjordan.github.io/posts/muon](https://kellerjordan.github.io/posts/muon/); the fit
/// > `match_rms_adamw`: Liu and others, "Muon is Scalable for LLM Training", 2025,
/// > [arXiv:2502.16982](https://arxiv.org/abs/2502.16982).
///
/// > Differs from: PyTorch's Muon, which orthogonalizes in bfloat16 and leaves to its user which
/// > parameters it is given: here it is the precision of training, and the rule above. Jordan's
/// > own defaults are η = 0.02 and λ = 0.
///
/// > Cost: a step on 784-128-10 with batches of 128 takes about 6 times as long as one of SGD.
package struct Muon<Scalar: TrainingScalar>: Optimizer {
  private let options: MuonOptions
  private let layout: ParameterLayout
  private let instructions: InstructionSet
  private let lastLayer: Int
  /// b of the matrices, m of the rest.
  private var mean: [Scalar]
  private var square: [Scalar]
  private var scratch: [Scalar]
  private var stepCount = 0

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - options: Its constants.
  ///   - instructions: Which form of the kernels runs.
  package init(
    layout: ParameterLayout, options: MuonOptions = MuonOptions(),
    instructions: InstructionSet = .best
  ) {
    precondition(
      (0..<1).contains(options.momentum), "Muon: momentum \(options.momentum) is outside 0..<1")
    precondition(options.iterations > 0, "Muon: \(options.iterations) iterations, 1 is the least")
    precondition(
      options.polynomial.count == 3, "Muon: \(options.polynomial.count) coefficients, 3 are needed")
    self.options = options
    self.layout = layout
    self.instructions = instructions
    let last = layout.tensors.lazy.filter { $0.role == .weight }.map(\.layer).max() ?? 0
    lastLayer = last
    mean = Array(repeating: 0, count: layout.storageCount)
    square = mean
    let most = layout.tensors.lazy.filter { $0.role == .weight && $0.layer < last }.map {
      $0.count + NewtonSchulz.scratchCount(rows: $0.inputs, columns: $0.outputs)
    }.max()
    scratch = Array(repeating: 0, count: most ?? 0)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    precondition(
      mean.count == parameters.count,
      "Muon: \(parameters.count) parameters, made for \(mean.count)")
    guard let theta = parameters.baseAddress, let g = gradients.baseAddress else { return }
    stepCount += 1
    for tensor in layout.tensors {
      if tensor.role == .weight, tensor.layer < lastLayer {
        moveMatrix(tensor, theta + tensor.offset, g + tensor.offset, rate)
      } else {
        moveRest(tensor, theta + tensor.offset, g + tensor.offset, rate)
      }
    }
  }

  private mutating func moveMatrix(
    _ tensor: ParameterLayout.Tensor, _ theta: UnsafeMutablePointer<Scalar>,
    _ g: UnsafePointer<Scalar>, _ rate: ScheduledRate
  ) {
    let (options, set, count) = (options, instructions, tensor.count)
    let momentum = rate.momentum ?? options.momentum
    let length =
      rate.learningRate
      * options.adjustment.factor(inputs: tensor.inputs, outputs: tensor.outputs)
    mean.withUnsafeMutableBufferPointer { mean in
      scratch.withUnsafeMutableBufferPointer { scratch in
        guard let start = mean.baseAddress, let u = scratch.baseAddress else { return }
        let b = start + tensor.offset
        Scalar.scale(b, by: momentum, count: count)
        Scalar.add(b, 1 - momentum, g, count: count)
        if options.isNesterov {
          u.update(from: g, count: count)
          Scalar.scale(u, by: 1 - momentum, count: count)
          Scalar.add(u, momentum, b, count: count)
        } else {
          u.update(from: b, count: count)
        }
        let direction = NewtonSchulz.orthogonalize(
          u, scratch: u + count, rows: tensor.inputs, columns: tensor.outputs,
          iterations: options.iterations, a: options.polynomial[0], b: options.polynomial[1],
          c: options.polynomial[2], epsilon: options.epsilon, set)
        Scalar.scale(theta, by: 1 - rate.learningRate * options.weightDecay, count: count)
        Scalar.add(theta, -length, direction, count: count)
      }
    }
  }

  private mutating func moveRest(
    _ tensor: ParameterLayout.Tensor, _ theta: UnsafeMutablePointer<Scalar>,
    _ g: UnsafePointer<Scalar>, _ rate: ScheduledRate
  ) {
    let adamWRate = rate.learningRate * options.adamWRate
    let factors = AdamFactors<Scalar>(
      rate: adamWRate, beta1: options.beta1, beta2: options.beta2, epsilon: options.adamWEpsilon,
      step: stepCount, shrink: 1 - adamWRate * options.adamWDecay)
    let set = instructions
    mean.withUnsafeMutableBufferPointer { mean in
      square.withUnsafeMutableBufferPointer { square in
        guard let m = mean.baseAddress, let v = square.baseAddress else { return }
        Scalar.adamStep(
          set, theta, gradients: g, mean: m + tensor.offset, square: v + tensor.offset,
          largest: nil, count: tensor.count, factors)
      }
    }
  }

  package var state: OptimizerState<Scalar> {
    OptimizerState(
      vectors: ["mean": mean, "square": square], numbers: ["step": Double(stepCount)])
  }

  package mutating func restore(_ state: OptimizerState<Scalar>) {
    mean = state.vector("mean", count: mean.count)
    square = state.vector("square", count: square.count)
    stepCount = Int(state.numbers["step"] ?? 0)
  }
}

struct MuonRecipe: OptimizerRecipe {
  let learningRate: Double
  let options: MuonOptions

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    var options = MuonOptions()
    options.momentum = reader.number("optimizer.momentum")
    options.isNesterov = reader.bool("optimizer.nesterov")
    options.weightDecay = reader.number("optimizer.weight_decay")
    options.iterations = reader.integer("optimizer.ns_steps")
    options.polynomial = ["a", "b", "c"].map { reader.number("optimizer.ns_\($0)") }
    options.epsilon = reader.number("optimizer.epsilon")
    options.adjustment =
      reader.choice(
        "optimizer.adjust_lr", of: MuonOptions.Adjustment.self,
        among: MuonOptions.Adjustment.allCases.map(\.rawValue)) ?? .original
    options.adamWRate = reader.number("optimizer.adamw_lr") / learningRate
    options.beta1 = reader.number("optimizer.adamw_beta1")
    options.beta2 = reader.number("optimizer.adamw_beta2")
    options.adamWEpsilon = reader.number("optimizer.adamw_epsilon")
    options.adamWDecay = reader.number("optimizer.adamw_weight_decay")
    self.options = options
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    Muon(layout: context.layout, options: options, instructions: context.instructions)
  }
}
