import PisteCore
import PisteReports
import PisteStatistics
import Testing

@Suite struct ProblemFigureTests {
  private let problems = ["one", "two", "three", "four", "five", "six"]

  @Test func fewerThanFiveProblemsAreRefused() {
    let few = Array(problems.prefix(4))
    let ranks = OverProblems.ranks(
      problems: few, levels: ["a", "b"], scores: few.map { _ in [1, 2] }, goal: .minimize)
    #expect(ranks.figure == nil && ranks.reason.contains("4 problems are fewer than the 5"))
    let profile = OverProblems.profile(
      problems: few, levels: ["a", "b"], times: few.map { _ in [1, 2] }, unit: "epochs")
    #expect(profile.figure == nil && profile.reason.contains("4 problems are fewer than the 5"))
  }

  @Test func meanRanksAreThoseOfTheScores() throws {
    let scores = [[0.9, 0.8, 0.7], [0.9, 0.7, 0.8], [0.9, 0.8, 0.7], [0.8, 0.9, 0.7]]
    let more = scores + [[0.9, 0.8, .nan], [0.9, 0.8, 0.7]]
    let found = OverProblems.ranks(
      problems: problems, levels: ["a", "b", "c"], scores: more, goal: .maximize)
    let figure = try #require(found.figure)
    // Ranks 1 1 1 2 1 1, 2 3 2 1 2 2 and 3 2 3 3 3 3: means 7/6, 2 and 17/6.
    #expect(
      figure.caption.hasPrefix("Mean ranks, 1 being the best: a (1.17), b (2.00) and c (2.83)."))
    #expect(figure.rows.count == 3)
    // Six pairs can hardly be told apart after Holm: 2/2⁶ × 3 = 0.094.
    #expect(figure.caption.contains("cannot tell apart at 0.05: a, b and c"))
    #expect(
      figure.caption.hasSuffix(
        "With 6 problems and 3 pairs no p after Holm can be below 0.094, so that no results could tell "
          + "a pair apart; 7 problems could."), "\(figure.caption)")
  }

  @Test func theProfileScoresAsAlgoPerfDoes() throws {
    // b takes twice as long everywhere, (4 − 2) / 3; c misses one and is fastest with a elsewhere, 5/6.
    var times = problems.map { _ in [10.0, 20, 10] }
    times[5][2] = .infinity
    let found = OverProblems.profile(
      problems: problems, levels: ["a", "b", "c"], times: times, unit: "epochs")
    let figure = try #require(found.figure)
    #expect(figure.rows.last == ["score", "1.000", "0.667", "0.833"])
    #expect(figure.rows[5] == ["six", "10", "20", "missed"])
    #expect(figure.caption.contains("a (1.000), c (0.833) and b (0.667)"))
    #expect(figure.caption.contains("The order stays whichever level is taken away."))
  }

  @Test func namesDoNotCoverEachOther() throws {
    let names = (0..<8).map { "optimizer number \($0) with a name that goes on and on" }
    let scores = problems.indices.map { row in
      names.indices.map { Double(($0 * 7 + row * 3) % 11) }
    }
    let all = [
      OverProblems.ranks(problems: problems, levels: names, scores: scores, goal: .maximize),
      OverProblems.ranks(
        problems: problems, levels: ["a", "b"], scores: scores.map { Array($0.prefix(2)) },
        goal: .minimize),
      OverProblems.profile(
        problems: problems, levels: names, times: scores.map { $0.map { $0 + 1 } }, unit: "s"),
    ]
    for found in all {
      for drawing in try #require(found.figure).labels {
        DrawingTests.checkLabels(drawing.labels, width: drawing.width, "over problems")
      }
    }
  }
}
