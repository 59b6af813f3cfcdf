import PisteCore
import PisteReports
import Testing

@Suite struct SelectionTests {
  /// Two levels of two configurations each; `values` holds (validation, test) of each run, nil for diverged.
  private func table(
    _ values: [[(Double, Double)?]], compare: String? = "optimizer", seeds: Int = 2
  ) -> ResultTable {
    var runs: [ResultTable.Run] = []
    let configurations = values.indices.map { place in
      ResultTable.Configuration(
        number: place + 1, id: "c\(place + 1)", level: compare == nil ? nil : place < 2 ? "A" : "B",
        coordinates: ["width": "\(place % 2)"], settings: ["optimizer.lr": 0.1])
    }
    for (place, list) in values.enumerated() {
      for (position, pair) in list.enumerated() {
        let isTuning = position < seeds
        let number = runs.count + 1
        runs.append(
          ResultTable.Run(
            id: RunID(hex: "\(place)\(position)"), number: number,
            stage: isTuning ? .tune : .evaluate, configuration: "c\(place + 1)",
            seed: UInt64(position + 1), status: pair == nil ? .diverged : .completed,
            outcome: Outcome(pair == nil ? .diverged : .completed, epoch: 1), seconds: 1,
            epochs: [
              EpochReport(
                epoch: 1,
                metrics: MetricValues([
                  Metric.validationAccuracy: pair?.0 ?? .nan, Metric.testAccuracy: pair?.1 ?? .nan,
                ]))
            ]))
      }
    }
    return ResultTable(
      experiment: ResultTable.Experiment(
        name: "x", description: "",
        objective: Objective(name: Metric.validationAccuracy, goal: .maximize), compare: compare,
        levels: ["A", "B"], axes: [ResultTable.Axis(key: "width", values: ["0", "1"])],
        configurations: configurations, tuningSeeds: [1, 2], evaluationSeeds: [3, 4, 5],
        datasets: [], sourceFile: "x.yaml", sourceText: ""), runs: runs, provenance: [])
  }

  @Test func selectionIsByValidationAndNeverByTest() throws {
    let text = Report(
      table([
        [(0.80, 0.99), (0.80, 0.99)],
        [(0.90, 0.50), (0.90, 0.50), (0.9, 0.7), (0.9, 0.71), (0.9, 0.72)],
        [(0.85, 0.60), (0.85, 0.60), (0.9, 0.6), (0.9, 0.61), (0.9, 0.62)],
        [(0.1, 0.1), (0.1, 0.1)],
      ])
    ).comparisonText(width: 120)
    #expect(text.contains("71.00 ± 2.48 %") && text.contains("61.00 ± 2.48 %"))
    #expect(text.contains("width 1") && text.contains("width 0") && !text.contains("99"))
    #expect(text.contains("A beats B by 10.00 percentage points of test accuracy"))
    #expect(text.contains("paired over 3 seeds"))
  }

  @Test func aConfigurationThatLostARunRanksBelowCompleteOnes() throws {
    let text = Report(
      table([
        [(0.95, 0.9), nil], [(0.5, 0.5), (0.5, 0.5), (0.5, 0.51), (0.5, 0.52), (0.5, 0.53)],
      ])
    ).comparisonText(width: 120)
    #expect(text.contains("width 1") && text.contains("52.00 ± 2.48 %"))
  }

  @Test func aDivergedEvaluationRunIsCountedAndSaid() throws {
    let report = Report(
      table([
        [(0.9, 0.9), (0.9, 0.9), (0.9, 0.8), nil, (0.9, 0.82)],
        [(0.1, 0.1), (0.1, 0.1)],
        [(0.8, 0.7), (0.8, 0.7), (0.8, 0.7), (0.8, 0.71), (0.8, 0.72)], [(0.1, 0.1), (0.1, 0.1)],
      ]))
    #expect(report.comparisonText(width: 120).contains("2/3"))
    let caveat = try #require(report.caveats.first { $0.kind == .survivorsOnly })
    #expect(caveat.message.contains("A 2 of 3 (1 diverged)"))
    let page = try report.text("report.md")
    #expect(page.contains("1 diverged") && page.contains("2 of 3"))
  }

  @Test func overlappingResultsCannotBeToldApart() {
    let report = Report(
      table([
        [(0.9, 0.9), (0.9, 0.9), (0.9, 0.80), (0.9, 0.84), (0.9, 0.82)], [(0.1, 0.1), (0.1, 0.1)],
        [(0.8, 0.7), (0.8, 0.7), (0.8, 0.82), (0.8, 0.80), (0.8, 0.81)], [(0.1, 0.1), (0.1, 0.1)],
      ]))
    #expect(report.summary.hasPrefix("A and B cannot be told apart"))
    #expect(!report.summary.contains("beats"))
  }

  @Test func oneSeedGivesNoInterval() throws {
    let report = Report(Variant.oneSeed.table)
    #expect(report.caveats.contains { $0.kind == .oneSeed })
    #expect(!report.summary.contains("±") && !report.summary.contains("beats"))
    #expect(report.summary.contains("cannot be told from luck"))
  }

  @Test func oneStageIsSaid() {
    let kinds = Report(Variant.noCompare.table).caveats.map(\.kind)
    #expect(kinds.contains(.sameSeeds))
    #expect(!Report(Variant.usual.table).caveats.map(\.kind).contains(.sameSeeds))
  }

  @Test func selectionOnTheTestSetIsSaid() {
    var sweep = FakeSweep()
    sweep.objective = Objective(name: Metric.testAccuracy, goal: .maximize)
    #expect(Report(sweep.table()).caveats.contains { $0.kind == .selectedOnTest })
    #expect(!Report(FakeSweep().table()).caveats.contains { $0.kind == .selectedOnTest })
  }

  @Test func aBestRateAtTheEdgeIsSaid() {
    var sweep = FakeSweep()
    sweep.levels[2].rates = [1e-3, 3e-3]
    let caveat = Report(sweep.table()).caveats.first { $0.kind == .edgeOfGrid }
    #expect(caveat?.message.contains("Adam (0.001, the smallest tried)") == true)
    #expect(!Report(FakeSweep().table()).caveats.contains { $0.kind == .edgeOfGrid })
  }

  @Test func onlyWhatCanChangeAResultMakesAnotherEnvironment() throws {
    let table = FakeSweep().table()
    var other = try #require(table.provenance.first)
    other.workers = 7
    other.commandLine = "piste sweep again.yaml"
    func kinds(_ more: ResultTable.Provenance) -> [Caveat.Kind] {
      Report(
        ResultTable(
          experiment: table.experiment, runs: table.runs, provenance: table.provenance + [more])
      ).caveats.map(\.kind)
    }
    #expect(!kinds(other).contains(.mixedEnvironments))
    other.blas = "another kernel"
    #expect(kinds(other).contains(.mixedEnvironments))
  }

  @Test func aSweepUnderWayTellsHowFarItIs() {
    let partial = Report(Variant.partial.table)
    #expect(partial.summary.hasPrefix("No result yet: 90 of 195 planned runs have a result."))
    #expect(partial.summary.contains("On the tuning seeds so far"))
    let kinds = partial.caveats.map(\.kind)
    #expect(kinds.contains(.missingRuns) && kinds.contains(.noResult))
    #expect(partial.caveats.contains { $0.message.contains("104 queued, 1 running") })
  }
}
