internal import PisteCore

extension Network where Scalar: TrainingScalar {
  /// Leaves units of a hidden layer out, each with chance p, and makes up for it by 1/(1 − p).
  ///
  /// The masks come from the stream "dropout" of the run's seed, layer after layer, row after row.
  /// Each word of the stream decides over two units, its low half first: a unit stays where its
  /// half, a number below 2³², is at least p·2³². An odd unit at the end of a layer's mask uses up
  /// a word for itself.
  ///
  /// > Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: A Simple Way
  /// > to Prevent Neural Networks from Overfitting", JMLR 15 (2014).
  ///
  /// > Differs from: the paper, which scales the weights by 1 − p in evaluation. Scaling up in
  /// > training instead leaves evaluation alone, as in PyTorch.
  func dropOut(_ layer: Int, _ y: UnsafeMutablePointer<Scalar>, count: Int) {
    let mask = kept.masks[layer].start
    memory.random.fill(memory.draws, count: count)
    // Rounded up, so that a draw is at least the limit just where it is at least p·2³².
    let limit = UInt32(min((shape.dropout * 0x1p32).rounded(.up), 0x1p32 - 1))
    Scalar.dropoutMask(
      instructions, mask, draws: memory.draws, count: count, limit: limit,
      stays: Scalar(1 / (1 - shape.dropout)))
    let keepsOutputs = shape.activation.slopeSource == .output
    Scalar.multiply(
      instructions, y, by: mask, keeping: keepsOutputs ? kept.values[layer].start : nil,
      count: count)
  }

  /// Multiplies the gradient of a hidden layer's outputs by what dropout multiplied these by.
  func dropOutBackwards(_ layer: Int, _ gradient: UnsafeMutablePointer<Scalar>, count: Int) {
    guard shape.dropout > 0 else { return }
    Scalar.multiply(
      instructions, gradient, by: kept.masks[layer].start, keeping: nil, count: count)
  }
}

extension RandomStream {
  /// Fills memory with the halves of words, low ones first; a count that is odd is made even.
  mutating func fill(_ draws: UnsafeMutablePointer<UInt32>, count: Int) {
    for index in stride(from: 0, to: count, by: 2) {
      let word = next()
      draws[index] = UInt32(truncatingIfNeeded: word)
      draws[index + 1] = UInt32(truncatingIfNeeded: word >> 32)
    }
  }
}
