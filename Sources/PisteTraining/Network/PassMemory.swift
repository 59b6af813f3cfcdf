internal import PisteCore

/// What a pass in training keeps for the way back, by hidden layer; empty lists where not needed.
struct KeptValues<Scalar: TrainingScalar> {
  /// What the activation's slope is found from: z, or outputs as they were before dropout,
  /// `[rows, H]`.
  let values: [AlignedBuffer<Scalar>]
  /// What dropout multiplied by: 0 or 1/(1 − p), `[rows, H]`.
  let masks: [AlignedBuffer<Scalar>]
  /// Normalized sums, `[rows, H]`.
  let normal: [AlignedBuffer<Scalar>]
  /// 1/√(variance + ε), `[H]` in batch, `[rows]` in layer normalization.
  let inverse: [AlignedBuffer<Scalar>]

  init(_ shape: NetworkShape, rows: Int) {
    let hidden = shape.widths.dropFirst().dropLast()
    func blocks(_ isNeeded: Bool) -> [AlignedBuffer<Scalar>] {
      isNeeded ? hidden.map { AlignedBuffer(count: $0 * rows) } : []
    }
    values = blocks(shape.dropout > 0 || shape.activation.slopeSource == .sums)
    masks = blocks(shape.dropout > 0)
    normal = blocks(shape.normalization != .none)
    inverse =
      switch shape.normalization {
      case .none: []
      case .batch: hidden.map { AlignedBuffer(count: $0) }
      case .layer: hidden.map { _ in AlignedBuffer(count: rows) }
      }
  }
}

/// What passes in training change besides gradients: running statistics and the masks' stream.
final class PassMemory<Scalar: TrainingScalar> {
  /// The running means of batch normalization, `[H]` by hidden layer.
  let means: [AlignedBuffer<Scalar>]
  /// Its running variances, `[H]` by hidden layer.
  let variances: [AlignedBuffer<Scalar>]
  /// Room for its sums.
  let work: AlignedBuffer<Double>
  /// How many batches the running statistics have seen.
  var batchesTracked = 0
  /// Room for the draws of one mask, an even count.
  let draws: UnsafeMutablePointer<UInt32>
  /// What dropout's masks are drawn from.
  var random: RandomStream
  /// Whether the last pass was one in training.
  private(set) var lastWasTraining = false

  init(_ shape: NetworkShape, rows: Int, seed: UInt64) {
    let hidden = shape.normalization == .batch ? shape.widths.dropFirst().dropLast() : []
    means = hidden.map { AlignedBuffer(count: $0) }
    variances = hidden.map { AlignedBuffer(count: $0) }
    work = AlignedBuffer(count: 2 * (hidden.max() ?? 0))
    let widest = shape.dropout > 0 ? shape.widths.dropFirst().dropLast().max() ?? 0 : 0
    draws = .allocate(capacity: widest * rows + 1)
    draws.initialize(repeating: 0, count: widest * rows + 1)
    random = RandomStream(seed: seed, purpose: "dropout")
    for buffer in variances { for index in 0..<buffer.count { buffer.start[index] = 1 } }
  }

  deinit { draws.deallocate() }

  func begin(isTraining: Bool) {
    lastWasTraining = isTraining
    if isTraining, !means.isEmpty { batchesTracked += 1 }
  }
}
