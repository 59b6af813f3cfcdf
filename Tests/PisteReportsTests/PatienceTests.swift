import PisteCore
import PisteReports
import Testing

/// Runs that their own patience ended are whole results.
@Suite struct PatienceTests {
  private func table(_ change: @escaping @Sendable (inout ResultTable.Run) -> Void) -> ResultTable {
    var sweep = FakeSweep()
    sweep.change = change
    return sweep.table()
  }

  private let patient = { @Sendable (run: inout ResultTable.Run) in
    run.status = .stopped
    run.outcome = Outcome(
      .stopped, epoch: run.epochCount, reason: "val/loss has not improved", cause: .patience,
      bestEpoch: 2)
  }

  @Test func theyCountWithTheEpochThatWasRestored() throws {
    let table = table(patient)
    for run in table.runs {
      #expect(run.isWhole)
      let curve = try #require(run.curves[Metric.testAccuracy])
      #expect(run.finalValue(Metric.testAccuracy) == curve[1])
    }
    var last = table.runs[0]
    last.outcome?.bestEpoch = nil
    #expect(last.finalValue(Metric.testAccuracy) == last.curves[Metric.testAccuracy]?.last)
    last.outcome?.bestEpoch = 1000
    #expect(last.finalValue(Metric.testAccuracy) == nil)
  }

  @Test func noCaveatCallsThemIncomplete() throws {
    let caveats = Report(table(patient)).caveats.map(\.kind)
    #expect(!caveats.contains(.survivorsOnly))
    #expect(!caveats.contains(.noResult))
    #expect(!caveats.contains(.missingRuns))
    let page = try Report(table(patient)).text("report.md")
    #expect(page.contains("A run that its patience ended stays in the mean"))
    #expect(!page.contains("val/loss has not improved"))
  }

  @Test func aRunThatAPrunerEndedIsNone() throws {
    let pruned = table { run in
      if run.stage == .evaluate, run.number % 2 == 0 {
        run.status = .stopped
        run.outcome = Outcome(.stopped, epoch: 2, reason: "pruned")
      }
    }
    let report = Report(pruned)
    #expect(report.caveats.map(\.kind).contains(.survivorsOnly))
    #expect(try report.text("report.md").contains("pruned"))
  }
}
