/// A block of numbers on a boundary of 64 bytes, zero at first, freed with its last reference.
///
/// Kernels want one cache line to hold one vector, which Swift's arrays do not promise.
package final class AlignedBuffer<Scalar: TrainingScalar> {
  /// The first number.
  package let start: UnsafeMutablePointer<Scalar>
  /// How many numbers there are.
  package let count: Int

  /// Creates a block of zeros.
  package init(count: Int) {
    precondition(count >= 0, "AlignedBuffer: a count of \(count) is negative")
    let bytes = max(1, count) * MemoryLayout<Scalar>.stride
    start = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      .bindMemory(to: Scalar.self, capacity: max(1, count))
    start.initialize(repeating: 0, count: count)
    self.count = count
  }

  deinit { start.deallocate() }

  /// The numbers, to be read.
  package var values: UnsafeBufferPointer<Scalar> {
    UnsafeBufferPointer(start: start, count: count)
  }

  /// The numbers, to be changed.
  package var mutableValues: UnsafeMutableBufferPointer<Scalar> {
    UnsafeMutableBufferPointer(start: start, count: count)
  }
}
