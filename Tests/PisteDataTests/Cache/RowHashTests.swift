import PisteData
import Testing

@Suite struct RowHashTests {
  private func hash(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { RowHash.of($0) } }

  /// Holds the hash against literals, made by this Python.
  ///
  ///     def h(data):
  ///         m, mask = 0x9E3779B97F4A7C15, 2**64 - 1
  ///         def step(v, w):
  ///             p = (v ^ w) * m
  ///             return p & mask ^ p >> 64
  ///         lanes = [(j + 1) * m & mask for j in range(4)]
  ///         padded = data + bytes(-len(data) % 32)
  ///         for i in range(0, len(padded), 8):
  ///             j = i // 8 % 4
  ///             lanes[j] = step(lanes[j], int.from_bytes(padded[i:i + 8], "little"))
  ///         v = 0xCBF29CE484222325
  ///         for w in [len(data)] + lanes:
  ///             v = step(v, w)
  ///         return v
  ///     print("%X" % h(b""))
  ///     print("%X" % h(bytes(range(64))))
  ///     print("%X" % h(bytes(range(77))))
  @Test func theHashIsTheOneThatIsWrittenDown() {
    #expect(hash([]) == 0x6471_9FAE_D30B_9D6C)
    #expect(hash(Array(0..<64)) == 0x742C_CC21_0374_C2F3)
    #expect(hash(Array(0..<77)) == 0xD4C5_6826_C98C_C80C)
  }

  @Test func everyBitAndTheLengthCount() {
    let bytes = [UInt8](repeating: 0, count: 77)
    var seen: Set = [hash(bytes)]
    for place in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[place] ^= 1 << bit
        #expect(seen.insert(hash(changed)).inserted, "byte \(place), bit \(bit)")
      }
    }
    for length in 78...130 {
      #expect(seen.insert(hash([UInt8](repeating: 0, count: length))).inserted, "\(length) zeros")
    }
  }

  @Test func wordsThatChangePlacesCount() {
    let words = (0..<8).map { [UInt8](repeating: UInt8($0 + 1), count: 8) }
    var seen: Set = [hash(words.flatMap { $0 })]
    for first in words.indices {
      for second in words.indices where second > first {
        var swapped = words
        swapped.swapAt(first, second)
        #expect(seen.insert(hash(swapped.flatMap { $0 })).inserted, "\(first) and \(second)")
      }
    }
  }

  @Test func whereTheBytesLieDoesNotCount() {
    let bytes = (0..<100).map { UInt8($0) }
    let moved: UInt64 = ([7] + bytes).withUnsafeBytes {
      RowHash.of(UnsafeRawBufferPointer(rebasing: $0[1...]))
    }
    #expect(moved == hash(bytes))
  }
}
