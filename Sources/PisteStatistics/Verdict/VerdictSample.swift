internal import PisteCore

extension ComparisonVerdict {
  /// Two levels' runs, turned so that larger is better, and how they are judged.
  struct Sample {
    /// The scores of both levels; −∞ for a run that did not complete.
    let scores: (first: [Double], second: [Double])
    let goal: Goal
    let pairing: Pairing
    let rule: VerdictRule

    private var count: Int { min(scores.first.count, scores.second.count) }

    /// The differences of the scores by pair; 0 where neither run completed.
    private var pairs: [Double] {
      zip(scores.first, scores.second).map { $0 == $1 ? 0 : $0 - $1 }
    }

    /// The verdict where every run completed, on the values in the metric's unit.
    func judgeMeans(_ first: [Double], _ second: [Double]) -> ComparisonVerdict {
      let found =
        pairing == .paired
        ? DifferenceOfMeans.paired(first, second, confidence: rule.confidence)
        : DifferenceOfMeans.welch(first, second, confidence: rule.confidence)
      guard count >= 1, let found else { return make(limits: [tooFew], leader: leaderByMean) }
      let interval = found.interval
      let differences = zip(first, second).map { $0 - $1 }
      let isConstant = Set(first).count == 1 && Set(second).count == 1
      let isFlat = isConstant || interval.halfWidth <= 1e-12 * abs(interval.estimate)
      let isEqual =
        pairing == .paired ? differences.allSatisfy { $0 == 0 } : first == second && isConstant
      let exact =
        pairing == .paired
        ? SignFlipTest.test(differences, resamples: 9_999)
        : PermutationTest.test(first, second, resamples: 9_999)

      let exactPValue = exact?.pValue ?? 1
      let tPValue = isFlat ? nil : found.pValue
      let pValue = tPValue ?? exactPValue

      var kind = Kind.cannotTell
      var evidence = Evidence.none
      if count >= rule.fewestRuns {
        if isEqual || isWithinMargin(interval) {
          (kind, evidence) = (.tie, reaches(exact) && !isConstant ? .moderate : .weak)
        } else if let leader = leaderByMean, isConstant || pValue <= rule.level {
          kind = .beats(leader)
          evidence = isConstant ? .weak : rule.grade(pValue, exact: exactPValue)
        }
      }
      var limits: [Limit] = count < rule.fewestRuns ? [tooFew] : []
      if isConstant {
        limits.append(.seedsChangeNothing)
      } else if isFlat, !isEqual {
        limits.append(.noSpread)
      }
      if let exact, !reaches(exact) {
        limits.append(.exactTestOutOfReach(smallestPValue: exact.smallestPValue))
      } else if kind.isWin, exactPValue > rule.level {
        limits.append(.exactTestDisagrees(pValue: exactPValue))
      }
      return make(
        kind: kind, evidence: evidence, limits: limits, leader: isEqual ? nil : leaderByMean,
        difference: interval, bootstrapDifference: bootstrap(first, second), tPValue: tPValue,
        exact: exact, effectSize: StandardizedDifference.hedges(first, second), pValue: pValue,
        spread: pairing == .paired
          ? Moments.standardDeviation(differences) : StandardizedDifference.pooled(first, second))
    }

    /// The verdict where some runs did not complete: by ranks, those last.
    func judgeRanks(missing: (first: Int, second: Int)) -> ComparisonVerdict {
      let exact: TestResult?
      let balance: Double
      if pairing == .paired {
        exact = WilcoxonSignedRank.test(pairs)
        // Among as many positive as negative ranks neither level is ahead.
        let negative = WilcoxonSignedRank.test(pairs.map { -$0 })?.statistic ?? 0
        balance = (exact?.statistic ?? 0) - negative
      } else {
        exact = MannWhitney.test(scores.first, scores.second)
        balance = CliffsDelta.estimate(scores.first, scores.second)
      }
      let leader: Side? = balance > 0 ? .first : balance < 0 ? .second : nil
      var limits: [Limit] = [.incomplete(first: missing.first, second: missing.second)]
      if count < rule.fewestRuns { limits.append(tooFew) }
      if let exact, !reaches(exact) {
        limits.append(.exactTestOutOfReach(smallestPValue: exact.smallestPValue))
      }
      let pValue = exact?.pValue ?? 1
      var kind = Kind.cannotTell
      var evidence = Evidence.none
      if count >= rule.fewestRuns, let leader, pValue <= rule.level {
        (kind, evidence) = (.beats(leader), rule.grade(pValue, exact: pValue))
      }
      return make(
        kind: kind, evidence: evidence, limits: limits, leader: leader, exact: exact, pValue: pValue
      )
    }

    private var tooFew: Limit { .tooFewRuns(needed: rule.fewestRuns) }

    /// Whether some outcome would let the exact test reject.
    private func reaches(_ exact: TestResult?) -> Bool {
      exact.map { $0.smallestPValue <= rule.level } ?? false
    }

    private func isWithinMargin(_ interval: Interval) -> Bool {
      guard let margin = rule.margin else { return false }
      return -margin < interval.lower && interval.upper < margin
    }

    private var leaderByMean: Side? {
      let (one, two) = (Moments.mean(scores.first), Moments.mean(scores.second))
      return one > two ? .first : one < two ? .second : nil
    }

    private func bootstrap(_ first: [Double], _ second: [Double]) -> Interval? {
      guard var bootstrap = rule.bootstrap else { return nil }
      bootstrap.confidence = rule.confidence
      guard pairing == .independent else {
        return bootstrap.bca(of: [zip(first, second).map { $0 - $1 }]) { Moments.mean($0[0]) }
      }
      return bootstrap.bca(of: [first, second]) { Moments.mean($0[0]) - Moments.mean($0[1]) }
    }

    private func make(
      kind: Kind = .cannotTell, evidence: Evidence = .none, limits: [Limit], leader: Side?,
      difference: Interval? = nil, bootstrapDifference: Interval? = nil, tPValue: Double? = nil,
      exact: TestResult? = nil, effectSize: Double? = nil, pValue: Double = 1,
      spread: Double? = nil
    ) -> ComparisonVerdict {
      ComparisonVerdict(
        kind: kind, evidence: evidence, limits: limits, leader: leader, pairing: pairing,
        firstRuns: scores.first.count, secondRuns: scores.second.count, difference: difference,
        bootstrapDifference: bootstrapDifference, tPValue: tPValue, exact: exact,
        probability: ProbabilityOfImprovement.score(
          scores.first, scores.second, confidence: rule.confidence),
        effectSize: effectSize, pValue: pValue, adjustedPValue: pValue,
        adjustedExactPValue: exact?.pValue, spread: spread, rule: rule)
    }
  }
}
