private import Glibc

/// A block of numbers on a boundary of 64 bytes, zero at first, freed with its last reference.
///
/// Kernels want one cache line to hold one vector, which Swift's arrays do not promise. A block of
/// many megabytes asks for large pages, so that walking down a column of a matrix looks up few.
package final class AlignedBuffer<Scalar: TrainingScalar> {
  /// The first number.
  package let start: UnsafeMutablePointer<Scalar>
  /// How many numbers there are.
  package let count: Int

  private static var largePage: Int { 1 << 21 }

  /// Creates a block of zeros.
  package init(count: Int) {
    precondition(count >= 0, "AlignedBuffer: a count of \(count) is negative")
    let bytes = max(1, count) * MemoryLayout<Scalar>.stride
    let isLarge = bytes >= Self.largePage
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: isLarge ? Self.largePage : 64)
    // Only advice: where there are no large pages, small ones do.
    if isLarge { madvise(block, bytes, MADV_HUGEPAGE) }
    start = block.bindMemory(to: Scalar.self, capacity: max(1, count))
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
