import PisteCore
import PisteReports
import Testing

/// How often a report says that one level beats another, on simulated runs.
@Suite struct ReportCalibrationTests {
  private func says(_ difference: Double, runs: Int, _ stream: inout RandomStream) -> Bool {
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
    return Report(sweep.table()).summary.contains(" beats ")
  }

  @Test func withoutADifferenceAWinnerIsSeldomNamed() {
    for runs in [3, 5, 10] {
      var stream = RandomStream(seed: 5, purpose: "report null")
      let said = (0..<1_000).count { _ in says(0, runs: runs, &stream) }
      #expect(said <= 60, "\(said) of 1000 with \(runs) seeds")
    }
  }

  @Test func aLargeDifferenceIsMostlyNamed() {
    var stream = RandomStream(seed: 5, purpose: "report power")
    let said = (0..<1_000).count { _ in says(1.5, runs: 10, &stream) }
    #expect(said >= 800, "\(said) of 1000")
  }
}
