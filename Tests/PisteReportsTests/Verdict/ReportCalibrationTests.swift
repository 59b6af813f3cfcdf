import PisteCore
import PisteReports
import Testing

/// How often a report says that one level beats another, on simulated runs.
@Suite struct ReportCalibrationTests {
  private func says(_ difference: Double, runs: Int, _ stream: inout RandomStream) -> Bool {
    report(difference, runs: runs, &stream).summary.contains(" beats ")
  }

  private func report(_ difference: Double, runs: Int, _ stream: inout RandomStream) -> Report {
    let levels = [("A", 0.0), ("B", difference)].map { name, shift in
      SmallSweep.Entry(
        level: name,
        evaluate: (0..<runs).map { _ in
          let value = 0.5 + 0.01 * (stream.normal() + shift)
          return (value, value)
        }, weights: "w", order: "o")
    }
    let sweep = SmallSweep(
      entries: levels, compare: "optimizer", tuningSeeds: [],
      evaluationSeeds: (0..<runs).map { UInt64($0 + 1) })
    return Report(sweep.table())
  }

  @Test func withoutADifferenceAWinnerIsSeldomNamed() {
    for runs in [3, 5, 10] {
      var stream = RandomStream(seed: 5, purpose: "report null")
      checkNull(of: 1_000) { says(0, runs: runs, &stream) }
    }
    withKnownIssue("a chance of improvement of three quarters taken for a win") {
      var stream = RandomStream(seed: 5, purpose: "report null")
      checkNull(of: 200) {
        (report(0, runs: 5, &stream).verdict.probability ?? 0) >= 0.75
      }
    }
  }

  /// At most 6 % of comparisons without a difference may end with a winner.
  private func checkNull(of trials: Int, _ says: () -> Bool) {
    let said = (0..<trials).count { _ in says() }
    #expect(Double(said) / Double(trials) <= 0.06, "\(said) of \(trials)")
  }

  @Test func aLargeDifferenceIsMostlyNamed() {
    var stream = RandomStream(seed: 5, purpose: "report power")
    let said = (0..<1_000).count { _ in says(1.5, runs: 10, &stream) }
    #expect(said >= 800, "\(said) of 1000")
  }
}
