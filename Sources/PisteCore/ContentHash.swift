/// A 64-bit hash of content for recognising equal weights and orders: FNV-1a over 64-bit words.
///
/// It tells accidents apart, not adversaries; identities of runs are SHA-256.
///
/// > Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm", IETF draft; here each
/// > round takes a word and folds the product's high half down, so that high bits reach low ones.
public struct ContentHash: Sendable, Hashable, Codable {
  /// The hash of all that was combined so far.
  public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Creates the hash of nothing.
  public init() {}

  /// Takes a hash up where another one stood.
  public init(value: UInt64) { self.value = value }

  /// Adds one word.
  public mutating func combine(_ word: UInt64) {
    let product = (value ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    value = product.low ^ product.high
  }

  /// Adds bytes, one word each.
  public mutating func combine(bytes: some Sequence<UInt8>) {
    for byte in bytes { combine(UInt64(byte) &+ 1) }
  }

  /// Adds the bits of Float32 values.
  public mutating func combine(_ values: UnsafeBufferPointer<Float>) {
    for value in values { combine(UInt64(value.bitPattern)) }
  }

  /// Adds row numbers, two of them a word, since every word waits for the one before.
  public mutating func combine(_ values: [Int32]) {
    var index = 0
    while index + 2 <= values.count {
      let (low, high) = (UInt32(bitPattern: values[index]), UInt32(bitPattern: values[index + 1]))
      combine(UInt64(high) << 32 | UInt64(low))
      index += 2
    }
    if index < values.count { combine(UInt64(UInt32(bitPattern: values[index]))) }
  }

  /// The hash as 16 hexadecimal digits.
  public var hex: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
