private import Foundation

/// Gradients preconditioned on each side of a weight by the root of what has been seen there.
///
///     L ← L + G·Gᵀ,  R ← R + Gᵀ·G           (or running means: d·L + (1 − d)·G·Gᵀ)
///     P = (L + ε·I)^(−1/2k)·G·(R + ε·I)^(−1/2k)     k = 2 sides of a weight, 1 of a bias
///     U = P·‖graft‖/‖P‖                      per tensor, graft = g or Adam's g/(√v̂ + ε_g)
///     b ← μ·b + U,   θ ← θ − η·λ·θ,   θ ← θ − η·b
///
/// A bias is a tensor of order 1, whose rule is that of full-matrix AdaGrad. A side wider than the
/// limit has no matrix, and the other one takes the whole exponent. Roots are found anew every so
/// many steps, at the first step in any case. Statistics and roots are computed in Float64 whatever
/// the training's precision: where few gradients have been, Float32's round-off exceeds ε.
///
/// > Source: Gupta, Koren and Singer, "Shampoo: Preconditioned Stochastic Tensor Optimization",
/// > ICML 2018, [arXiv:1802.09568](https://arxiv.org/abs/1802.09568), algorithms 1 and 2; grafting:
/// > Agarwal, Anil, Hazan, Koren and Zhang, [arXiv:2002.11803](https://arxiv.org/abs/2002.11803);
/// > Shi and others, [arXiv:2309.06497](https://arxiv.org/abs/2309.06497), whose Adam graft has no
/// > first moment either.
///
/// > Differs from: the paper in grafting, which gives the step the length of Adam's unless
/// > `graft` is none, and in momentum, which the paper leaves out.
///
/// > Cost: a step on 784-128-10 with batches of 128 takes about 16 times as long as one of SGD: 8
/// > times for the statistics and the step, and with each computation of roots the time of 145
/// > steps of SGD. It grows as the cube of the widest layer.
package struct Shampoo<Scalar: TrainingScalar>: Optimizer {
  private let options: ShampooOptions
  private let sides: [MatrixSides]
  private let instructions: InstructionSet
  /// L and R in Float64, upper triangles.
  private var statistics: [Double]
  private var roots: [Scalar]
  private var velocity: [Scalar]
  private var square: [Scalar]
  private var scratch: [Scalar]
  private var wideScratch: [Double]
  private var stepCount = 0

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - options: Its constants.
  ///   - instructions: Which form of the kernels runs.
  package init(
    layout: ParameterLayout, options: ShampooOptions = ShampooOptions(),
    instructions: InstructionSet = .best
  ) {
    precondition(options.epsilon >= 0, "Shampoo: epsilon = \(options.epsilon) is negative")
    precondition(options.rootEvery > 0, "Shampoo: roots every \(options.rootEvery) steps")
    self.options = options
    self.instructions = instructions
    let plan = MatrixSides.plan(layout, limit: options.widest, vectors: true)
    sides = plan.sides
    statistics = Array(repeating: 0, count: plan.count)
    roots = Array(repeating: 0, count: plan.count)
    velocity = Array(repeating: 0, count: layout.storageCount)
    square = options.graft == .adam ? velocity : []
    let largest = layout.tensors.map(\.count).max() ?? 0
    let widest = plan.sides.flatMap(\.matrices).map(\.width).max() ?? 0
    scratch = Array(repeating: 0, count: 3 * largest)
    wideScratch = Array(
      repeating: 0, count: max(largest, widest * (widest + 1) + Double.eigenWork(widest)))
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    precondition(
      velocity.count == parameters.count,
      "Shampoo: \(parameters.count) parameters, made for \(velocity.count)")
    guard let theta = parameters.baseAddress, let g = gradients.baseAddress else { return }
    let areRootsDue = stepCount % options.rootEvery == 0
    stepCount += 1
    for index in sides.indices {
      let place = sides[index].tensor.offset
      gather(sides[index], g + place)
      if areRootsDue { takeRoots(sides[index]) }
      move(sides[index], theta + place, g + place, rate)
    }
  }

  private mutating func gather(_ sides: MatrixSides, _ g: UnsafePointer<Scalar>) {
    let decay = options.statisticsDecay
    statistics.withUnsafeMutableBufferPointer { statistics in
      wideScratch.withUnsafeMutableBufferPointer { wide in
        guard let start = statistics.baseAddress, let wide = wide.baseAddress else { return }
        Scalar.widen(wide, from: g, times: 1, count: sides.tensor.count)
        sides.accumulate(start, wide, keep: decay, factor: decay < 1 ? 1 - decay : 1)
      }
    }
  }

  private mutating func takeRoots(_ sides: MatrixSides) {
    let exponent = -1 / Double(4 * sides.count)
    let epsilon = options.epsilon
    statistics.withUnsafeBufferPointer { statistics in
      roots.withUnsafeMutableBufferPointer { roots in
        wideScratch.withUnsafeMutableBufferPointer { scratch in
          guard let statistics = statistics.baseAddress, let roots = roots.baseAddress,
            let basis = scratch.baseAddress
          else { return }
          for (place, n, _) in sides.matrices {
            let values = basis + n * n
            let root = values + n
            basis.update(from: statistics + place, count: n * n)
            // What has no eigenvalues is no number: the step makes the run diverge in the open.
            if !Double.symmetricEigen(basis, values: values, work: root, n: n) {
              basis.update(repeating: .nan, count: n * n)
            }
            // Vectors times the square root of what the eigenvalue becomes: their square is the
            // root of the matrix, and symmetric to the last bit.
            for row in 0..<n {
              Double.scale(
                basis + row * n, by: pow(max(0, values[row]) + epsilon, exponent), count: n)
            }
            Double.addSquare(root, keep: 0, factor: 1, basis, transposed: true, n: n, k: n)
            Double.mirror(root, n: n)
            Scalar.narrow(roots + place, from: root, count: n * n)
          }
        }
      }
    }
  }

  private mutating func move(
    _ sides: MatrixSides, _ theta: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>,
    _ rate: ScheduledRate
  ) {
    let (options, set, step, count) = (options, instructions, stepCount, sides.tensor.count)
    let momentum = rate.momentum ?? options.momentum
    roots.withUnsafeBufferPointer { roots in
      velocity.withUnsafeMutableBufferPointer { velocity in
        square.withUnsafeMutableBufferPointer { square in
          scratch.withUnsafeMutableBufferPointer { scratch in
            guard let start = velocity.baseAddress, let direction = scratch.baseAddress
            else { return }
            let work = direction + count
            if let roots = roots.baseAddress {
              sides.apply(roots, to: g, into: direction, back: false, work: work)
            } else {
              direction.update(from: g, count: count)
            }
            var length: Double?
            switch options.graft {
            case .none: break
            case .sgd: length = Scalar.sumOfSquares(set, g, count: count).squareRoot()
            case .adam:
              guard let v = square.baseAddress else { return }
              let (mean, moved) = (work, work + count)
              // With β₁ = 0 the mean is the gradient, to the last bit if it was that before.
              mean.update(from: g, count: count)
              moved.update(repeating: 0, count: count)
              Scalar.adamStep(
                set, moved, gradients: g, mean: mean, square: v + sides.tensor.offset,
                largest: nil, count: count,
                AdamFactors(
                  rate: 1, beta1: 0, beta2: options.beta2, epsilon: options.graftEpsilon,
                  step: step))
              length = Scalar.sumOfSquares(set, moved, count: count).squareRoot()
            }
            if let length {
              let own = Scalar.sumOfSquares(set, direction, count: count).squareRoot()
              if own > 0 { Scalar.scale(direction, by: length / own, count: count) }
            }
            let b = start + sides.tensor.offset
            Scalar.scale(b, by: momentum, count: count)
            Scalar.add(b, 1, direction, count: count)
            Scalar.scale(theta, by: 1 - rate.learningRate * options.weightDecay, count: count)
            Scalar.add(theta, -rate.learningRate, b, count: count)
          }
        }
      }
    }
  }

  package var state: OptimizerState<Scalar> {
    OptimizerState(
      vectors: ["roots": roots, "velocity": velocity, "square": square],
      wideVectors: ["statistics": statistics], numbers: ["step": Double(stepCount)])
  }

  package mutating func restore(_ state: OptimizerState<Scalar>) {
    statistics = state.wideVector("statistics", count: statistics.count)
    roots = state.vector("roots", count: roots.count)
    velocity = state.vector("velocity", count: velocity.count)
    square = state.vector("square", count: square.count)
    stepCount = Int(state.numbers["step"] ?? 0)
  }
}

struct ShampooRecipe: OptimizerRecipe {
  let learningRate: Double
  let options: ShampooOptions

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    var options = ShampooOptions()
    options.momentum = reader.number("optimizer.momentum")
    options.epsilon = reader.number("optimizer.epsilon")
    options.statisticsDecay = reader.number("optimizer.statistics_decay")
    options.rootEvery = reader.integer("optimizer.root_every")
    options.graft =
      reader.choice(
        "optimizer.graft", of: ShampooOptions.Graft.self,
        among: ShampooOptions.Graft.allCases.map(\.rawValue)) ?? .adam
    options.beta2 = reader.number("optimizer.graft_beta2")
    options.graftEpsilon = reader.number("optimizer.graft_epsilon")
    options.weightDecay = reader.number("optimizer.weight_decay")
    options.widest = reader.integer("optimizer.max_precondition_dim")
    self.options = options
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    Shampoo(layout: context.layout, options: options, instructions: context.instructions)
  }
}
