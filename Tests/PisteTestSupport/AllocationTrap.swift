import Glibc

/// Notices small allocations of the calling thread, also those that are freed at once.
///
/// The C library keeps a short list of freed blocks for each thread and size and hands out first
/// what was freed last. Setting the trap fills one block of each size with a pattern and frees it; whoever allocates that size then gets this block, and leaves a trace in
/// it or has it still. Only sizes up to ``largest`` are watched, and the first 16 bytes of a
/// block, which the library itself writes to, are not looked at.
public struct AllocationTrap: ~Copyable {
  /// The largest size that is watched, in bytes.
  public static let largest = 1032

  private static let pattern: UInt8 = 0xA5
  /// A list holds seven blocks, and may be filled again once from a longer one.
  private static let listLength = 24
  private static let sizeCount = (largest - 24) / 16 + 1
  private let blocks: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private let fillers: UnsafeMutablePointer<UnsafeMutableRawPointer?>

  /// Creates a trap that is not set yet.
  public init() {
    blocks = .allocate(capacity: Self.sizeCount)
    blocks.initialize(repeating: nil, count: Self.sizeCount)
    fillers = .allocate(capacity: Self.sizeCount * Self.listLength)
    fillers.initialize(repeating: nil, count: Self.sizeCount * Self.listLength)
  }

  deinit {
    for index in 0..<Self.sizeCount * Self.listLength { free(fillers[index]) }
    fillers.deallocate()
    blocks.deallocate()
  }

  /// Sets the trap, once.
  ///
  /// A block that is freed is the next to be handed out only while its list has room; so blocks
  /// are taken off the list until it is.
  public func set() {
    for index in 0..<Self.sizeCount {
      for place in 0..<Self.listLength {
        blocks[index] = malloc(Self.size(index))
        fill(index)
        release(index)
        let next = malloc(Self.size(index))
        if next == blocks[index] {
          release(index)
          break
        }
        blocks[index] = nil
        fillers[index * Self.listLength + place] = next
      }
    }
  }

  private static func size(_ index: Int) -> Int { 24 + 16 * index }

  // Apart from each other and never inlined: the compiler would leave out what is written to a
  // block just before it is freed.
  @inline(never)
  private func fill(_ index: Int) {
    guard let block = blocks[index] else { return }
    memset(block, Int32(Self.pattern), Self.size(index))
  }

  @inline(never)
  private func release(_ index: Int) { free(blocks[index]) }

  /// How many sizes are watched; all but a few, where the library's lists allow it.
  public var watched: Int { (0..<Self.sizeCount).count { blocks[$0] != nil } }

  /// Which of the sizes, in bytes, were allocated on this thread since the trap was set.
  ///
  /// A block of such a size that was freed on this thread leaves a trace, too: the language's runtime does so at times.
  public func sprung() -> Set<Int> {
    var found: Set<Int> = []
    for index in 0..<Self.sizeCount {
      let size = Self.size(index)
      guard let trap = blocks[index], let block = malloc(size) else { continue }
      let bytes = block.assumingMemoryBound(to: UInt8.self)
      var isTouched = block != trap
      for place in 16..<size where bytes[place] != Self.pattern { isTouched = true }
      if isTouched { found.insert(size) }
      free(block)
    }
    return found
  }
}
