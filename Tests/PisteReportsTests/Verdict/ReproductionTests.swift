import PisteCore
import PisteReports
import Testing

/// A published table beside its repetition.
@Suite struct ReproductionTests {
  private func report(_ published: [PublishedResult]?, lost: Bool = false) -> Report {
    let values: [(Double, Double)?] = [(0.5, 0.88), (0.5, 0.90), lost ? nil : (0.5, 0.92)]
    let table = SmallSweep(
      entries: [
        SmallSweep.Entry(level: "A", tune: [(0.5, 0.5), (0.5, 0.5)], evaluate: values),
        SmallSweep.Entry(
          level: "B", tune: [(0.5, 0.5), (0.5, 0.5)],
          evaluate: [(0.5, 0.7), (0.5, 0.7), (0.5, 0.7)]),
      ], compare: "optimizer", studyProtocol: "reproduction"
    ).table()
    var experiment = table.experiment
    experiment.published = published
    return Report(ResultTable(experiment: experiment, runs: table.runs, provenance: []))
  }

  private func fact(_ report: Report) -> String? {
    report.evidence.first { $0.name == "Reproduction" }?.value
  }

  private func a(_ mean: Double, _ deviation: Double = 0.03) -> PublishedResult {
    PublishedResult(level: "A", mean: mean, deviation: deviation, runs: 9)
  }

  private func page(_ report: Report) throws -> String {
    let file = try report.files().first { $0.path == "report.md" }
    return String(decoding: try #require(file).bytes, as: UTF8.self)
  }

  /// 0.90 of deviation 0.02 over 3 runs: the error is √(0.02²/3 + 0.03²/9) = 0.015275.
  @Test func meansWithinThreeStandardErrorsRepeatTheTable() throws {
    let near = report([a(0.8545)])
    #expect(
      fact(near)
        == "the published table is repeated: every mean is within 3 standard errors of the published "
        + "one, A the farthest by 3.0.")
    let text = try page(near)
    #expect(text.contains("## Against what was published"))
    #expect(text.contains("| A | 0.855 ± 0.030 (n = 9) | 0.900 ± 0.020 (n = 3) | 0.0455 | 3.0 |"))
  }

  @Test func oneMeanFartherAwayDoesNot() {
    let far = report([
      a(0.8539), PublishedResult(level: "B", mean: 0.7, deviation: 0.1, runs: 4),
    ])
    #expect(
      fact(far)
        == "the published table is not repeated: A is 3.0 standard errors away, where 3 are allowed."
    )
    #expect(
      fact(report([a(0.6)]))?.hasPrefix("the published table is not repeated: A is 19.6") == true)
  }

  @Test func withoutCompleteResultsNothingIsClaimed() throws {
    let lost = report([a(0.9)], lost: true)
    #expect(fact(lost) == "not to be judged yet: A lacks complete results.")
    #expect(
      try page(lost).contains("| A | 0.900 ± 0.030 (n = 9) | 0.890 ± 0.014 (n = 2) | -0.01 | – |"))
    let flat = report([PublishedResult(level: "B", mean: 0.7, deviation: 0, runs: 4)])
    #expect(fact(flat)?.hasPrefix("not to be judged yet: B") == true)
  }

  @Test func whereNothingWasPublishedNothingIsSaid() throws {
    #expect(fact(report(nil)) == nil)
    #expect(try !page(report(nil)).contains("published"))
  }
}
