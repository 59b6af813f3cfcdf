import PisteCore
import PisteReports
import Testing

@Suite struct StandingTests {
  private let entry = SmallSweep.Entry(
    coordinates: ["width": "0"], tune: [(0.8, 0.7), (0.82, 0.71), (0.84, 0.72)])

  @Test func aReproductionReportsTheSeedsThatAlsoChose() throws {
    var other = entry
    other.tune = [(0.5, 0.5), (0.5, 0.5), (0.5, 0.5)]
    var sweep = SmallSweep(
      entries: [entry, other], tuningSeeds: [1, 2, 3], evaluationSeeds: [1, 2, 3],
      studyProtocol: "reproduction")
    let report = Report(sweep.table())
    #expect(report.summary.contains("71.00 ± 2.48 % test accuracy"))
    let caveat = try #require(report.caveats.first { $0.kind == .sameSeeds })
    #expect(caveat.message.contains("on 3 of the 3 seeds they are reported on"))
    let page = try report.text("report.md")
    #expect(page.contains("3 evaluation seeds that all chose it, too"))
    #expect(!page.contains("it was not chosen on") && page.contains("3 of 3"))
    // Seeds are shared by a reproduction only.
    sweep.studyProtocol = nil
    #expect(Report(sweep.table()).summary.hasPrefix("No result yet"))
  }

  @Test func aReproductionAddsTheSeedsThatDidNotChoose() throws {
    var best = entry
    best.evaluate = [(0.86, 0.75)]
    var other = entry
    other.tune = [(0.5, 0.5), (0.5, 0.5), (0.5, 0.5)]
    let report = Report(
      SmallSweep(
        entries: [other, best], tuningSeeds: [1, 2, 3], evaluationSeeds: [2, 3, 4],
        studyProtocol: "reproduction"
      ).table())
    #expect(report.comparisonText(width: 120).contains("3/3"))
    let page = try report.text("report.md")
    #expect(page.contains("3 evaluation seeds of which 2 chose it, too"))
  }

  @Test func whereAllEndedAndNothingCompletedThatIsSaid() throws {
    var failed = SmallSweep(
      entries: [SmallSweep.Entry(tune: [nil, nil]), SmallSweep.Entry(tune: [nil, nil])])
    failed.ending = { $0 == 2 ? .failed : .diverged }
    let report = Report(failed.table())
    #expect(report.summary == "No configuration completed: 3 diverged and 1 failed.")
    #expect(
      report.caveats.contains { $0.message == "No run that is to be reported has completed." })
    failed.entries[1].settings["optimizer.lr"] = 0.5
    #expect(
      try Report(failed.table()).text("report.md").contains(
        "left out: no run to show has completed."))
    // Where and how often training diverged is all there is to see.
    #expect(
      try Report(failed.table()).files().map(\.path).filter { $0.hasPrefix("figures/") }
        == ["figures/divergence.svg"])
    failed.ending = { $0 == 2 ? .queued : .diverged }
    #expect(Report(failed.table()).summary.hasPrefix("No result yet: 3 of 4 planned runs"))
  }

  @Test func whereOnlyTheEvaluationWasLostTheTuningIsTold() {
    let sweep = SmallSweep(
      entries: [SmallSweep.Entry(tune: [(0.8, 0.7), (0.8, 0.7)], evaluate: [nil, nil, nil])])
    let report = Report(sweep.table())
    #expect(
      report.summary.hasPrefix(
        "No evaluation run completed: 3 diverged. On the tuning seeds, the highest-ranked is"))
    // Without a mean there is none that could flatter.
    #expect(!report.caveats.contains { $0.kind == .survivorsOnly })
  }

  @Test func theDataDecideWhichMetricIsReported() throws {
    func column(_ sweep: SmallSweep) -> String {
      let line = Report(sweep.table()).comparisonText(width: 200).split(separator: "\n")
        .first { $0.contains("to best") }
      return String(line ?? "")
    }
    var sweep = SmallSweep(
      entries: [SmallSweep.Entry(level: "A", tune: [nil, nil])], compare: "optimizer")
    sweep.datasets = [SmallSweep.facts(testRows: 30)]
    // Runs that ended before their first epoch tell nothing; the test set is there all the same.
    #expect(column(sweep).contains("test accuracy"))
    sweep.datasets = [SmallSweep.facts(testRows: 0)]
    sweep.entries[0].tune = [(0.8, 0.7), (0.8, 0.7)]
    #expect(column(sweep).contains("validation accuracy"))
    sweep.datasets.append(SmallSweep.facts(testRows: 30))
    #expect(column(sweep).contains("validation accuracy"))
    sweep.datasets = []
    #expect(column(sweep).contains("test accuracy"))
  }

  @Test func aConfigurationWithoutAxesIsToldByItsMainSettings() {
    let runs: [(Double, Double)?] = [(0.8, 0.7), (0.8, 0.72)]
    func sweep(_ optimizers: [String], compare: String?) -> SmallSweep {
      SmallSweep(
        entries: optimizers.map { name in
          SmallSweep.Entry(
            level: compare == nil ? nil : name,
            coordinates: compare == nil ? [:] : ["optimizer.name": name],
            settings: ["optimizer.name": .text(name), "optimizer.lr": 0.1], tune: runs,
            evaluate: runs)
        }, compare: compare)
    }
    let single = Report(sweep(["sgd"], compare: nil).table())
    #expect(single.summary.hasPrefix("The only configuration (sgd, lr 0.1) reaches 71.00"))
    let compared = Report(sweep(["sgd", "adam"], compare: "optimizer.name").table())
    let text = compared.comparisonText(width: 120)
    #expect(text.contains("lr 0.1") && !text.contains("configuration 1"))
    var bare = sweep(["sgd"], compare: nil)
    bare.entries[0].settings = [:]
    #expect(Report(bare.table()).summary.hasPrefix("The only configuration reaches"))
  }

  @Test func howToRunItAgainNamesCommandsThatCheck() throws {
    let page = try Report(Variant.usual.table).text("report.md")
    #expect(
      page.contains(
        "```sh\npiste sweep sgd-vs-adam.yaml\npiste report --check reports/sgd-vs-adam\n```"))
  }

  @Test func aLongConfigurationGoesOnInTheNextLine() throws {
    let text = Report(Variant.usual.table).comparisonText(width: 100)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(!lines.contains { $0.contains("…") })
    let start = try #require(lines.first { $0.contains("best configuration") })
    let column = try #require(start.firstRange(of: "best configuration")?.lowerBound)
    let place = start.distance(from: start.startIndex, to: column)
    let further = lines.filter { $0.hasPrefix(String(repeating: " ", count: place)) }
    #expect(further.contains { $0.dropFirst(place) == "init kaiming-normal" })
  }
}
