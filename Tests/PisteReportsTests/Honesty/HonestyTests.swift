import Foundation
import PisteCore
import PisteReports
import Testing

/// Each check has a table that makes it fire, and passes on one that has nothing to object to.
@Suite struct HonestyTests {
  /// A code, the answer expected, words of the finding, words of the cure, and what makes it fire.
  struct Case: Sendable, CustomTestStringConvertible {
    let code: String
    let status: HonestyCheck.Status
    let finding: String
    let cure: String
    let make: @Sendable (inout CheckedSweep) -> Void
    var testDescription: String { code }
  }

  static let cases: [Case] = [
    Case(
      code: "H01", status: .fail, finding: "chosen by the test set",
      cure: "metric: {name: val/accuracy, goal: maximize}"
    ) { $0.objective.name = Metric.testAccuracy },
    Case(
      code: "H02", status: .warn, finding: "expected to look better by 0.30 standard deviations",
      cure: "seeds: {tune: 3, evaluate: 8}"
    ) { $0.tuningSeeds = [] },
    Case(
      code: "H03", status: .warn, finding: "A 4 trials over 1 setting in 8.0 s and B 3 trials",
      cure: "3 trials each"
    ) {
      $0.levels[0].rates = [0.001, 0.01, 0.1, 1]
      $0.levels[0].top = [0.5, 0.7, 0.9, 0.8]
    },
    Case(
      code: "H04", status: .warn, finding: "A (1, the largest tried)",
      cure: "- {label: A, name: sgd, lr: {values: [0.01, 0.1, 1, 10]}}"
    ) { $0.levels[0].top = [0.7, 0.8, 0.9] },
    Case(
      code: "H05", status: .note, finding: "A, learning rate 0.1 and 1", cure: "tune on more seeds"
    ) { $0.levels[0].top = [0.7, 0.9, 0.8999] },
    Case(
      code: "H06", status: .warn, finding: "gave A and B different weights",
      cure: "piste verify x --sample 4"
    ) { $0.change = { if $1 == "B" { $0.weightsHash = "other" } } },
    Case(
      code: "H07", status: .fail, finding: "3 configurations see the same batches",
      cure: "shuffle: each-epoch"
    ) { $0.levels[0].settings = ["shuffle": "frozen"] },
    Case(
      code: "H08", status: .warn, finding: "B 7 of 8 (1 diverged)", cure: "steadier"
    ) {
      $0.change = { run, level in
        if level == "B", run.seed == 13 { run = CheckedSweep.diverged(run) }
      }
    },
    Case(
      code: "H09", status: .warn, finding: "a window of one epoch",
      cure: "metric: {name: val/loss, goal: minimize}"
    ) {
      $0.objective = Objective(name: Metric.trainLoss, goal: .minimize)
      for place in $0.levels.indices { $0.levels[place].top.reverse() }
    },
    Case(
      code: "H10", status: .fail, finding: "A 7 and B 6", cure: "epochs: 7"
    ) { $0.levels[0].shape.append(1) },
    Case(
      code: "H11", status: .note, finding: "After epoch 3 B led; A leads since epoch 4 of 6",
      cure: "epochs: 12"
    ) { $0.levels[0].shape = [0.1, 0.2, 0.3, 1, 1, 1] },
    Case(
      code: "H12", status: .fail, finding: "A counts the best epoch", cure: "restore_best: true"
    ) { $0.levels[0].settings = ["early_stopping.patience": 3] },
    Case(
      code: "H13", status: .note, finding: "still improving at the last epoch: A",
      cure: "epochs: 12"
    ) { $0.levels[0].shape = [0.5, 0.6, 0.7, 0.8, 0.9, 1] },
    Case(
      code: "H14", status: .warn, finding: "no exact test can give less than 0.062",
      cure: "piste sweep x.yaml --seeds 6"
    ) { $0.evaluationSeeds = [11, 12, 13, 14, 15] },
    Case(
      code: "H15", status: .warn, finding: "would have looked like a lead", cure: "more seeds"
    ) { sweep in
      sweep.levels.append(CheckedSweep.Level(name: "C", optimizer: "lion"))
      sweep.levels[1].top = sweep.levels[0].top
      // B lies below A by t = 2.7 (p = 0.03), and C, which scatters more, beside both.
      sweep.noise = { seed, level in
        let (one, other) = (Double(seed * 7 % 8) - 3.5, Double(seed * 3 % 8) - 3.5)
        let apart = level == "B" ? -2.35 - one : level == "C" ? 3 * other : 0
        return 0.001 * (Double(seed % 4) - 1.5) + 0.0001 * apart
      }
    },
    Case(
      code: "H16", status: .warn, finding: "B loses to A, which it includes",
      cure: "Search wider for B"
    ) { $0.levels[1].optimizer = "nadam" },
    Case(
      code: "H17", status: .warn, finding: "B has a single configuration where others have up to 3",
      cure: "axes of its own"
    ) {
      $0.levels[1].rates = [0.1]
      $0.levels[1].top = [0.8]
    },
    Case(
      code: "H18", status: .note, finding: "Up to 3 runs were under way at once",
      cure: "--workers 1 --store timing"
    ) { $0.provenance[0].workers = 3 },
    Case(
      code: "H19", status: .fail, finding: "60000 rows where 50000 are trained on",
      cure: "training rows alone"
    ) { $0.scalerRows = 60_000 },
    Case(
      code: "H20", status: .note, finding: "less than twice that", cure: "more rows"
    ) { $0.rows = 40 },
    Case(
      code: "H21", status: .fail, finding: "different training cores", cure: "--store fresh"
    ) {
      $0.provenance.append(CheckedSweep.environment)
      $0.provenance[1].coreVersion = 2
    },
    Case(
      code: "H22", status: .warn, finding: "declares val/loss, but val/accuracy chose",
      cure: "piste sweep x.yaml"
    ) { $0.sourceText = "metric:\n  name: val/loss\n" },
  ]

  @Test func whereNumbersAreComparedTheEdgeIsThatOfTheLevels() throws {
    func check(_ best: Int) throws -> HonestyCheck {
      let rates = [0.01, 0.1, 1]
      let entries = rates.enumerated().map { place, rate in
        SmallSweep.Entry(
          level: NumberFormat.plain(rate), coordinates: ["optimizer.lr": NumberFormat.plain(rate)],
          settings: ["optimizer.lr": .number(rate)],
          evaluate: (0..<5).map { (place == best ? 0.9 : 0.8, 0.8 + Double($0) / 1000) })
      }
      var sweep = SmallSweep(
        entries: entries, compare: "optimizer.lr",
        axes: [
          ResultTable.Axis(
            key: "optimizer.lr", values: rates.map { NumberFormat.plain($0) }, numbers: rates)
        ], tuningSeeds: [], evaluationSeeds: [1, 2, 3, 4, 5])
      sweep.entries[best].evaluate = (0..<5).map { (0.9, 0.9 + Double($0) / 1000) }
      return try #require(Report(sweep.table()).checks.first { $0.code == .gridEdge })
    }
    #expect(try check(1).status == .pass)
    #expect(try check(1).finding.contains("is what is compared, and the best one has smaller and"))
    #expect(try check(2).status == .warn && check(2).finding.contains("best, 1, is the largest"))
    #expect(try check(0).finding.contains("best, 0.01, is the smallest"))
  }

  @Test func everyCodeIsThereAndHasItsCase() {
    let codes = Report(CheckedSweep().table()).checks.map(\.code.rawValue)
    #expect(codes == (1...22).map { "H" + ($0 < 10 ? "0" : "") + "\($0)" })
    #expect(Self.cases.map(\.code) == codes)
  }

  @Test func whereThereIsNothingToObjectToNothingFires() {
    for check in Report(CheckedSweep().table()).checks {
      let expected: HonestyCheck.Status = check.code == .inclusion ? .notCheckable : .pass
      #expect(check.status == expected, "\(check.code.rawValue): \(check.finding)")
      #expect(check.cure == nil)
    }
  }

  @Test(arguments: cases)
  func eachCheckFiresOnItsFault(_ fault: Case) throws {
    var sweep = CheckedSweep()
    fault.make(&sweep)
    let report = Report(sweep.table())
    let check = try #require(report.check(fault.code))
    #expect(check.status == fault.status, "\(check.finding)")
    #expect(check.finding.contains(fault.finding), "\(check.finding)")
    let cure = try #require(check.cure)
    #expect((cure.text + "\n" + (cure.code ?? "")).contains(fault.cure), "\(cure)")
    // Only a note on time is about no run in particular.
    #expect(fault.code == "H18" || !check.runs.isEmpty)
    for page in ["report.md", "report.html"] {
      #expect(try report.text(page).contains("\(fault.code) \(fault.status.label)"))
    }
    #expect(report.comparisonText().contains("\(fault.code) \(fault.status.label)"))
  }

  @Test func inclusionPassesWhereTheGeneralRuleWins() {
    var sweep = CheckedSweep()
    sweep.levels[0].optimizer = "nadam"
    sweep.levels[0].momentum = nil
    sweep.levels[1].optimizer = "adam"
    let check = Report(sweep.table()).check("H16")
    #expect(check?.status == .pass && check?.finding.contains("A includes B") == true)
  }

  @Test func whatATableDoesNotTellIsNotCheckable() {
    var sweep = CheckedSweep()
    sweep.provenance = []
    sweep.scalerRows = nil
    sweep.sourceText = "extends: base.yaml\n"
    sweep.change = { run, _ in
      run.weightsHash = nil
      run.orderHash = nil
    }
    let checks = Report(sweep.table()).checks
    for code in ["H06", "H16", "H18", "H19", "H21", "H22"] {
      let check = checks.first { $0.code.rawValue == code }
      #expect(check?.status == .notCheckable, "\(code)")
    }
  }

  /// The digest covers how targets are written, which the task decides.
  @Test func oneSetForTwoTasksIsOneVersionOfIt() {
    var sweep = CheckedSweep()
    sweep.datasets = 2
    let table = sweep.table()
    func check(_ task: LearningTask) -> HonestyCheck? {
      var experiment = table.experiment
      experiment.datasets[1].task = task
      return Report(
        ResultTable(experiment: experiment, runs: table.runs, provenance: table.provenance)
      ).check("H21")
    }
    #expect(check(.binary)?.status == .pass)
    #expect(check(.classification)?.status == .fail)
    #expect(check(.classification)?.finding.contains("versions of the data made-up,") == true)
  }

  @Test func withoutResultsNothingIsClaimed() {
    for check in Report(Variant.untouched.table).checks {
      #expect(check.status != .fail, "\(check.code.rawValue): \(check.finding)")
      #expect(!check.finding.isEmpty && check.finding.hasSuffix("."))
    }
  }

  @Test func aMomentumAtItsLargestValueIsExtendedTowardsOne() throws {
    let entries = [0, 0.9].map { momentum in
      SmallSweep.Entry(
        coordinates: ["optimizer.momentum": NumberFormat.plain(momentum)],
        settings: ["optimizer.name": "sgd", "optimizer.momentum": .number(momentum)],
        tune: [(0.5 + momentum / 3, 0.5), (0.5 + momentum / 3, 0.5)])
    }
    func check(_ entries: [SmallSweep.Entry]) throws -> HonestyCheck {
      var sweep = SmallSweep(
        entries: entries,
        axes: [
          ResultTable.Axis(key: "optimizer.momentum", values: ["0", "0.9"], numbers: [0, 0.9])
        ], tuningSeeds: [], evaluationSeeds: [1, 2])
      for place in sweep.entries.indices {
        sweep.entries[place].evaluate = sweep.entries[place].tune
      }
      return try #require(Report(sweep.table()).check("H04"))
    }
    let found = try check(entries)
    #expect(found.cure?.code == "parameters:\n  optimizer.momentum: {values: [0, 0.9, 0.99]}\n")
    // A momentum of 0 is the end of what there is, not of what was tried.
    var other = entries
    (other[0].tune, other[1].tune) = (other[1].tune, other[0].tune)
    #expect(try check(other).status == .pass)
  }

  @Test func aLevelWhoseNameMeansSomethingToYAMLIsQuoted() throws {
    var sweep = CheckedSweep()
    sweep.levels[0].name = #"A: "x", {y} #1"#
    sweep.levels[0].top = [0.7, 0.8, 0.9]
    let cure = try #require(Report(sweep.table()).check("H04")?.cure?.code)
    #expect(cure.contains(#"- {label: "A: \"x\", {y} #1", name: sgd, lr: {values: ["#), "\(cure)")
  }

  @Test func theMetricIsReadOffEveryWayOfWritingIt() {
    for (text, name) in [
      ("metric: {name: val/accuracy, goal: maximize}  # chooses", HonestyCheck.Status.pass),
      ("metric: val/accuracy", .pass), ("metric:\n  goal: maximize\n  name: 'val/accuracy'", .pass),
      ("metric: val/loss", .warn), ("settings: {}\n", .notCheckable),
      ("metric:\nsettings:\n  dataset: {name: val/loss}", .notCheckable),
    ] {
      var sweep = CheckedSweep()
      sweep.sourceText = text
      #expect(Report(sweep.table()).check("H22")?.status == name, "\(text)")
    }
  }

  @Test func runsThatGuessAreTheOnesBehindTheCheck() throws {
    var sweep = CheckedSweep()
    sweep.levels[1].top = [0.3, 0.4, 0.35]
    let check = try #require(Report(sweep.table()).check("H08"))
    #expect(check.status == .warn && check.finding.contains("B has not been seen to learn"))
    #expect(check.witnesses == "runs 21–28")
  }

  @Test func anEpochRuleThatAllShareIsFine() {
    var sweep = CheckedSweep()
    for place in sweep.levels.indices {
      sweep.levels[place].settings = ["early_stopping.patience": 3]
    }
    #expect(Report(sweep.table()).check("H12")?.status == .pass)
  }

  @Test func aScheduleCutShortIsAFault() {
    var sweep = CheckedSweep()
    sweep.levels[0].settings = ["schedule.name": "cosine", "epochs": 20]
    sweep.levels[1].settings = ["epochs": 20]
    #expect(Report(sweep.table()).check("H10")?.status == .fail)
  }
}

extension CheckedSweep {
  /// The run as one that diverged in its first epoch.
  static func diverged(_ run: ResultTable.Run) -> ResultTable.Run {
    ResultTable.Run(
      id: run.id, number: run.number, stage: run.stage, configuration: run.configuration,
      seed: run.seed, status: .diverged, outcome: Outcome(.diverged, epoch: 1),
      weightsHash: run.weightsHash, orderHash: run.orderHash)
  }
}
