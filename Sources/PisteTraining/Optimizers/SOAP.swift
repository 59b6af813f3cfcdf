/// Adam in the eigenbasis of Shampoo's statistics.
///
///     L ← d·L + (1 − d)·G·Gᵀ,  R ← d·R + (1 − d)·Gᵀ·G
///     G′ = Q_Lᵀ·G·Q_R,   m ← β₁·m + (1 − β₁)·G′,   v ← β₂·v + (1 − β₂)·G′²
///     N = √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε)
///     θ ← θ − η·Q_L·N·Q_Rᵀ,   then  θ ← θ − η·λ·θ
///
/// The very first step only finds the eigenvectors and moves nothing; it is not counted in t.
/// After every k-th step the bases are refreshed by one power iteration: Q ← QR(L·Q), its columns
/// first put in the order of falling qᵀ·L·q; v goes along with the order, m is turned into the new
/// basis. Biases, and sides wider than the limit, have no basis: there it is Adam. Signs of
/// eigenvectors make no difference.
///
/// In a direction that no gradient has ever had, as that of equal logits under a softmax, G′ is
/// round-off and v its square, so that N there may be of the size of 1: the rule itself is that
/// sensitive.
///
/// > Source: Vyas, Morwani, Zhao, Kwun, Shapira, Brandfonbrener, Janson and Kakade, "SOAP:
/// > Improving and Stabilizing Shampoo using Adam", ICLR 2025,
/// > [arXiv:2409.11321](https://arxiv.org/abs/2409.11321), algorithm 3, with the details of its
/// > authors' implementation: ε beside the uncorrected root, decay after the step.
///
/// > Cost: a step on 784-128-10 with batches of 128 takes about 15 times as long as one of SGD. It
/// > grows as the cube of the widest layer.
package struct SOAP<Scalar: TrainingScalar>: Optimizer {
  private let options: SOAPOptions
  private let sides: [MatrixSides]
  private let instructions: InstructionSet
  private var statistics: [Scalar]
  /// Q_Lᵀ and Q_Rᵀ.
  private var bases: [Scalar]
  private var mean: [Scalar]
  private var square: [Scalar]
  private var scratch: [Scalar]
  private var order: [Int32]
  private var keys: [Double]
  private var hasStarted = false
  private var stepCount = 0

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - options: Its constants.
  ///   - instructions: Which form of the kernels runs.
  package init(
    layout: ParameterLayout, options: SOAPOptions = SOAPOptions(),
    instructions: InstructionSet = .best
  ) {
    precondition((0..<1).contains(options.beta1), "SOAP: beta1 = \(options.beta1) outside 0..<1")
    precondition((0..<1).contains(options.beta2), "SOAP: beta2 = \(options.beta2) outside 0..<1")
    precondition(options.every > 0, "SOAP: bases every \(options.every) steps, 1 is the least")
    self.options = options
    self.instructions = instructions
    let plan = MatrixSides.plan(layout, limit: options.widest, vectors: false)
    sides = plan.sides
    statistics = Array(repeating: 0, count: plan.count)
    bases = statistics
    mean = Array(repeating: 0, count: layout.storageCount)
    square = mean
    let largest = layout.tensors.map(\.count).max() ?? 0
    let widest = plan.sides.flatMap(\.matrices).map(\.width).max() ?? 0
    scratch = Array(
      repeating: 0,
      count: 3 * largest + widest * (widest + 1)
        + max(Scalar.eigenWork(widest), Scalar.orthonormalWork(widest)))
    order = Array(repeating: 0, count: widest)
    keys = Array(repeating: 0, count: widest)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    precondition(
      mean.count == parameters.count,
      "SOAP: \(parameters.count) parameters, made for \(mean.count)")
    guard let theta = parameters.baseAddress, let g = gradients.baseAddress else { return }
    if hasStarted { stepCount += 1 }
    for index in sides.indices {
      let place = sides[index].tensor.offset
      if hasStarted { move(sides[index], theta + place, g + place, rate) }
      gather(sides[index], g + place)
      if !hasStarted {
        findBases(sides[index])
      } else if stepCount % options.every == 0, sides[index].count > 0 {
        refreshBases(sides[index])
      }
    }
    hasStarted = true
  }

  private mutating func move(
    _ sides: MatrixSides, _ theta: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>,
    _ rate: ScheduledRate
  ) {
    let (set, count, offset) = (instructions, sides.tensor.count, sides.tensor.offset)
    let factors = AdamFactors<Scalar>(
      rate: rate.learningRate, beta1: rate.momentum ?? options.beta1, beta2: options.beta2,
      epsilon: options.epsilon, step: stepCount, addsEarly: true)
    let shrink = 1 - rate.learningRate * options.weightDecay
    bases.withUnsafeBufferPointer { bases in
      mean.withUnsafeMutableBufferPointer { mean in
        square.withUnsafeMutableBufferPointer { square in
          scratch.withUnsafeMutableBufferPointer { scratch in
            guard let m = mean.baseAddress, let v = square.baseAddress else { return }
            if sides.count > 0, let bases = bases.baseAddress, let turned = scratch.baseAddress {
              let (change, work) = (turned + count, turned + 2 * count)
              sides.apply(bases, to: g, into: turned, back: false, work: work)
              change.update(repeating: 0, count: count)
              Scalar.adamStep(
                set, change, gradients: turned, mean: m + offset, square: v + offset,
                largest: nil, count: count, factors)
              sides.apply(bases, to: change, into: turned, back: true, work: work)
              Scalar.add(theta, 1, turned, count: count)
            } else {
              Scalar.adamStep(
                set, theta, gradients: g, mean: m + offset, square: v + offset, largest: nil,
                count: count, factors)
            }
            Scalar.scale(theta, by: shrink, count: count)
          }
        }
      }
    }
  }

  private mutating func gather(_ sides: MatrixSides, _ g: UnsafePointer<Scalar>) {
    let decay = options.statisticsDecay
    statistics.withUnsafeMutableBufferPointer { statistics in
      guard let start = statistics.baseAddress else { return }
      sides.accumulate(start, g, keep: decay, factor: 1 - decay)
    }
  }

  /// The eigenvectors of the statistics, those of the largest eigenvalue first.
  private mutating func findBases(_ sides: MatrixSides) {
    statistics.withUnsafeBufferPointer { statistics in
      bases.withUnsafeMutableBufferPointer { bases in
        scratch.withUnsafeMutableBufferPointer { scratch in
          guard let statistics = statistics.baseAddress, let bases = bases.baseAddress,
            let vectors = scratch.baseAddress
          else { return }
          for (place, n, _) in sides.matrices {
            vectors.update(from: statistics + place, count: n * n)
            let values = vectors + n * n
            // What has no eigenvalues is no number: the step makes the run diverge in the open.
            if !Scalar.symmetricEigen(vectors, values: values, work: values + n, n: n) {
              vectors.update(repeating: .nan, count: n * n)
            }
            for row in 0..<n {
              (bases + place + row * n).update(from: vectors + (n - 1 - row) * n, count: n)
            }
          }
        }
      }
    }
  }

  /// One power iteration for every side; the moments follow.
  private mutating func refreshBases(_ sides: MatrixSides) {
    let (count, offset) = (sides.tensor.count, sides.tensor.offset)
    bases.withUnsafeMutableBufferPointer { bases in
      mean.withUnsafeMutableBufferPointer { mean in
        square.withUnsafeMutableBufferPointer { square in
          scratch.withUnsafeMutableBufferPointer { scratch in
            statistics.withUnsafeMutableBufferPointer { statistics in
              order.withUnsafeMutableBufferPointer { order in
                keys.withUnsafeMutableBufferPointer { keys in
                  guard let bases = bases.baseAddress, let means = mean.baseAddress,
                    let squares = square.baseAddress, let plain = scratch.baseAddress,
                    let statistics = statistics.baseAddress, let order = order.baseAddress,
                    let keys = keys.baseAddress
                  else { return }
                  let (m, v) = (means + offset, squares + offset)
                  let (work, other) = (plain + count, plain + 2 * count)
                  sides.apply(bases, to: m, into: plain, back: true, work: work)
                  for (place, n, isRight) in sides.matrices {
                    Self.powerIteration(
                      bases + place, statistics + place, n: n, order: order, keys: keys,
                      work: other + count)
                    other.update(from: v, count: count)
                    Scalar.reorder(
                      v, from: other, rows: isRight ? nil : UnsafePointer(order),
                      columns: isRight ? UnsafePointer(order) : nil, m: sides.rows,
                      n: sides.columns)
                  }
                  sides.apply(bases, to: plain, into: m, back: false, work: work)
                }
              }
            }
          }
        }
      }
    }
  }

  /// `Q ← QR(M·Q)`, the vectors in the order of falling `qᵀ·M·q`, which `order` tells.
  private static func powerIteration(
    _ basis: UnsafeMutablePointer<Scalar>, _ matrix: UnsafeMutablePointer<Scalar>, n: Int,
    order: UnsafeMutablePointer<Int32>, keys: UnsafeMutablePointer<Double>,
    work: UnsafeMutablePointer<Scalar>
  ) {
    Scalar.mirror(matrix, n: n)
    Scalar.matrixProduct(
      work, basis, transposeA: false, matrix, transposeB: false, m: n, n: n, k: n)
    for row in 0..<n { keys[row] = Scalar.dot(basis + row * n, work + row * n, count: n) }
    FallingOrder.sort(keys, order, count: n)
    Scalar.reorder(basis, from: work, rows: order, columns: nil, m: n, n: n)
    if !Scalar.orthonormalize(basis, work: work, n: n) {
      basis.update(repeating: .nan, count: n * n)
    }
  }

  package var state: OptimizerState<Scalar> {
    OptimizerState(
      vectors: ["statistics": statistics, "bases": bases, "mean": mean, "square": square],
      numbers: ["step": Double(stepCount), "started": hasStarted ? 1 : 0])
  }

  package mutating func restore(_ state: OptimizerState<Scalar>) {
    statistics = state.vector("statistics", count: statistics.count)
    bases = state.vector("bases", count: bases.count)
    mean = state.vector("mean", count: mean.count)
    square = state.vector("square", count: square.count)
    stepCount = Int(state.numbers["step"] ?? 0)
    hasStarted = state.numbers["started"] == 1
  }
}

struct SOAPRecipe: OptimizerRecipe {
  let learningRate: Double
  let options: SOAPOptions

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    var options = SOAPOptions()
    options.beta1 = reader.number("optimizer.beta1")
    options.beta2 = reader.number("optimizer.beta2")
    options.statisticsDecay = reader.number("optimizer.shampoo_beta")
    options.epsilon = reader.number("optimizer.epsilon")
    options.weightDecay = reader.number("optimizer.weight_decay")
    options.every = reader.integer("optimizer.precondition_every")
    options.widest = reader.integer("optimizer.max_precondition_dim")
    self.options = options
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    SOAP(layout: context.layout, options: options, instructions: context.instructions)
  }
}
