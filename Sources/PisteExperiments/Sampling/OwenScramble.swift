internal import PisteCore

/// Nested uniform scrambling of one coordinate of a digital net.
///
/// A bit is flipped or not by a coin of its own for each value of the bits in front of it, so that
/// every elementary interval keeps its count of points while each point is uniform by itself. The
/// coins are bits of a hash of their place, and the places behind bit 32, which no two points share,
/// are filled from one more hash.
///
/// > Source: Owen, "Randomly Permuted (t,m,s)-Nets and (t,s)-Sequences", Monte Carlo and
/// > Quasi-Monte Carlo Methods in Scientific Computing, 1995; the coins by hashing after Burley,
/// > "Practical Hash-based Owen Scrambling", JCGT 9(4), 2020.
///
/// > Differs from: Burley, whose one hash of the reversed bits (Laine and Karras, 2011) is faster and
/// > flips by less independent coins; a sweep draws few points.
package struct OwenScramble: Sendable, Hashable {
  private let key: UInt64

  /// Creates the scrambling of one axis.
  package init(seed: UInt64, axis: String) {
    var stream = RandomStream(seed: seed, purpose: "scramble \(axis)")
    key = stream.next()
  }

  /// The scrambled coordinate, strictly between 0 and 1.
  ///
  /// - Parameter coordinate: a fraction of 2³².
  /// - Returns: a number of 53 bits.
  package func callAsFunction(_ coordinate: UInt32) -> Double {
    var flips: UInt32 = 0
    for bit in 0..<32 {
      let prefix = bit == 0 ? 0 : coordinate >> (32 - bit)
      flips = flips << 1 | UInt32(truncatingIfNeeded: coin(bit, prefix) & 1)
    }
    let tail = coin(32, coordinate) >> 44
    return UnitInterval.interior(UInt64(coordinate ^ flips) << 20 | tail)
  }

  private func coin(_ bit: Int, _ prefix: UInt32) -> UInt64 {
    Self.mix(key ^ Self.mix(UInt64(bit) << 32 | UInt64(prefix)))
  }

  /// The finalizer of SplitMix64 behind one step of its counter.
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Numbers strictly between 0 and 1, where every quantile is finite.
package enum UnitInterval {
  /// The least number that is drawn, 2⁻⁵³.
  package static let least = 0x1p-53
  /// The largest number that is drawn, 1 − 2⁻⁵³.
  package static let most = 1 - 0x1p-53

  /// The middle of interval `bits` of 2⁵² equal ones.
  package static func interior(_ bits: UInt64) -> Double { (Double(bits) + 0.5) * 0x1p-52 }
}
