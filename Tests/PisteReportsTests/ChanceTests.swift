import PisteCore
import PisteReports
import Testing

@Suite struct ChanceTests {
  private func caveat(
    _ levels: [(String, [Double])], classes: Int = 10, rows: Int = 1000, isCompared: Bool = true
  ) -> Caveat? {
    var sweep = MeasuredSweep(
      levels: levels.map { name, accuracies in
        (
          name, [:],
          accuracies.map { [Metric.validationAccuracy: [$0], Metric.testAccuracy: [$0]] }
        )
      }, objective: Objective(name: Metric.validationAccuracy, goal: .maximize))
    sweep.datasets = [MeasuredSweep.facts(classes: classes, rows: rows)]
    sweep.isCompared = isCompared
    return Report(sweep.table()).caveats.first { $0.kind == .didNotLearn }
  }

  @Test func aLevelAtChanceIsSaidNotToHaveLearned() {
    let found = caveat([("sgd", [0.9, 0.91]), ("lars", [0.098, 0.113])])
    #expect(
      found?.message
        == "lars has not been seen to learn: the test accuracy cannot be told from that of "
        + "guessing among the classes (10.00 %).")
    #expect(caveat([("sgd", [0.9, 0.91]), ("adam", [0.13, 0.14])]) == nil)
  }

  @Test func worseThanChanceIsNoLearningEither() {
    #expect(caveat([("sgd", [0.02, 0.9])])?.message.hasPrefix("sgd (1 of 2 runs) has") == true)
  }

  @Test func fewRowsLeaveMoreInDoubt() {
    #expect(caveat([("sgd", [0.6, 0.6])], classes: 2, rows: 30) != nil)
    #expect(caveat([("sgd", [0.6, 0.6])], classes: 2, rows: 3000) == nil)
  }

  @Test func whereNothingIsComparedTheBestConfigurationIsNamed() {
    let found = caveat([("", [0.1, 0.1])], isCompared: false)
    #expect(found?.message.hasPrefix("The best configuration has not been seen") == true)
  }

  @Test func withoutClassesThereIsNoChance() {
    #expect(caveat([("sgd", [0.1])], classes: 0) == nil)
  }

  @Test func theAccuracyCountsWhereTheLossSelects() {
    var sweep = MeasuredSweep(levels: [
      (
        "sgd", [:],
        [[Metric.validationLoss: [2.3], Metric.testLoss: [2.3], Metric.testAccuracy: [0.1]]]
      )
    ])
    sweep.datasets = [MeasuredSweep.facts(classes: 10, rows: 500)]
    #expect(Report(sweep.table()).caveats.contains { $0.kind == .didNotLearn })
  }
}
