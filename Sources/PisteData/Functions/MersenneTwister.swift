private import Foundation

/// The generator behind NumPy's `RandomState`, for problems that are published through it.
///
/// > Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998), MT19937, seeded by
/// > the 2002 rule; the normal numbers are Marsaglia and Bray's polar form, as in NumPy's
/// > `RandomState.normal`.
package struct MersenneTwister: Sendable {
  private static let size = 624
  private static let distance = 397

  private var words: [UInt32]
  private var place = size
  private var spareNormal: Double?

  /// Creates the generator that `RandomState(seed)` is.
  package init(seed: UInt32) {
    words = [seed]
    for index in 1..<UInt32(Self.size) {
      let last = words[words.count - 1]
      words.append(1_812_433_253 &* (last ^ (last >> 30)) &+ index)
    }
  }

  private mutating func next() -> UInt32 {
    if place == Self.size { refill() }
    var word = words[place]
    place += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9D2C_5680
    word ^= (word << 15) & 0xEFC6_0000
    return word ^ (word >> 18)
  }

  private mutating func refill() {
    for index in 0..<Self.size {
      let joined =
        (words[index] & 0x8000_0000) | (words[(index + 1) % Self.size] & 0x7FFF_FFFF)
      let twist: UInt32 = joined & 1 == 0 ? 0 : 0x9908_B0DF
      words[index] = words[(index + Self.distance) % Self.size] ^ (joined >> 1) ^ twist
    }
    place = 0
  }

  /// A number drawn uniformly from 0..<1: 53 bits of two words.
  package mutating func uniform() -> Double {
    let high = next() >> 5
    let low = next() >> 6
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  /// A number drawn from the standard normal distribution; the pair's second comes first.
  package mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      guard square < 1, square != 0 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      spareNormal = factor * x
      return factor * y
    }
  }
}
