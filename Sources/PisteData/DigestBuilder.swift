private import Crypto

/// SHA-256 over parts, each led by its length, so that parts cannot run into one another.
struct DigestBuilder {
  private var hash = SHA256()

  /// Adds bytes as one part.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var length = UInt64(bytes.count).littleEndian
    withUnsafeBytes(of: &length) { hash.update(bufferPointer: $0) }
    hash.update(bufferPointer: bytes)
  }

  /// Adds text as one part.
  mutating func add(_ text: String) {
    Array(text.utf8).withUnsafeBytes { add($0) }
  }

  /// The 32 bytes of the digest.
  var bytes: [UInt8] { Array(hash.finalize()) }

  /// The digest as 64 hexadecimal digits.
  var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
