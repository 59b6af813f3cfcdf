import PisteCore
import PisteReports
import Testing

@Suite struct SelectionTests {
  /// Two levels of two configurations each; `values` holds (validation, test) of each run, nil for diverged.
  private func table(
    _ values: [[(Double, Double)?]], compare: String? = "optimizer", seeds: Int = 2
  ) -> ResultTable {
    let entries = values.enumerated().map { place, list in
      SmallSweep.Entry(
        level: compare == nil ? nil : place < 2 ? "A" : "B", coordinates: ["width": "\(place % 2)"],
        tune: Array(list.prefix(seeds)), evaluate: Array(list.dropFirst(seeds)))
    }
    return SmallSweep(
      entries: entries, compare: compare,
      axes: [ResultTable.Axis(key: "width", values: ["0", "1"])]
    ).table()
  }

  @Test func selectionIsByValidationAndNeverByTest() throws {
    let text = Report(
      table([
        [(0.80, 0.99), (0.80, 0.99)],
        [(0.90, 0.50), (0.90, 0.50), (0.9, 0.7), (0.9, 0.71), (0.9, 0.72)],
        [(0.85, 0.60), (0.85, 0.60), (0.9, 0.6), (0.9, 0.605), (0.9, 0.625)],
        [(0.1, 0.1), (0.1, 0.1)],
      ])
    ).comparisonText(width: 120)
    #expect(text.contains("71.00 ± 2.48 %") && text.contains("61.00 ± 3.29 %"))
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
    #expect(report.summary.hasPrefix("Cannot tell A and B apart with 3 seeds: A has the higher"))
    #expect(!report.summary.contains("beats"))
  }

  @Test func anExactTieIsNoLead() {
    let report = Report(
      table([
        [(0.9, 0.9), (0.9, 0.9), (0.9, 0.75), (0.9, 0.5), (0.9, 0.625)], [(0.1, 0.1), (0.1, 0.1)],
        [(0.8, 0.7), (0.8, 0.7), (0.8, 0.5), (0.8, 0.75), (0.8, 0.625)], [(0.1, 0.1), (0.1, 0.1)],
      ]))
    #expect(report.summary.contains("both have a mean test accuracy of 62.50 %"))
    #expect(!report.summary.contains("higher"))
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

  @Test func amongIncompleteConfigurationsTheOneWithMoreRunsIsChosen() throws {
    // The sweep evaluated the second one: more of its tuning runs completed.
    let sweep = SmallSweep(
      entries: [
        SmallSweep.Entry(coordinates: ["width": "0"], tune: [(0.95, 0.9), nil, nil]),
        SmallSweep.Entry(
          coordinates: ["width": "1"], tune: [(0.5, 0.5), (0.5, 0.5), nil],
          evaluate: [(0.5, 0.51), (0.5, 0.52), (0.5, 0.53)]),
      ], axes: [ResultTable.Axis(key: "width", values: ["0", "1"])], tuningSeeds: [1, 2, 3],
      evaluationSeeds: [4, 5, 6])
    let report = Report(sweep.table())
    #expect(!report.caveats.contains { $0.kind == .staleSelection })
    var stale = sweep
    stale.entries[0].tune[1] = (0.9, 0.9)
    #expect(Report(stale.table()).caveats.contains { $0.kind == .staleSelection })
  }

  @Test func ratesOfAnotherOptimizerMakeNoEdge() {
    func entry(_ optimizer: String, _ rate: Double, _ value: Double?) -> SmallSweep.Entry {
      let pair = value.map { ($0, $0) }
      return SmallSweep.Entry(
        settings: ["optimizer.name": .text(optimizer), "optimizer.lr": .number(rate)],
        tune: [pair, pair], evaluate: value == 0.9 ? [pair, pair, pair] : [])
    }
    func edges(_ entries: [SmallSweep.Entry]) -> [String] {
      Report(SmallSweep(entries: entries).table()).caveats.filter { $0.kind == .edgeOfGrid }
        .map(\.message)
    }
    // Adam's best rate is smaller than both of SGD, which says nothing: it is no edge among its own.
    let sgd = [entry("sgd", 0.1, 0.7), entry("sgd", 1, 0.6)]
    #expect(edges(sgd + [entry("adam", 1e-3, 0.9)]).isEmpty)
    #expect(
      edges(sgd + [entry("adam", 1e-4, 0.1), entry("adam", 1e-3, 0.9), entry("adam", 0.01, 0.2)])
        .isEmpty)
    #expect(edges(sgd + [entry("adam", 1e-3, 0.9), entry("adam", 0.01, 0.2)]).count == 1)
    // Beyond a rate that diverged nothing better is to be sought.
    #expect(
      edges([entry("sgd", 0.01, 0.5), entry("sgd", 0.1, 0.9), entry("sgd", 1, nil)]).isEmpty)
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
