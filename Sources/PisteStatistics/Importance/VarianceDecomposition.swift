/// How much of the variance over a full grid each factor, each interaction and the seeds account for.
///
///     SS_total = Σ over sets of factors S of SS_S + SS_seeds
///     SS_S = R Σ over cells of f_S²,   f_S = mean over the other factors − Σ over T ⊂ S of f_T
///
/// Exact for a balanced grid: no surrogate model, no forest.
///
/// > Source: Fisher, Statistical Methods for Research Workers (1925), chapter 7; Hoeffding, The
/// > Annals of Mathematical Statistics 19 (1948), for the decomposition, which Hutter, Hoos and
/// > Leyton-Brown (ICML 2014, fANOVA) estimate where the grid is not full.
public struct VarianceDecomposition: Sendable, Hashable {
  /// What a set of factors accounts for.
  public struct Effect: Sendable, Hashable {
    /// The factors by their places, ascending: one for a main effect, more for an interaction.
    public var factors: [Int]
    /// The sum of squares.
    public var sumOfSquares: Double
    /// Its share of the total, 0…1.
    public var share: Double
    /// Its degrees of freedom, the product of (levels − 1).
    public var degreesOfFreedom: Int
    /// The probability of so large an effect by the seeds' spread alone; nil with one seed.
    public var pValue: Double?
  }

  /// The effects: main effects first, then interactions of two, and so on.
  public let effects: [Effect]
  /// The share of the spread between seeds within a cell; nil with one seed, where it cannot be told
  /// from the interaction of all factors.
  public let seedShare: Double?
  /// The total sum of squares about the grand mean.
  public let total: Double

  /// Decomposes the results of a full factorial design.
  ///
  /// Nil for no results, or where all of them are equal.
  ///
  /// - Parameters:
  ///   - levels: how many levels each factor has, each ≥ 1; at most ten factors.
  ///   - cells: the results of each cell's seeds, as many for each, finite; the last factor fastest.
  public init?(levels: [Int], cells: [[Double]]) {
    precondition(levels.count <= 10, "decomposition: \(levels.count) factors, at most 10")
    let count = levels.reduce(1, *)
    precondition(cells.count == count, "decomposition: \(cells.count) cells, not \(count)")
    guard let seeds = cells.first?.count, seeds >= 1 else { return nil }
    precondition(
      cells.allSatisfy { $0.count == seeds }, "decomposition: cells with different seeds")
    let grand = Moments.mean(Array(cells.joined()))
    let means = cells.map { Moments.mean($0) - grand }
    let within = zip(cells, means).reduce(0) { sum, cell in
      cell.0.reduce(sum) { $0 + ($1 - grand - cell.1) * ($1 - grand - cell.1) }
    }
    let freedom = count * (seeds - 1)
    var parts: [[Double]] = [[Double](repeating: 0, count: count)]
    var found: [Effect] = []
    for set in 1..<max(1, 1 << levels.count) {
      let factors = levels.indices.filter { set >> $0 & 1 == 1 }
      var part = Self.marginal(means, levels: levels, keeping: factors)
      for subset in 1..<set where subset & set == subset {
        for cell in part.indices { part[cell] -= parts[subset][cell] }
      }
      parts.append(part)
      found.append(
        Effect(
          factors: factors, sumOfSquares: Double(seeds) * part.reduce(0) { $0 + $1 * $1 }, share: 0,
          degreesOfFreedom: factors.reduce(1) { $0 * (levels[$1] - 1) }, pValue: nil))
    }
    total = found.reduce(within) { $0 + $1.sumOfSquares }
    guard total > 0 else { return nil }
    for place in found.indices {
      found[place].share = found[place].sumOfSquares / total
      guard seeds > 1, within > 0, found[place].degreesOfFreedom > 0 else { continue }
      let effect = found[place].sumOfSquares / Double(found[place].degreesOfFreedom)
      found[place].pValue = FDistribution.upperTail(
        effect / (within / Double(freedom)), numerator: Double(found[place].degreesOfFreedom),
        denominator: Double(freedom))
    }
    effects = found.sorted {
      $0.factors.count == $1.factors.count
        ? $0.factors.lexicographicallyPrecedes($1.factors) : $0.factors.count < $1.factors.count
    }
    seedShare = seeds > 1 ? within / total : nil
  }

  /// The cells' values averaged over all factors but those kept, spread over all cells again.
  private static func marginal(
    _ values: [Double], levels: [Int], keeping factors: [Int]
  ) -> [Double] {
    var strides = [Int](repeating: 1, count: levels.count)
    for factor in levels.indices.dropLast().reversed() {
      strides[factor] = strides[factor + 1] * levels[factor + 1]
    }
    var sums = [Double](repeating: 0, count: factors.reduce(1) { $0 * levels[$1] })
    let keys = values.indices.map { cell in
      factors.reduce(0) { $0 * levels[$1] + cell / strides[$1] % levels[$1] }
    }
    for (cell, key) in keys.enumerated() { sums[key] += values[cell] }
    let each = Double(values.count / max(1, sums.count))
    return keys.map { sums[$0] / each }
  }
}
