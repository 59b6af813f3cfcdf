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
    let limit = UInt64(shape.dropout * 0x1p32)
    let stays = Scalar(1 / (1 - shape.dropout))
    var random = memory.random
    var index = 0
    while index < count {
      let word = random.next()
      mask[index] = word & 0xFFFF_FFFF >= limit ? stays : 0
      if index + 1 < count { mask[index + 1] = word >> 32 >= limit ? stays : 0 }
      index += 2
    }
    memory.random = random
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
