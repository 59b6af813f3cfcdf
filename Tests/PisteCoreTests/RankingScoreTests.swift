import PisteCore
import Testing

@Suite struct RankingScoreTests {
  /// Scores from the best to the worst where larger is better; those on one line tie.
  private static let order: [[RankingScore]] = [
    [RankingScore(values: [0.9, 0.7], planned: 2), RankingScore(values: [0.7, 0.9], planned: 2)],
    [RankingScore(values: [0.5, 0.5, 0.5], planned: 3)],
    [RankingScore(values: [0.1], planned: 1)],
    [RankingScore(values: [0.2, 0.2], planned: 3)],
    [RankingScore(values: [0.1, 0.1], planned: 3), RankingScore(values: [0.1, 0.1], planned: 4)],
    [RankingScore(values: [0.99], planned: 3)],
    [RankingScore(values: [0.98, .nan, .infinity], planned: 3)],
    [
      RankingScore(values: [], planned: 3), RankingScore(values: [.nan], planned: 1),
      RankingScore(values: [], planned: 0),
    ],
  ]

  @Test func completeOnesComeFirstThenMoreRunsThenTheBetterMean() {
    for (place, equals) in Self.order.enumerated() {
      for score in equals {
        for other in equals { #expect(!score.beats(other, goal: .maximize)) }
        for below in Self.order[(place + 1)...].joined() {
          #expect(score.beats(below, goal: .maximize), "\(score) \(below)")
          #expect(!below.beats(score, goal: .maximize), "\(below) \(score)")
        }
      }
    }
  }

  @Test func minimizingTurnsTheMeansAloneRound() {
    let low = RankingScore(values: [0.1, 0.1], planned: 2)
    let high = RankingScore(values: [0.9, 0.9], planned: 2)
    #expect(low.beats(high, goal: .minimize) && !high.beats(low, goal: .minimize))
    let incomplete = RankingScore(values: [0.0], planned: 2)
    #expect(high.beats(incomplete, goal: .minimize))
    let nothing = RankingScore(values: [], planned: 2)
    #expect(incomplete.beats(nothing, goal: .minimize))
  }

  @Test func theMeanDoesNotDependOnTheOrderOfTheRuns() {
    let values = [0.1, 0.2, 0.3, 1e-17, 0.7]
    let score = RankingScore(values: values, planned: 5)
    #expect(score == RankingScore(values: values.reversed(), planned: 5))
    #expect(abs(score.mean - 0.26) < 1e-15 && score.completed == 5 && score.isComplete)
  }
}
