public import PisteCore

extension ComparisonVerdict {
  /// Compares two levels.
  ///
  /// A level is said to beat the other where Student's interval of the paired differences (Welch's where
  /// runs are independent) excludes zero, so that the verdict and the interval never contradict each
  /// other. How far that may be relied on is the exact test's to say, by sign flips of the pairs or
  /// permutations of the runs: weak where it does not reject, as with fewer than six pairs it never can.
  /// Where runs did not complete, they rank worst, and the exact rank test decides. Where the
  /// differences have no spread, the sign flips decide; where every run of a level gives the same value,
  /// the levels are compared as they are, as weak evidence. A tie is said where all pairs are equal, or
  /// where the t interval lies within the rule's margin on both sides of zero.
  ///
  /// - Parameters:
  ///   - first: the value of each run of one level, in order of the seeds; nil, or a number that is
  ///     not finite, for a run that did not complete.
  ///   - second: the values of the other level; of the same seeds in the same order if paired.
  ///   - goal: which way is better.
  ///   - pairing: whether value i of both levels comes from the same seed.
  ///   - rule: by what rule.
  /// - Returns: the verdict.
  /// - Precondition: Paired levels have the same number of runs.
  public static func judge(
    _ first: [Double?], _ second: [Double?], goal: Goal, pairing: Pairing,
    rule: VerdictRule = VerdictRule()
  ) -> ComparisonVerdict {
    precondition(
      pairing == .independent || first.count == second.count,
      "pairs: \(first.count) values but \(second.count) partners")
    let one = first.compactMap { $0 }.filter(\.isFinite)
    let two = second.compactMap { $0 }.filter(\.isFinite)
    let sample = Sample(
      scores: (scores(first, goal), scores(second, goal)), goal: goal, pairing: pairing, rule: rule)
    guard one.count == first.count, two.count == second.count else {
      return sample.judgeRanks(missing: (first.count - one.count, second.count - two.count))
    }
    return sample.judgeMeans(one, two)
  }

  /// Compares every two of several levels, so that whatever pair is told of is accounted for.
  ///
  /// The p-values are adjusted by Holm's method over all pairs, since which level is best is seen only
  /// from the results; so are the exact ones, which grade the evidence. The intervals are left at the
  /// rule's level, each by itself.
  ///
  /// - Parameters:
  ///   - levels: the values of each level's runs, as for ``judge(_:_:goal:pairing:rule:)``.
  ///   - goal: which way is better.
  ///   - pairing: whether value i of all levels comes from the same seed.
  ///   - rule: by what rule.
  /// - Returns: the verdicts on levels (0, 1), (0, 2), …, (1, 2), … in order.
  public static func judgeAll(
    _ levels: [[Double?]], goal: Goal, pairing: Pairing, rule: VerdictRule = VerdictRule()
  ) -> [ComparisonVerdict] {
    judgeAll(levels, goal: goal, rule: rule) { _, _ in pairing }
  }

  /// Compares every two of several levels, some of which may have pairs and others not.
  ///
  /// - Parameters:
  ///   - levels: the values of each level's runs, as for ``judge(_:_:goal:pairing:rule:)``.
  ///   - goal: which way is better.
  ///   - rule: by what rule.
  ///   - pairing: whether value i of two levels, by their places, comes from the same seed.
  /// - Returns: the verdicts on levels (0, 1), (0, 2), …, (1, 2), … in order.
  public static func judgeAll(
    _ levels: [[Double?]], goal: Goal, rule: VerdictRule = VerdictRule(),
    pairing: (_ first: Int, _ second: Int) -> Pairing
  ) -> [ComparisonVerdict] {
    var verdicts: [ComparisonVerdict] = []
    for first in levels.indices {
      for second in levels.indices.dropFirst(first + 1) {
        verdicts.append(
          judge(
            levels[first], levels[second], goal: goal, pairing: pairing(first, second), rule: rule)
        )
      }
    }
    let adjusted = Holm.adjusted(verdicts.map(\.pValue))
    let exact = Holm.adjusted(verdicts.map { $0.exact?.pValue ?? 1 })
    for place in verdicts.indices {
      verdicts[place].adjust(to: adjusted[place], exact: exact[place])
    }
    return verdicts
  }

  /// Takes back what the adjusted p-values do not bear out.
  private mutating func adjust(to pValue: Double, exact: Double) {
    adjustedPValue = pValue
    if self.exact != nil { adjustedExactPValue = exact }
    guard case .beats = kind, !limits.contains(.seedsChangeNothing) else { return }
    if pValue > rule.level {
      kind = .cannotTell
      evidence = .none
    } else {
      evidence = min(evidence, rule.grade(pValue, exact: exact))
    }
  }

  private static func scores(_ values: [Double?], _ goal: Goal) -> [Double] {
    goal.scores(values.map { $0.map { $0.isFinite ? $0 : .nan } ?? .nan })
  }
}
