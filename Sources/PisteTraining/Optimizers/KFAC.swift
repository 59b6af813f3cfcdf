internal import PisteCore

/// The natural gradient of dense layers, the Fisher matrix of each taken as a Kronecker product.
///
/// For a layer s = Wᵀ·ā with ā = [a; 1], g = ∂(−log p)/∂s of one example and ḡ the gradient dW of
/// weight and bias together, of shape `[D + 1, H]`:
///
///     A ← e·A + (1 − e)·mean(ā·āᵀ),   G ← e·G + (1 − e)·mean(g·gᵀ),   e = min(1 − 1/k, decay)
///     dW ← dW + l·W
///     factored:  V = (A + π·γ·I)⁻¹·dW·(G + γ/π·I)⁻¹,   γ = √(λ + l),
///                π = √((tr A/(D + 1))/(tr G/H))
///     eigen:     V = Q_A·[(Q_Aᵀ·dW·Q_G)/(d_A·d_Gᵀ + λ + l)]·Q_Gᵀ
///     ν = min(1, √(κ/|Σ η²·⟨V, dW⟩|)),   b ← μ·b + ν·V,   θ ← θ − η·b
///
/// k counts updates of the factors. g is that of labels the model itself gives, all of them
/// (`exact`) or one drawn (`sampled`), or of the data's labels (`empirical`); it is not divided by
/// the batch's size. Factors and inverses are computed in Float64 whatever the training's
/// precision. Tensors outside dense layers take a plain step along their gradient.
///
/// > Source: Martens and Grosse, "Optimizing Neural Networks with Kronecker-factored Approximate
/// > Curvature", ICML 2015, [arXiv:1503.05671](https://arxiv.org/abs/1503.05671), sections 3 to
/// > 6; the KL clip: Ba, Grosse and Martens, "Distributed Second-Order Optimization using
/// > Kronecker-Factored Approximations", ICLR 2017; the eigenvalue form: Grosse and Martens,
/// > [arXiv:1602.01407](https://arxiv.org/abs/1602.01407).
///
/// > Differs from: the paper, which adapts damping, rate and momentum as it goes: here the damping
/// > is fixed, the rate is the schedule's, and the momentum is a heavy ball's.
///
/// > Cost: a step on 784-128-10 with batches of 128 takes about 12 times as long as one of SGD, in
/// > the eigenvalue form 25 times; 6 times with factors every 10 and inverses every 20 steps.
package struct KFAC<Scalar: TrainingScalar>: CurvatureOptimizer {
  private let options: KFACOptions
  private let layers: [KroneckerLayer]
  private let instructions: InstructionSet
  /// A and G of every layer, upper triangles.
  private var factors: [Double]
  private var inverses: [Scalar]
  private var velocity: [Scalar]
  private var random: RandomStream
  private var updateCount = 0
  private var stepCount = 0
  private var scratch: [Scalar]
  private var wideScratch: [Double]
  private var batchScratch: [Double] = []

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - options: Its constants.
  ///   - seed: The run's seed; labels are drawn from its stream for `fisher`.
  ///   - instructions: Which form of the kernels runs.
  package init(
    layout: ParameterLayout, options: KFACOptions = KFACOptions(), seed: UInt64 = 0,
    instructions: InstructionSet = .best
  ) {
    precondition(options.damping >= 0, "KFAC: damping \(options.damping) is negative")
    precondition(
      options.factorEvery > 0 && options.inverseEvery > 0,
      "KFAC: updates every \(options.factorEvery) and \(options.inverseEvery) steps, 1 is the least"
    )
    self.options = options
    self.instructions = instructions
    var layers: [KroneckerLayer] = []
    var (factorCount, inverseCount, largest) = (0, 0, 0)
    for weight in layout.tensors where weight.role == .weight {
      let layer = KroneckerLayer(
        weight: weight, bias: layout.bias(weight.layer), factor: factorCount, inverse: inverseCount)
      factorCount += layer.factorCount
      inverseCount += layer.inverseCount
      largest = max(largest, layer.rows * layer.columns)
      layers.append(layer)
    }
    self.layers = layers
    factors = Array(repeating: 0, count: factorCount)
    inverses = Array(repeating: 0, count: inverseCount)
    velocity = Array(repeating: 0, count: layout.storageCount)
    scratch = Array(repeating: 0, count: 2 * layout.storageCount + 3 * largest)
    wideScratch = Array(repeating: 0, count: layers.map(\.workCount).max() ?? 0)
    random = RandomStream(seed: seed, purpose: "fisher")
  }

  package var isObservationDue: Bool { stepCount % options.factorEvery == 0 }

  package mutating func observe(_ network: borrowing Network<Scalar>, batch: Batch<Scalar>) {
    let columns = network.shape.widths[network.shape.layerCount]
    reserve(rows: network.batchCapacity, columns: columns)
    updateCount += 1
    let keep = min(1 - 1 / Double(updateCount), options.factorDecay)
    var random = random
    let (layers, fisher, count) = (layers, options.fisher, batch.count * columns)
    guard let distribution = OutputDistribution(network.shape.loss) else {
      preconditionFailure("KFAC: a loss without a distribution of labels, as \(network.shape.loss)")
    }
    let passes = fisher == .exact ? distribution.exactPasses(columns: columns) : 1
    factors.withUnsafeMutableBufferPointer { factors in
      batchScratch.withUnsafeMutableBufferPointer { batchScratch in
        guard let factors = factors.baseAddress, let outputs = batchScratch.baseAddress
        else { return }
        let gradient = outputs + count
        let rows = gradient + count
        Double.widenedRows(outputs, network.outputs, rows: batch.count, width: columns)
        distribution.prepare(outputs, rows: batch.count, columns: columns)
        for pass in 0..<passes {
          switch fisher {
          case .exact:
            distribution.exactGradient(
              gradient, outputs, pass: pass, rows: batch.count, columns: columns)
          case .sampled:
            distribution.sampledGradient(
              gradient, outputs, rows: batch.count, columns: columns, from: &random)
          case .empirical:
            // The loss has left the gradient of its mean.
            Scalar.widen(
              gradient, from: network.outputGradient, times: Double(batch.count), count: count)
          }
          Scalar.narrow(network.outputGradient, from: gradient, count: count)
          network.visitBackwards(from: batch.inputs, rows: batch.count) { seen in
            let layer = layers[seen.layer]
            let share = (1 - keep) / Double(seen.rows)
            if pass == 0 {
              Double.widenedRows(
                rows, seen.inputs, rows: seen.rows, width: seen.inputWidth, ones: 1)
              Double.addSquare(
                factors + layer.factor, keep: keep, factor: share, rows, transposed: true,
                n: layer.rows, k: seen.rows)
            }
            Double.widenedRows(rows, seen.outputGradient, rows: seen.rows, width: seen.outputWidth)
            Double.addSquare(
              factors + layer.factor + layer.rows * layer.rows, keep: pass == 0 ? keep : 1,
              factor: share, rows, transposed: true, n: layer.columns, k: seen.rows)
          }
        }
      }
    }
    self.random = random
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    precondition(
      velocity.count == parameters.count,
      "KFAC: \(parameters.count) parameters, made for \(velocity.count)")
    if stepCount % options.inverseEvery == 0 { invert() }
    stepCount += 1
    let (options, layers, set, total) = (options, layers, instructions, parameters.count)
    let momentum = rate.momentum ?? options.momentum
    velocity.withUnsafeMutableBufferPointer { velocity in
      scratch.withUnsafeMutableBufferPointer { scratch in
        inverses.withUnsafeBufferPointer { inverses in
          guard let b = velocity.baseAddress, let g = scratch.baseAddress,
            let inverses = inverses.baseAddress, let theta = parameters.baseAddress,
            let gradient = gradients.baseAddress
          else { return }
          g.update(from: gradient, count: total)
          Scalar.add(g, options.weightDecay, theta, count: total)
          let v = g + total
          v.update(from: g, count: total)
          for layer in layers {
            Self.naturalGradient(
              layer, g, v, inverses: inverses, work: v + total, options: options)
          }
          let product = Scalar.dot(v, g, count: total)
          let change = abs(rate.learningRate * rate.learningRate * product)
          let clip =
            options.klClip > 0 && change > options.klClip
            ? (options.klClip / change).squareRoot() : 1
          Scalar.scale(b, by: momentum, count: total)
          Scalar.add(b, clip, v, count: total)
          Scalar.sgdStep(
            set, theta, gradients: b, count: total, rate: Scalar(rate.learningRate), penalty: 0)
        }
      }
    }
  }

  /// Brings weight and bias together, preconditions them, and takes them apart again.
  private static func naturalGradient(
    _ layer: KroneckerLayer, _ g: UnsafePointer<Scalar>, _ v: UnsafeMutablePointer<Scalar>,
    inverses: UnsafePointer<Scalar>, work: UnsafeMutablePointer<Scalar>, options: KFACOptions
  ) {
    let (weight, bias) = (layer.weight, layer.bias)
    let whole = work
    let direction = whole + layer.rows * layer.columns
    let product = direction + layer.rows * layer.columns
    whole.update(from: g + weight.offset, count: weight.count)
    (whole + weight.count).update(from: g + bias.offset, count: bias.count)
    switch options.dampingForm {
    case .factored:
      layer.naturalGradient(whole, into: direction, inverses: inverses, work: product)
    case .eigen:
      layer.naturalGradientByEigenvalues(
        whole, into: direction, inverses: inverses,
        damping: options.damping + options.weightDecay, work: product)
    }
    (v + weight.offset).update(from: direction, count: weight.count)
    (v + bias.offset).update(from: direction + weight.count, count: bias.count)
  }

  private mutating func invert() {
    let (options, layers) = (options, layers)
    factors.withUnsafeBufferPointer { factors in
      inverses.withUnsafeMutableBufferPointer { inverses in
        wideScratch.withUnsafeMutableBufferPointer { work in
          guard let factors = factors.baseAddress, let inverses = inverses.baseAddress,
            let work = work.baseAddress
          else { return }
          for layer in layers {
            switch options.dampingForm {
            case .factored:
              layer.invert(
                factors, into: inverses, damping: options.damping + options.weightDecay,
                work: work)
            case .eigen: layer.diagonalize(factors, into: inverses, work: work)
            }
          }
        }
      }
    }
  }

  /// Allocates what depends on the batch, at the first look at a network.
  private mutating func reserve(rows: Int, columns: Int) {
    let widest = layers.lazy.map { max($0.rows, $0.columns) }.max() ?? 1
    let count = rows * (2 * columns + widest)
    if batchScratch.count < count { batchScratch = Array(repeating: 0, count: count) }
  }

  package var state: OptimizerState<Scalar> {
    OptimizerState(
      vectors: ["velocity": velocity, "inverses": inverses], wideVectors: ["factors": factors],
      numbers: ["step": Double(stepCount), "updates": Double(updateCount)],
      words: ["fisher": random.words])
  }

  package mutating func restore(_ state: OptimizerState<Scalar>) {
    velocity = state.vector("velocity", count: velocity.count)
    inverses = state.vector("inverses", count: inverses.count)
    factors = state.wideVector("factors", count: factors.count)
    stepCount = Int(state.numbers["step"] ?? 0)
    updateCount = Int(state.numbers["updates"] ?? 0)
    if let stream = state.words["fisher"].flatMap({ RandomStream(words: $0) }) { random = stream }
  }

  /// A and G of layer `layer` as they stand, row-major and whole, for checks.
  package func curvature(of layer: Int) -> (inputs: [Double], outputs: [Double]) {
    let place = layers[layer]
    var whole = factors
    return whole.withUnsafeMutableBufferPointer { whole in
      guard let start = whole.baseAddress else { return ([], []) }
      let (a, g) = (start + place.factor, start + place.factor + place.rows * place.rows)
      Double.mirror(a, n: place.rows)
      Double.mirror(g, n: place.columns)
      return (
        Array(UnsafeBufferPointer(start: a, count: place.rows * place.rows)),
        Array(UnsafeBufferPointer(start: g, count: place.columns * place.columns))
      )
    }
  }
}

extension Double {
  /// Rows in Float64, each with `ones` ones behind it.
  fileprivate static func widenedRows<Scalar: TrainingScalar>(
    _ target: UnsafeMutablePointer<Double>, _ source: UnsafePointer<Scalar>, rows: Int, width: Int,
    ones: Int = 0
  ) {
    guard ones > 0 else {
      Scalar.widen(target, from: source, times: 1, count: rows * width)
      return
    }
    for row in 0..<rows {
      let start = target + row * (width + ones)
      Scalar.widen(start, from: source + row * width, times: 1, count: width)
      for index in 0..<ones { start[width + index] = 1 }
    }
  }
}

struct KFACRecipe: OptimizerRecipe {
  let learningRate: Double
  let options: KFACOptions

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    var options = KFACOptions()
    options.fisher =
      reader.choice(
        "optimizer.fisher", of: KFACOptions.Fisher.self,
        among: KFACOptions.Fisher.allCases.map(\.rawValue)) ?? .sampled
    options.dampingForm =
      reader.choice(
        "optimizer.damping_form", of: KFACOptions.DampingForm.self,
        among: KFACOptions.DampingForm.allCases.map(\.rawValue)) ?? .factored
    options.damping = reader.number("optimizer.damping")
    options.factorDecay = reader.number("optimizer.factor_decay")
    options.klClip = reader.number("optimizer.kl_clip")
    options.factorEvery = reader.integer("optimizer.factor_every")
    options.inverseEvery = reader.integer("optimizer.inverse_every")
    options.momentum = reader.number("optimizer.momentum")
    options.weightDecay = reader.number("optimizer.weight_decay")
    self.options = options
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    KFAC(
      layout: context.layout, options: options, seed: context.seed,
      instructions: context.instructions)
  }
}
