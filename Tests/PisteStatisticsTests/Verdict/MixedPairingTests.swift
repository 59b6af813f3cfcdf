import PisteCore
import PisteStatistics
import Testing

/// Families in which some levels share their seeds' start and others do not.
@Suite struct MixedPairingTests {
  private let levels: [[Double?]] = [
    [0.881, 0.884, 0.879, 0.886, 0.883], [0.878, 0.882, 0.877, 0.880, 0.881],
    [0.870, 0.872, 0.869, 0.871, 0.870],
  ]

  @Test func eachPairIsComparedInItsOwnWay() {
    let mixed = ComparisonVerdict.judgeAll(levels, goal: .maximize) { first, second in
      (first, second) == (0, 1) ? .paired : .independent
    }
    #expect(mixed.map(\.pairing) == [.paired, .independent, .independent])
    let paired = ComparisonVerdict.judge(levels[0], levels[1], goal: .maximize, pairing: .paired)
    let apart = ComparisonVerdict.judge(
      levels[0], levels[2], goal: .maximize, pairing: .independent)
    #expect(mixed[0].pValue == paired.pValue && mixed[1].pValue == apart.pValue)
    #expect(mixed.map(\.adjustedPValue) == Holm.adjusted(mixed.map(\.pValue)))
  }

  @Test func oneWayForAllIsTheSameAsBefore() {
    for pairing in [ComparisonVerdict.Pairing.paired, .independent] {
      #expect(
        ComparisonVerdict.judgeAll(levels, goal: .maximize) { _, _ in pairing }
          == ComparisonVerdict.judgeAll(levels, goal: .maximize, pairing: pairing))
    }
  }
}
