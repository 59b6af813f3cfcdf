internal import PisteCore
internal import PisteStatistics

/// Every two levels judged against each other on the reported metric.
///
/// All pairs make up one family, over which p-values are adjusted by Holm's method, since which level is
/// best is seen only from the results.
struct Judgement: Sendable {
  /// Whether the runs of two levels can be compared seed by seed.
  enum Basis: Sendable, Hashable {
    /// Each seed gave both levels the same first weights and the same batches, as recorded.
    case verified
    /// Both levels have the same seeds, and nothing is recorded that would speak against pairs.
    case unverified
    /// The levels have results of different seeds.
    case otherSeeds
    /// A seed gave the levels different first weights.
    case otherWeights
    /// A seed gave the levels different batches.
    case otherBatches

    /// Whether the runs are compared in pairs.
    var isPaired: Bool { self == .verified || self == .unverified }
  }

  /// Two levels, by their places in ``levels``, and what may be said of them.
  struct Pair: Sendable {
    /// The place of the one that ranks higher.
    var first: Int
    /// The place of the other one.
    var second: Int
    /// What may be said.
    var verdict: ComparisonVerdict
    /// How they were compared.
    var basis: Basis
  }

  /// The levels judged, best first; those of which no run completed come last.
  let levels: [LevelResult]
  /// The pairs (0, 1), (0, 2), …, (1, 2), … in order.
  let pairs: [Pair]

  /// Judges `levels`, which come best first.
  init(_ levels: [LevelResult], goal: Goal) {
    self.levels = levels
    let outcomes = levels.map { $0.report.outcomes.sorted { $0.seed < $1.seed } }
    var bases: [[Int]: Basis] = [:]
    for first in levels.indices {
      for second in levels.indices.dropFirst(first + 1) {
        let seeds = outcomes[first].map(\.seed)
        bases[[first, second]] =
          seeds == outcomes[second].map(\.seed)
          ? Self.basis(levels[first], levels[second], seeds: seeds) : .otherSeeds
      }
    }
    let verdicts = ComparisonVerdict.judgeAll(
      outcomes.map { $0.map(\.value) }, goal: goal, rule: VerdictRule(bootstrap: nil)
    ) { bases[[$0, $1]]?.isPaired == true ? .paired : .independent }
    var pairs: [Pair] = []
    for first in levels.indices {
      for second in levels.indices.dropFirst(first + 1) {
        pairs.append(
          Pair(
            first: first, second: second, verdict: verdicts[pairs.count],
            basis: bases[[first, second]] ?? .otherSeeds))
      }
    }
    self.pairs = pairs
  }

  /// The pair of the two best levels; nil for fewer than two.
  var leading: Pair? { pairs.first }

  /// The best level against the one at `place`; nil if there is none.
  func best(against place: Int) -> Pair? {
    place >= 1 && place < levels.count ? pairs[place - 1] : nil
  }

  /// The level that is ahead within a pair, the higher-ranking one where neither is, and the other.
  func sides(_ pair: Pair) -> (ahead: LevelResult, behind: LevelResult) {
    pair.verdict.leader == .second
      ? (levels[pair.second], levels[pair.first]) : (levels[pair.first], levels[pair.second])
  }

  /// Groups of levels within which no two can be told apart, the best group first.
  var groups: [[LevelResult]] {
    var told: Set<[Int]> = []
    for pair in pairs where pair.verdict.kind.isWin { told.insert([pair.first, pair.second]) }
    return RankGroups.groups(meanRanks: levels.indices.map(Double.init)) { one, other in
      told.contains([min(one, other), max(one, other)])
    }.map { $0.map { levels[$0] } }
  }

  private static func basis(
    _ one: LevelResult, _ other: LevelResult, seeds: [UInt64]
  ) -> Basis {
    let mine = Dictionary(one.runs.map { ($0.seed, $0) }) { first, _ in first }
    let theirs = Dictionary(other.runs.map { ($0.seed, $0) }) { first, _ in first }
    var result = Basis.verified
    for seed in seeds {
      guard let left = mine[seed], let right = theirs[seed] else { continue }
      guard let weights = left.weightsHash, let otherWeights = right.weightsHash else {
        result = .unverified
        continue
      }
      if weights != otherWeights { return .otherWeights }
      // The hash grows with every epoch, so only runs of the same length can be held against each other.
      guard left.isWhole, right.isWhole, left.epochCount == right.epochCount else { continue }
      guard let order = left.orderHash, let otherOrder = right.orderHash else {
        result = .unverified
        continue
      }
      if order != otherOrder { return .otherBatches }
    }
    return result
  }
}
