/// Sobol's low-discrepancy sequence in base 2, unscrambled.
///
///     xₙ = ⊕ vₖ over the bits k that are set in n ⊕ ⌊n/2⌋
///     vₖ = mₖ·2^(32−k),  mₖ = 2a₁mₖ₋₁ ⊕ 2²a₂mₖ₋₂ ⊕ … ⊕ 2ˢmₖ₋ₛ ⊕ mₖ₋ₛ  for k > s
///
/// Every point is found from its index alone, in the order of Gray's code.
///
/// > Source: Sobol, USSR Computational Mathematics and Mathematical Physics 7 (1967); Antonov and
/// > Saleev, the same journal 19 (1979), for the order; Joe and Kuo, "Constructing Sobol Sequences
/// > with Better Two-Dimensional Projections", SIAM Journal on Scientific Computing 30 (2008), for
/// > the direction numbers and equation 2 for the recurrence.
package struct SobolSequence: Sendable, Hashable {
  /// How many dimensions have direction numbers here.
  package static let dimensionCount = JoeKuoNumbers.rows.count + 1

  /// v₁…v₃₂ of this dimension.
  private let directions: [UInt32]

  /// Creates one dimension of the sequence.
  ///
  /// - Parameter dimension: 0..<``dimensionCount``; dimension 0 is van der Corput's sequence.
  package init(dimension: Int) {
    precondition(
      (0..<Self.dimensionCount).contains(dimension),
      "Sobol: dimension \(dimension) of \(Self.dimensionCount)")
    guard dimension > 0 else {
      directions = (0..<32).map { 1 << (31 - $0) }
      return
    }
    let row = JoeKuoNumbers.rows[dimension - 1]
    let degree = row.initial.count
    var numbers = row.initial
    for k in degree..<32 {
      var next = numbers[k - degree] ^ (numbers[k - degree] << degree)
      for i in 1..<max(1, degree) where (row.coefficients >> (degree - 1 - i)) & 1 == 1 {
        next ^= numbers[k - i] << i
      }
      numbers.append(next)
    }
    directions = numbers.enumerated().map { $1 << (31 - $0) }
  }

  /// The coordinate of point `index`, as a fraction of 2³².
  ///
  /// - Parameter index: from 0, where every dimension is 0; below 2³².
  /// - Returns: 32 bits.
  package func coordinate(_ index: Int) -> UInt32 {
    precondition((0...Int(UInt32.max)).contains(index), "Sobol: no point \(index)")
    var code = UInt32(index ^ (index >> 1))
    var result: UInt32 = 0
    while code != 0 {
      result ^= directions[code.trailingZeroBitCount]
      code &= code - 1
    }
    return result
  }
}
