import PisteCore
import PisteReports
import Testing

@Suite struct SpreadTests {
  private func report(_ levels: [(String, [Double], [Double])], isCompared: Bool = true) -> Report {
    var sweep = MeasuredSweep(
      levels: levels.map { name, losses, training in
        (
          name, [:],
          zip(losses, training).enumerated().map { place, pair in
            [
              Metric.validationLoss: [pair.0], Metric.trainLoss: [pair.1],
              Metric.seconds: [Double(place)],
            ]
          }
        )
      })
    sweep.isCompared = isCompared
    return Report(sweep.table())
  }

  private func messages(_ report: Report) -> [String] {
    report.caveats.filter { $0.kind == .seedsChangeNothing }.map(\.message)
  }

  @Test func runsThatTheSeedsDoNotChangeAreTold() {
    let report = report([
      ("lbfgs", [0.0166, 0.0166], [0.1, 0.1]), ("sgd", [0.2, 0.21], [0.3, 0.3]),
    ])
    #expect(
      messages(report) == [
        "The seeds changed nothing: every run of lbfgs gave the same number, so the interval says "
          + "nothing about luck."
      ])
    #expect(messages(self.report([("a", [0.1], [0.1]), ("b", [0.1, 0.2], [0, 0])])).isEmpty)
  }

  @Test func aTieOfRunsThatDifferIsNotLaidToTheSeeds() {
    let found = messages(report([("a", [0.5, 0.5], [0.1, 0.2]), ("b", [0.6, 0.7], [0, 0])]))
    #expect(found.count == 1 && found[0].contains("though the runs differ"))
  }

  @Test func noIntervalOfNoWidthIsGivenInTheAnswer() {
    let report = report([
      ("a", [0.0166, 0.0166, 0.0166], [1, 1, 1]), ("b", [0.0332, 0.0332, 0.0332], [1, 1, 1]),
    ])
    #expect(!report.summary.contains("95 % CI"), "\(report.summary)")
    #expect(report.summary.contains("0.0166 against 0.0332"))
    let single = self.report([("", [0.0166, 0.0166], [1, 1])], isCompared: false)
    #expect(single.summary.hasSuffix("0.0166 validation loss (the same in all 2 runs)."))
    #expect(messages(single).first?.contains("every run of the best configuration") == true)
  }
}
