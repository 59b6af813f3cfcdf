/// A stream of random numbers: xoshiro256** seeded through SplitMix64.
///
/// A run draws weights, batch order and dropout from separate streams of its seed, so that
/// two optimizers with one seed start from the same weights and see the same batches, and so
/// that drawing more from one stream moves nothing in another.
///
/// > Source: Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS
/// > 47 (2021); Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators",
/// > OOPSLA 2014.
@frozen
public struct RandomStream: RandomNumberGenerator, Sendable, Hashable, Codable {
  @usableFromInline var state0: UInt64
  @usableFromInline var state1: UInt64
  @usableFromInline var state2: UInt64
  @usableFromInline var state3: UInt64
  @usableFromInline var spareNormal: Double?

  /// Creates the stream of `seed` for one purpose.
  ///
  /// - Parameters:
  ///   - seed: The run's seed.
  ///   - purpose: What is drawn, as `weights`; different words give unrelated streams.
  public init(seed: UInt64, purpose: String) {
    var hash = ContentHash()
    hash.combine(bytes: purpose.utf8)
    var mixer = SplitMix64(state: seed ^ hash.value)
    state0 = mixer.next()
    state1 = mixer.next()
    state2 = mixer.next()
    state3 = mixer.next()
    spareNormal = nil
  }

  /// Takes a stream up where another one stood.
  ///
  /// - Parameter words: What that stream's ``words`` were; nil unless there are six of them.
  public init?(words: [UInt64]) {
    guard words.count == 6 else { return nil }
    (state0, state1, state2, state3) = (words[0], words[1], words[2], words[3])
    spareNormal = words[4] == 0 ? nil : Double(bitPattern: words[5])
  }

  /// Where the stream stands, as a checkpoint keeps it: six words.
  public var words: [UInt64] {
    let spare: [UInt64] = spareNormal.map { [1, $0.bitPattern] } ?? [0, 0]
    return [state0, state1, state2, state3] + spare
  }

  /// The next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    let product = state1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state1 << 17
    state2 ^= state0
    state3 ^= state1
    state1 ^= state2
    state0 ^= state3
    state2 ^= shifted
    state3 = (state3 << 45) | (state3 >> 19)
    return result
  }

  /// A number drawn uniformly from 0..<1, a multiple of 2⁻⁵³.
  @inlinable
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number drawn uniformly from 0..<bound, without bias.
  ///
  /// > Source: Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29 (2019).
  ///
  /// - Precondition: `bound` is positive.
  @inlinable
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "RandomStream.below: bound \(bound) is not at least 1")
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }
}

/// The generator that spreads one seed over a larger state.
@usableFromInline
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
