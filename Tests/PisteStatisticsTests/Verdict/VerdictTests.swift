import PisteCore
import PisteStatistics
import Testing

@Suite struct VerdictTests {
  private let a: [Double?] = [0.881, 0.884, 0.879, 0.886, 0.883]
  private let b: [Double?] = [0.878, 0.882, 0.877, 0.880, 0.881]

  @Test func fivePairsAreWeakEvidence() throws {
    let found = ComparisonVerdict.judge(a, b, goal: .maximize, pairing: .paired)
    #expect(found.kind == .beats(.first) && found.evidence == .weak && found.leader == .first)
    #expect(found.limits == [.exactTestOutOfReach(smallestPValue: 0.0625)])
    #expect(agree(try #require(found.tPValue), 0.0179479131, relative: 1e-8))
    #expect(found.pValue == found.tPValue && found.exact?.pValue == 0.0625)
    #expect(agree(try #require(found.probability).estimate, 0.82))
    #expect(agree(try #require(found.effectSize), 1.12513231, relative: 1e-8))
    let difference = try #require(found.difference)
    #expect(agree(difference.estimate, 0.003) && !difference.contains(0))
    let bootstrap = try #require(found.bootstrapDifference)
    #expect(bootstrap.lower > 0.0019 && bootstrap.upper < 0.0055)
  }

  @Test func withoutPairsTheSameNumbersCannotTell() throws {
    let found = ComparisonVerdict.judge(a, b, goal: .maximize, pairing: .independent)
    #expect(found.kind == .cannotTell && found.evidence == .none && found.leader == .first)
    #expect(agree(try #require(found.tPValue), 0.0868065570, relative: 1e-8))
    #expect(agree(try #require(found.exact).pValue, 28.0 / 252))
    #expect(found.pValue == found.tPValue && found.limits.isEmpty)
  }

  @Test func theGoalAndTheOrderTurnTheVerdict() {
    let losses = ComparisonVerdict.judge(a, b, goal: .minimize, pairing: .paired)
    #expect(losses.kind == .beats(.second))
    #expect(agree(losses.probability?.estimate ?? .nan, 0.18))
    let turned = ComparisonVerdict.judge(b, a, goal: .maximize, pairing: .paired)
    #expect(turned.kind == .beats(.second) && turned.pValue == losses.pValue)
  }

  @Test func theVerdictIsThatOfTheIntervalAndItsEvidenceThatOfTheExactTest() {
    // Six pairs, one of them the other way: the interval excludes zero, 4 of 64 choices of signs do not.
    let found = ComparisonVerdict.judge(
      [1, 1.1, 0.9, 1, 1, -0.2], [0, 0, 0, 0, 0, 0], goal: .maximize, pairing: .paired)
    #expect(found.kind == .beats(.first) && found.evidence == .weak)
    #expect(found.limits == [.exactTestDisagrees(pValue: 0.0625)])
    var stream = RandomStream(seed: 6, purpose: "verdict-interval")
    for trial in 0..<60 {
      let values = (0..<(3 + trial % 6)).map { _ in stream.normal() + 0.7 }
      let judged = ComparisonVerdict.judge(
        values, values.map { _ in stream.normal() }, goal: .minimize, pairing: .paired,
        rule: VerdictRule(bootstrap: nil))
      #expect(judged.kind.isWin == (judged.difference?.contains(0) == false))
      #expect(
        (judged.evidence >= .moderate) == (judged.kind.isWin && judged.exact?.pValue ?? 1 <= 0.05))
    }
  }

  @Test func evidenceGrowsWithTheRuns() {
    let steps = (0..<12).map { 1 + 0.1 * Double($0 % 5) }
    func judged(_ count: Int) -> ComparisonVerdict {
      ComparisonVerdict.judge(
        steps.prefix(count).map { $0 }, (0..<count).map { 0.05 * Double($0 % 3) }, goal: .maximize,
        pairing: .paired)
    }
    #expect(judged(1).kind == .cannotTell && judged(1).difference == nil)
    #expect(judged(2).kind == .cannotTell)
    #expect(judged(2).limits.contains(.tooFewRuns(needed: 3)))
    #expect(judged(5).evidence == .weak && judged(6).evidence == .moderate)
    #expect(judged(12).evidence == .strong && judged(12).limits.isEmpty)
    #expect(Evidence.none < .weak && Evidence.moderate < .strong)
  }

  @Test func runsThatDidNotCompleteRankLast() {
    let whole: [Double?] = [0.5, 0.6, 0.7, 0.8, 0.55, 0.65, 0.75, 0.85]
    let broken: [Double?] = [0.6, nil, 0.8, nil, .nan, nil, nil, nil]
    for pairing in [ComparisonVerdict.Pairing.paired, .independent] {
      let found = ComparisonVerdict.judge(whole, broken, goal: .maximize, pairing: pairing)
      #expect(found.limits.first == .incomplete(first: 0, second: 6))
      #expect(found.difference == nil && found.tPValue == nil && found.effectSize == nil)
      #expect(found.leader == .first && found.probability?.estimate ?? 0 > 0.8)
    }
    // The survivors' means say the contrary of what eight seeds of each say.
    let ranks = ComparisonVerdict.judge(whole, broken, goal: .maximize, pairing: .paired)
    #expect(ranks.kind == .beats(.first) && ranks.evidence == .moderate)
    let none = ComparisonVerdict.judge(
      [nil, nil, nil], [nil, nil, nil], goal: .minimize, pairing: .paired)
    #expect(none.kind == .cannotTell && none.leader == nil && none.pValue == 1)
    #expect(none.probability?.estimate == 0.5)
  }

  @Test func equalPairsAreATie() {
    let found = ComparisonVerdict.judge(a, a, goal: .maximize, pairing: .paired)
    #expect(found.kind == .tie && found.leader == nil && found.difference?.estimate == 0)
    #expect(found.seedsForObserved == nil)
    // The same values by chance, but not by pairs, are none.
    let mixed = ComparisonVerdict.judge(a, a.reversed(), goal: .maximize, pairing: .paired)
    #expect(mixed.kind == .cannotTell)
    let independent = ComparisonVerdict.judge(a, a, goal: .maximize, pairing: .independent)
    #expect(independent.kind == .cannotTell)
  }

  @Test func aDifferenceThatDoesNotMatterIsATie() {
    let rule = VerdictRule(margin: 0.01)
    let found = ComparisonVerdict.judge(a, b, goal: .maximize, pairing: .paired, rule: rule)
    #expect(found.kind == .tie && found.leader == .first)
    let narrow = VerdictRule(margin: 0.004)
    #expect(
      ComparisonVerdict.judge(a, b, goal: .maximize, pairing: .paired, rule: narrow).kind
        == .beats(.first))
  }

  @Test func withoutSpreadOnlyCountingSpeaks() {
    let constant = ComparisonVerdict.judge(
      [2, 2, 2], [3, 3, 3], goal: .minimize, pairing: .paired)
    #expect(constant.kind == .beats(.first) && constant.evidence == .weak)
    #expect(constant.limits.contains(.seedsChangeNothing) && constant.tPValue == nil)
    func shifted(_ count: Int) -> ComparisonVerdict {
      let values = (0..<count).map { Double($0) * 0.5 }
      return ComparisonVerdict.judge(
        values, values.map { $0 + 0.25 }, goal: .minimize, pairing: .paired)
    }
    #expect(shifted(5).kind == .cannotTell && shifted(5).limits.first == .noSpread)
    #expect(shifted(6).kind == .beats(.first) && shifted(6).pValue == 0.03125)
  }

  @Test func theSeedsAskedForWouldShowIt() throws {
    let found = ComparisonVerdict.judge(a, b, goal: .maximize, pairing: .independent)
    let spread = try #require(found.spread)
    #expect(found.seedsNeeded(toShow: spread) == 17 && found.seedsNeeded(toShow: -spread / 2) == 64)
    #expect(found.seedsNeeded(toShow: 0) == nil)
    // An effect so large that two would do still takes what the exact test needs.
    #expect(found.seedsNeeded(toShow: 100 * spread) == 4)
    let paired = ComparisonVerdict.judge(a, b, goal: .maximize, pairing: .paired)
    #expect(paired.seedsNeeded(toShow: 1) == 6)
    let detectable = try #require(found.detectableDifference)
    #expect(found.seedsNeeded(toShow: detectable * 1.000001) == 5)
  }

  @Test func aFamilyIsJudgedTogether() {
    let base = (0..<8).map { Double($0 * $0 % 7) * 0.1 }
    let slight = base.enumerated().map { $1 + ($0 == 3 ? -0.02 : 0.05 + 0.01 * Double($0)) }
    let far = base.enumerated().map { $1 + 3 + 0.01 * Double($0 * $0 % 5) }
    let levels: [[Double?]] = [base, slight, far]
    let rule = VerdictRule(bootstrap: nil)
    let all = ComparisonVerdict.judgeAll(levels, goal: .maximize, pairing: .paired, rule: rule)
    let alone = ComparisonVerdict.judge(
      base, slight, goal: .maximize, pairing: .paired, rule: rule)
    #expect(all.count == 3 && all.allSatisfy { $0.adjustedPValue >= $0.pValue })
    #expect(all.map(\.adjustedPValue) == Holm.adjusted(all.map(\.pValue)))
    #expect(all[1].kind == .beats(.second) && all[2].kind == .beats(.second))
    #expect(alone.pValue == all[0].pValue && alone.adjustedPValue == alone.pValue)
  }
}

private typealias Evidence = ComparisonVerdict.Evidence
