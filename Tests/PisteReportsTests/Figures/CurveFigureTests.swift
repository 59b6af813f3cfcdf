import Foundation
import PisteCore
import PisteReports
import Testing

@Suite struct CurveFigureTests {
  private func loss(_ values: [Double], seconds: Double = 1) -> [String: [Double]] {
    [
      Metric.validationLoss: values, Metric.trainLoss: values.map { $0 / 2 },
      Metric.seconds: values.map { _ in seconds },
    ]
  }

  private func sweep(_ levels: [(String, [[String: [Double]]])]) -> MeasuredSweep {
    MeasuredSweep(
      levels: levels.map { ($0.0, ["batch_size": 30], $0.1) },
      datasets: [MeasuredSweep.facts(classes: 2, rows: 0)])
  }

  @Test func costsAreSumsOverEpochs() throws {
    let report = Report(
      sweep([
        ("a", [loss([4, 2, 1], seconds: 2), loss([4, 2, 1], seconds: 4)]),
        ("b", [loss([5, 4, 3]), loss([5, 4, 3])]),
      ]).table())
    let figure = try FigureReader(report, "cost")
    // 100 rows in batches of 30 are four steps an epoch; the seconds are means over the runs.
    #expect(figure.cells(3, where: "steps", "a") == ["4", "8", "12"])
    #expect(figure.cells(3, where: "seconds", "a") == ["3", "6", "9"])
    #expect(figure.cells(3, where: "seconds", "b") == ["1", "2", "3"])
    #expect(figure.caption.hasPrefix("Steps to the last epoch: a 12 and b 12."))
  }

  @Test func aChangeOfTheLeadIsNamedWithItsEpoch() throws {
    let report = Report(
      sweep([
        ("slow", [loss([9, 5, 3, 1]), loss([9, 5, 3, 1])]),
        ("fast", [loss([6, 4, 4, 4]), loss([6, 4, 4, 4])]),
      ]).table())
    let figure = try FigureReader(report, "order")
    #expect(figure.caption.hasPrefix("fast leads first, then slow from epoch 3."))
    #expect(figure.caption.contains("another one: shorter runs would have ranked"))
    #expect(
      figure.rows == [["1", "2", "1"], ["2", "2", "1"], ["3", "1", "2"], ["4", "1", "2"]])
    let equal = Report(
      sweep([("a", [loss([3, 2, 1])]), ("b", [loss([3, 2.5, 2])])]).table())
    #expect(try FigureReader(equal, "order").rows[0] == ["1", "1.5", "1.5"])
  }

  /// At a training loss of 1, which both pass and where b ends: a is halfway between gaps of 0.2 and 0.4, b at 0.5.
  private var gaps: Report {
    func run(_ train: [Double], _ held: [Double]) -> [String: [Double]] {
      [Metric.validationLoss: held, Metric.trainLoss: train]
    }
    return Report(
      sweep([
        ("a", [run([3, 1.5, 0.5], [3, 1.7, 0.9])]), ("b", [run([2, 1], [2.1, 1.5])]),
      ]).table())
  }

  @Test func gapsAreComparedAtOneTrainingLoss() throws {
    let figure = try FigureReader(gaps, "generalization-gap")
    #expect(figure.caption.hasPrefix("At a training loss of 1, the lowest that every run of every"))
    #expect(figure.caption.contains("the gap is: a 0.3 and b 0.5."))
    #expect(figure.rows.contains(["1", "0.3", "0.5"]))
  }

  @Test func curvesOfTheGapReachTheLossAtWhichTheyAreCompared() throws {
    // Among the tips of the page is one of either level at just that loss.
    let page = try gaps.text("report.html")
    #expect(page.contains("a, training loss 1: gap 0.3"))
    #expect(page.contains("b, training loss 1: gap 0.5"))
  }

  @Test func theBandOfATargetGoesOnToTheLastEpoch() throws {
    let report = Report(
      sweep([
        ("a", [loss([5, 2, 2, 2, 2, 2]), loss([5, 4, 4, 4, 4, 4]), loss([5, 1, 1, 1, 1, 1])]),
        ("b", [loss([9, 8, 8, 7, 7, 6])]),
      ]).table())
    // Two of three are there at epoch 2; what is left open is as wide at epoch 6.
    let drawing = try report.text("figures/time-to-target.svg")
    let bands = drawing.components(separatedBy: "<path ").filter { $0.contains("opacity=\"0.2\"") }
    func places(_ path: String) -> [Double] {
      let data = path.components(separatedBy: "d=\"")[1].prefix { $0 != "\"" }
      return data.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }.enumerated()
        .filter { $0.offset % 2 == 0 }.map(\.element)
    }
    let band = try #require(bands.first.map(places))
    let width = try #require(band.max()) - (try #require(band.min()))
    // Four of the six epochs, on an axis with a little air.
    #expect(width > 100, "\(band)")
  }

  @Test func lossesOfDifferentFunctionsHaveNoGapInCommon() throws {
    func page(_ losses: [String]) throws -> Report {
      Report(
        MeasuredSweep(
          levels: losses.enumerated().map { place, name in
            ("level \(place)", ["loss": .text(name)], [loss([4, 2, 1]), loss([4, 3, 1])])
          }, datasets: [MeasuredSweep.facts(classes: 2, rows: 0)]
        ).table())
    }
    let mixed = try page(["square", "huber"])
    let words = try mixed.text("report.md")
    #expect(words.contains("are trained with different losses (square and huber), of which equal"))
    #expect(
      try FigureReader(mixed, "learning-curves").caption
        .contains("their shapes can be compared, their heights not"))
    // Both are the nats lost on the class that is right.
    let same = try page(["logistic", "cross-entropy"])
    #expect(try !same.text("report.md").contains("different losses"))
    #expect(try !FigureReader(same, "generalization-gap").rows.isEmpty)
  }

  @Test func aBandThatWouldReachNothingEndsAtTheLowestRun() throws {
    func run(_ last: Double) -> [String: [Double]] { loss([8, 1, last]) }
    let caption = "On a logarithmic axis a band that would reach 0 ends at the lowest run."
    // Of 0.01 and 1 the t interval is -5.8 to 6.8.
    let wide = Report(sweep([("a", [run(0.01), run(1)])]).table())
    #expect(try FigureReader(wide, "learning-curves").caption.contains(caption))
    #expect(try FigureReader(wide, "learning-curves").rows.last?[3] == "0.5 ± 6.3")
    let even = Report(sweep([("a", [run(1), run(1)])]).table())
    #expect(try !FigureReader(even, "learning-curves").caption.contains(caption))
  }

  @Test func anAxisIsForTheEpochsAfterAWildStart() throws {
    func report(_ first: Double) throws -> (caption: String, ticks: [String]) {
      var wild = MeasuredSweep(levels: [])
      wild.objective = Objective(name: Metric.validationAccuracy, goal: .maximize)
      wild.levels = [
        ("a", [:], [[Metric.validationAccuracy: [first, 0.95, 0.96, 0.965, 0.97, 0.97]]])
      ]
      let report = Report(wild.table())
      let drawing = report.placedLabels().first { $0.drawing == "learning-curves wide" }
      return (
        try FigureReader(report, "learning-curves").caption,
        drawing?.labels.map(\.text).filter { $0.hasSuffix("%") } ?? []
      )
    }
    let wild = try report(0.1)
    #expect(wild.caption.contains("is for the later epochs: the first tenth goes on beyond it"))
    #expect(wild.ticks.contains("95.0 %") && !wild.ticks.contains("50 %"))
    let tame = try report(0.93)
    #expect(!tame.caption.contains("later epochs") && tame.ticks.contains("93 %"))
  }

  @Test func whatWasMeasuredOnceStandsSideBySide() throws {
    var runs: [[String: [Double]]] = []
    for seed in 1...3 {
      var curves = loss([3, 2, 1])
      curves["dead_units/1"] = [.nan, .nan, 0.1 * Double(seed)]
      runs.append(curves)
    }
    let once = try FigureReader(Report(sweep([("a", runs), ("b", runs)]).table()), "diagnostics")
    #expect(once.caption.hasPrefix("At the one epoch measured"))
    #expect(once.rows.map { $0[2] } == ["3", "3"])
    for place in runs.indices { runs[place]["dead_units/1"] = [0.3, 0.2, 0.1] }
    let often = try FigureReader(Report(sweep([("a", runs), ("b", runs)]).table()), "diagnostics")
    #expect(often.caption.hasPrefix("At the last epoch measured"))
  }

  @Test func namesStandWhereLinesEndOnlyIfAllEndThere() throws {
    func names(_ epochs: Int) throws -> [String] {
      let short = Array(repeating: 1.0, count: epochs)
      let report = Report(
        sweep([("long", [loss([5, 4, 3, 2, 1.5, 1.2])]), ("brief", [loss(short)])]).table())
      let labels = try #require(
        report.placedLabels().first { $0.drawing == "learning-curves wide" })
      return labels.labels.map(\.text).filter { ["long", "brief"].contains($0) }
    }
    // At the ends in both panels, or once in a legend.
    #expect(try names(6).count == 4)
    #expect(try names(3).count == 2)
  }

  @Test func aFunctionHasNoGap() throws {
    var sweep = self.sweep([("a", [loss([3, 2, 1])])])
    sweep.datasets = [
      DataSetFacts(
        name: "quadratic", task: .minimization, features: 2, classes: [], targets: 0,
        trainingRows: 100, validationRows: 0, testRows: 0, digest: "00")
    ]
    let page = try Report(sweep.table()).text("report.md")
    #expect(page.contains("a function that is minimized has no held-out rows to fit"))
  }

  @Test func missesAreCensoredAndNeverDropped() throws {
    // The best level's runs end at 1, 2 and 3: the target is 2, which its third run misses.
    let report = Report(
      sweep([
        ("a", [loss([5, 2, 1]), loss([5, 4, 2]), loss([5, 4, 3])]),
        ("b", [loss([5, 5, 2]), loss([5, 5, 5]), loss([5, 5, 5])]),
      ]).table())
    let figure = try FigureReader(report, "time-to-target")
    let hard = figure.rows.filter { $0[0] == "2" }
    #expect(hard.map { Array($0[1...3]) } == [["a", "3", "2"], ["b", "3", "1"]])
    #expect(hard[0][5].hasPrefix("epoch 3 ") && hard[1][5] == "not by half")
    // The other target would be the median end of the worst level, 5, which all have from the start.
    #expect(figure.rows.allSatisfy { $0[0] == "2" })
  }

  @Test func aRunThatDivergedNeverReachesItsTarget() throws {
    var sweep = FakeSweep()
    sweep.tuningSeeds = []
    sweep.levels = [sweep.levels[2]]
    sweep.levels[0].rates = [1e-3]
    sweep.schedules = ["constant"]
    sweep.initializers = ["orthogonal"]
    let usual = try FigureReader(Report(sweep.table()), "time-to-target")
    sweep.change = { run in
      guard run.seed == 1001 else { return }
      let epochs = [EpochReport(epoch: 1, metrics: MetricValues([Metric.validationAccuracy: 0.1]))]
      run = ResultTable.Run(
        id: run.id, number: run.number, stage: run.stage, configuration: run.configuration,
        seed: run.seed, status: .diverged, outcome: Outcome(.diverged, epoch: 1), epochs: epochs)
    }
    let figure = try FigureReader(Report(sweep.table()), "time-to-target")
    #expect(usual.rows[0][2] == "5" && figure.rows[0][2] == "5")
    // Of four that completed, the upper two and the one in the middle.
    #expect(Int(figure.rows[0][3]).map { $0 <= 4 } == true)
  }

  @Test func whereRunsDivergeTheRowsBelowTellHowManyAreLeft() throws {
    let report = Report(Variant.losses.table)
    let drawing = try #require(
      report.placedLabels().first { $0.drawing == "learning-curves wide" })
    let texts = drawing.labels.map(\.text)
    #expect(texts.contains("runs alive of those begun"))
    #expect(texts.contains("3/5"))
    // In the end is what counts: on a phone it must not give way to what was before.
    let narrow = try #require(
      report.placedLabels().first { $0.drawing == "learning-curves narrow" })
    #expect(narrow.labels.contains { $0.text == "3/5" })
    #expect(
      try FigureReader(report, "learning-curves").caption.contains("tell how many were left"))
  }
}
