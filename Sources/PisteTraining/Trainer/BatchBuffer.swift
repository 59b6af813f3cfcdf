/// Memory in which the rows of a batch are brought together.
final class BatchBuffer {
  private let inputs: AlignedBuffer<Float>
  private let targets: AlignedBuffer<Float>
  private let labels: UnsafeMutablePointer<Int32>
  private let instructions: InstructionSet

  init(capacity: Int, inputWidth: Int, targetWidth: Int, instructions: InstructionSet) {
    inputs = AlignedBuffer(count: capacity * inputWidth)
    targets = AlignedBuffer(count: capacity * targetWidth)
    labels = .allocate(capacity: capacity)
    labels.initialize(repeating: 0, count: capacity)
    self.instructions = instructions
  }

  deinit { labels.deallocate() }

  /// Copies the examples numbered `rows` and returns them as a batch, good until the next call.
  func gather(
    _ examples: Examples, rows: UnsafePointer<Int32>, count: Int
  ) -> Batch<Float>? {
    guard count > 0, let source = examples.inputs else { return nil }
    Float.gather(
      instructions, inputs.start, from: source, rows: rows, count: count,
      width: examples.inputWidth)
    if let source = examples.labels {
      for index in 0..<count { labels[index] = source[Int(rows[index])] }
    }
    if let source = examples.targets {
      Float.gather(
        instructions, targets.start, from: source, rows: rows, count: count,
        width: examples.targetWidth)
    }
    return Batch(
      inputs: inputs.start, labels: examples.labels == nil ? nil : UnsafePointer(labels),
      targets: examples.targets == nil ? nil : UnsafePointer(targets.start), count: count)
  }
}
