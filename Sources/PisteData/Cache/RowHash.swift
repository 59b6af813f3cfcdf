internal import PisteCore

/// A 64-bit hash of a cache file's rows, fast enough to be checked whenever a file is mapped.
///
/// Bytes are taken as little-endian 64-bit words w₀, w₁, …, the last block of four filled up with
/// zeros. Lane j of four starts at (j + 1)·m mod 2⁶⁴ and takes every fourth word, from wⱼ on:
///
///     p = (v ⊕ w)·m,  v ← (p mod 2⁶⁴) ⊕ ⌊p / 2⁶⁴⌋,  m = 0x9E3779B97F4A7C15
///
/// The hash is ``PisteCore/ContentHash`` of the number of bytes and of the four lanes. The lanes
/// do not depend on one another, so a processor computes their products at once. The hash tells
/// accidents apart, not adversaries.
package enum RowHash {
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let block = 32

  /// The hash of bytes.
  package static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes = Lanes()
    let whole = bytes.count / block * block
    for place in stride(from: 0, to: whole, by: block) { lanes.add(bytes, at: place) }
    if whole < bytes.count {
      var rest = [UInt8](bytes[whole...])
      rest.append(contentsOf: repeatElement(0, count: block - rest.count))
      rest.withUnsafeBytes { lanes.add($0, at: 0) }
    }
    var hash = ContentHash()
    hash.combine(UInt64(bytes.count))
    for lane in [lanes.a, lanes.b, lanes.c, lanes.d] { hash.combine(lane) }
    return hash.value
  }

  private struct Lanes {
    var a = multiplier
    var b = 2 &* multiplier
    var c = 3 &* multiplier
    var d = 4 &* multiplier

    @inline(__always)
    mutating func add(_ bytes: UnsafeRawBufferPointer, at place: Int) {
      a = step(a, bytes, place)
      b = step(b, bytes, place + 8)
      c = step(c, bytes, place + 16)
      d = step(d, bytes, place + 24)
    }

    @inline(__always)
    private func step(_ lane: UInt64, _ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let product = (lane ^ word).multipliedFullWidth(by: multiplier)
      return product.low ^ product.high
    }
  }
}
