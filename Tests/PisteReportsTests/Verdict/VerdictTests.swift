import PisteCore
import PisteReports
import Testing

@Suite struct VerdictTests {
  /// The five runs of two levels whose t interval, exact tests and effect sizes SciPy has given.
  private let first = [0.881, 0.884, 0.879, 0.886, 0.883]
  private let second = [0.878, 0.882, 0.877, 0.880, 0.881]

  private func sweep(
    _ levels: [(name: String, values: [Double?])], hashes: Bool = true, tune: [[Double]] = []
  ) -> SmallSweep {
    var entries = levels.map { level in
      SmallSweep.Entry(
        level: level.name, coordinates: ["optimizer": level.name],
        tune: [(0.9, 0.9), (0.9, 0.9)], evaluate: level.values.map { $0.map { ($0, $0) } },
        weights: hashes ? "w" : nil, order: hashes ? "o" : nil)
    }
    for (place, values) in tune.enumerated() {
      entries += values.map { value in
        SmallSweep.Entry(
          level: levels[place].name, coordinates: ["optimizer": levels[place].name],
          tune: [(value, value), (value, value)])
      }
    }
    let most = levels.map(\.values.count).max() ?? 0
    return SmallSweep(
      entries: entries, compare: "optimizer", evaluationSeeds: (0..<most).map { UInt64(3 + $0) })
  }

  private func fact(_ name: String, _ report: Report) -> String? {
    report.evidence.first { $0.name == name }?.value
  }

  @Test func aWinIsToldWithIntervalPairsAndChance() throws {
    let report = Report(sweep([("A", first), ("B", second)]).table())
    #expect(
      report.summary
        == "A beats B by 0.30 percentage points of test accuracy (95 % CI 0.08 to 0.52, paired over "
        + "5 seeds, P(better) = 0.82): 88.26 ± 0.34 % against 87.96 ± 0.26 %.")
    let sure = try #require(fact("How sure", report))
    #expect(sure.hasPrefix("weak evidence. It rests on the t interval (p = 0.018 by t and 0.062"))
    #expect(sure.contains("cannot give less than 0.062, whatever they show"))
    let chance = try #require(fact("Run against run", report))
    #expect(chance.contains("probability 0.82") && chance.contains("g = 1.13, large"))
    #expect(
      fact("To know more", report)
        == "the evidence is weak; 6 seeds let an exact test speak: piste sweep x.yaml --seeds 6")
  }

  @Test func aLevelThatIsABareNumberIsToldWithWhatItIsOf() {
    var sweep = sweep([("0.001", first), ("none", second)])
    sweep.compare = "optimizer.lr"
    #expect(Report(sweep.table()).summary.hasPrefix("lr 0.001 beats lr none by 0.30 percentage"))
  }

  @Test func aRateOfManyDigitsIsToldInFew() throws {
    let rate = "0.00251188643151"
    var sweep = sweep([("A", first), ("B", second)])
    sweep.axes = [
      ResultTable.Axis(key: "optimizer.lr", values: [rate], numbers: [0.00251188643151])
    ]
    for place in sweep.entries.indices { sweep.entries[place].coordinates["optimizer.lr"] = rate }
    let files = try Report(sweep.table()).files()
    func text(_ path: String) throws -> String {
      let file = try #require(files.first { $0.path == path })
      return String(decoding: file.bytes, as: UTF8.self)
    }
    #expect(try text("report.md").contains("| lr 0.002512 |"))
    #expect(try text("runs.csv").contains(rate))
  }

  /// By itself the pair of the best two is told apart, p = 0.0086 by SciPy; of six it is not.
  @Test func whatKeepsAnIntervalWithoutZeroUndecidedIsSaid() {
    let levels = [
      ("A", first), ("B", second), ("C", [0.878, 0.882, 0.877, 0.881, 0.881]),
      ("D", [0.877, 0.882, 0.877, 0.881, 0.881]),
    ]
    let text = Report(sweep(levels).table()).summary
    #expect(text.hasPrefix("Cannot tell A and C apart with 5 seeds"))
    #expect(text.contains("; one of 6 comparisons, for which p is 0.052)"), "\(text)")
    let alone = Report(sweep([levels[0], levels[2]]).table()).summary
    #expect(alone.hasPrefix("A beats C") && !alone.contains("comparisons"))
  }

  /// What grades the evidence is printed: the exact test's p after the correction, too.
  @Test func theGradeAgreesWithTheNumbersBesideIt() throws {
    // Ten pairs that all favor A: 2/2¹⁰ = 0.00195 by sign flips, and three times that over three comparisons.
    let top = (0..<10).map { 0.9 + 0.001 * Double($0 % 3) }
    let levels: [(name: String, values: [Double?])] = [
      ("A", top), ("B", top.enumerated().map { $1 - 0.01 - 0.0001 * Double($0) }),
      ("C", top.enumerated().map { $1 - 0.02 - 0.0002 * Double($0) }),
    ]
    let sure = try #require(fact("How sure", Report(sweep(levels).table())))
    #expect(
      sure.hasPrefix("moderate evidence.") && sure.contains("and 0.002 exact; after Holm over 3"))
    #expect(sure.contains("and 0.0059)."), "\(sure)")
    let alone = try #require(fact("How sure", Report(sweep(Array(levels.prefix(2))).table())))
    #expect(alone.hasPrefix("strong evidence.") && !alone.contains("Holm"))
    let table = try Report(sweep(levels).table()).text("report.md")
    #expect(table.contains("by permutation after Holm"))
  }

  @Test func aDifferenceThatTheCorrectionTakesIsNotCalledNoEvidenceEitherWay() throws {
    let levels = [
      ("A", first), ("B", second), ("C", [0.878, 0.882, 0.877, 0.881, 0.881]),
      ("D", [0.877, 0.882, 0.877, 0.881, 0.881]),
    ]
    let sure = try #require(fact("How sure", Report(sweep(levels).table())))
    #expect(sure.hasPrefix("no evidence left by the correction for 6 comparisons (p = 0.0086 by t"))
  }

  @Test func furtherLevelsAreToldAsTheyStand() {
    let low: [Double] = [0.580, 0.579, 0.583, 0.581, 0.577]
    let flat = Array(repeating: Optional(0.1), count: 5)
    // C and D are level with B to the last digit, E is worse than they are.
    let report = Report(
      sweep([
        ("A", first), ("B", low), ("C", low), ("D", low), ("E", flat.map { $0 }),
      ]).table())
    #expect(report.summary.hasPrefix("A beats B by"))
    #expect(
      report.summary.hasSuffix(" Level with B: C and D. Further behind: E."), "\(report.summary)")
    // Neither B nor C can be told from A; D can.
    let open = Report(
      sweep([("A", first), ("B", first.reversed()), ("C", first.shuffledOnce), ("D", low)]).table())
    #expect(open.summary.hasPrefix("Cannot tell A and B apart"))
    #expect(
      open.summary.hasSuffix(" Nor can C be told from A. Further behind: D."), "\(open.summary)")
  }

  @Test func aPairOutsideOfTheGroupsIsToldWithThem() throws {
    // A, B and C lie in this order by their means; B can be told from C, A from neither, as A is so noisy.
    let noisy = [0.90, 0.70, 0.99, 0.75, 0.96, 0.93]
    let report = Report(
      sweep([
        ("A", noisy), ("B", [0.860, 0.861, 0.862, 0.860, 0.861, 0.862]),
        ("C", [0.850, 0.8512, 0.8518, 0.850, 0.8512, 0.8518]),
      ]).table())
    let levels = try #require(fact("Levels", report))
    #expect(levels.contains("{A and B}"))
    #expect(levels.hasSuffix("Nor can A from C, though levels between them can."), "\(levels)")
  }

  @Test func aSweepThatIsNotOverIsToGoOnFirst() throws {
    var sweep = sweep([("A", first), ("B", second.map { $0 })])
    sweep.entries[1].evaluate[3] = nil
    sweep.entries[1].evaluate[4] = nil
    sweep.ending = { _ in .queued }
    let report = Report(sweep.table())
    #expect(
      report.summary.hasSuffix(" The sweep is not over: 12 of 14 planned runs have a result."))
    #expect(fact("To know more", report) == "the sweep is not over: piste sweep x.yaml")
    // Nothing is lost yet.
    #expect(report.checks.first { $0.code == .divergence }?.status == .pass)
    sweep.ending = { _ in .diverged }
    let over = Report(sweep.table())
    #expect(!over.summary.contains("not over"))
    #expect(over.checks.first { $0.code == .divergence }?.status == .warn)
  }

  @Test func whereEveryRunDivergedMoreSeedsAreNotAskedFor() throws {
    let none: [Double?] = [nil, nil, nil, nil]
    let report = Report(sweep([("A", none), ("B", none)]).table())
    #expect(report.summary.hasPrefix("No evaluation run completed: 8 diverged."))
    #expect(fact("To know more", report) == nil && fact("How sure", report) == nil)
    let lost = try #require(report.checks.first { $0.code == .divergence })
    #expect(lost.status == .fail && lost.cure?.text.contains("lower learning rates") == true)
    #expect(report.checks.first { $0.code == .seeds }?.status == .notCheckable)
  }

  @Test func withoutCommonWeightsOrBatchesRunsAreNotPaired() {
    for change in [
      { (entry: inout SmallSweep.Entry) in entry.weights = "other" },
      { (entry: inout SmallSweep.Entry) in entry.order = "other" },
    ] {
      var sweep = sweep([("A", first), ("B", second)])
      change(&sweep.entries[1])
      let report = Report(sweep.table())
      // Welch's p is 0.087 where the paired one is 0.018.
      #expect(report.summary.hasPrefix("Cannot tell A and B apart with 5 seeds each: A has"))
      #expect(report.summary.contains("5 seeds each, not paired"))
      #expect(fact("How sure", report)?.contains("p = 0.087 by t and 0.11 exact") == true)
      #expect(fact("Pairs", report)?.contains("Welch") == true)
    }
    let unknown = Report(sweep([("A", first), ("B", second)], hashes: false).table())
    #expect(unknown.summary.contains("paired over 5 seeds"))
  }

  @Test func whereSeedsCannotTellTheNumberThatWouldIsGiven() {
    let report = Report(
      sweep([("A", [0.90, 0.91, 0.92, 0.93]), ("B", [0.895, 0.915, 0.915, 0.92])]).table())
    #expect(report.summary.hasPrefix("Cannot tell A and B apart with 4 seeds: A has the higher"))
    #expect(report.summary.contains("includes") == false)
    let words = report.summary.split(separator: " ")
    let place = words.firstIndex(of: "about").map { words.index(after: $0) }
    let seeds = place.flatMap { Int(words[$0]) }
    #expect((seeds ?? 0) > 6, "\(report.summary)")
    #expect(fact("To know more", report)?.hasSuffix("--seeds \(seeds ?? 0)") == true)
  }

  @Test func aDifferenceTooSmallToChaseIsHeldAgainstOneThatIsNot() {
    let report = Report(
      sweep([("A", [0.9000, 0.9100, 0.9201]), ("B", [0.91, 0.9, 0.92])]).table())
    #expect(report.summary.contains("seeds would show a difference of "))
    #expect(!report.summary.contains("of that size"), "\(report.summary)")
  }

  @Test func runsThatDivergeRankWorstAndAreNotForgotten() {
    let values: [Double?] = [0.95, 0.96, nil, nil, nil, nil, 0.95, nil]
    let steady = [0.90, 0.91, 0.90, 0.91, 0.92, 0.90, 0.91, 0.92]
    let report = Report(sweep([("A", values), ("B", steady)]).table())
    // The mean of the survivors would have put A first.
    #expect(report.summary.hasPrefix("Cannot tell B and A apart with 8 seeds"), "\(report.summary)")
    #expect(report.summary.contains("mean of survivors, 3 of 8"))
    #expect(fact("How sure", report)?.contains("5 runs did not complete and rank worst") == true)
    let none = Report(
      sweep([("A", steady), ("B", Array(repeating: nil, count: 8))]).table())
    #expect(
      none.summary.hasPrefix("A beats B, none of whose 8 runs completed: 90.88"),
      "\(none.summary)")
    #expect(none.evidence.first?.value.hasPrefix("moderate evidence. An exact test") == true)
    #expect(none.check("H08")?.runs.map(\.number).count == 8)
  }

  @Test func oneEqualRunEachIsNoLead() {
    let report = Report(sweep([("A", [0.9]), ("B", [0.9])]).table())
    #expect(report.summary.hasPrefix("A and B have the same test accuracy, 90.00 %"))
  }

  @Test func withoutSpreadTheEvidenceIsWeakAndSaysWhy() throws {
    let report = Report(sweep([("A", [0.9, 0.9, 0.9]), ("B", [0.8, 0.8, 0.8])]).table())
    #expect(report.summary.contains("no interval"))
    let sure = try #require(fact("How sure", report))
    #expect(sure.hasPrefix("weak evidence. There is no spread"), "\(sure)")
    #expect(sure.contains("seeds change nothing"))
  }

  @Test func enoughRunsGiveStrongEvidence() throws {
    let base = (0..<12).map { 0.8 + 0.001 * Double($0 * 5 % 12) }
    let report = Report(
      sweep([("A", base.map { $0 + 0.01 + 0.0005 * ($0 - 0.8) }), ("B", base)]).table())
    #expect(fact("How sure", report)?.hasPrefix("strong evidence. The t interval and") == true)
    #expect(fact("To know more", report) == nil)
    #expect(report.verdict.kind == .beats && report.verdict.evidence == "strong")
    #expect(report.verdict.best == "A" && (report.verdict.difference ?? 0) > 0.009)
  }

  @Test func whereLessIsBetterTheSmallerOneLeads() {
    let runs = [[0.30, 0.31, 0.32, 0.305], [0.20, 0.22, 0.21, 0.215]]
    let sweep = MeasuredSweep(
      levels: zip(["A", "B"], runs).map { name, values in
        (name, [:], values.map { [Metric.validationLoss: [$0]] })
      })
    let report = Report(sweep.table())
    #expect(report.summary.hasPrefix("B beats A by 0.0975 of validation loss (95 % CI 0."))
    #expect((report.verdict.difference ?? 0) < 0 && report.verdict.best == "B")
  }

  @Test func equalRunsAreATie() {
    let report = Report(
      sweep([("A", [0.9, 0.91, 0.92]), ("B", [0.9, 0.91, 0.92])]).table())
    #expect(report.summary.hasPrefix("A and B tie: the same test accuracy at every seed, 91.00 %"))
  }

  @Test func amongSeveralLevelsGroupsAreFormedAndPValuesAdjusted() throws {
    let base = [0.90, 0.91, 0.92, 0.905, 0.915, 0.912]
    let report = Report(
      sweep([
        ("A", base), ("B", [0.901, 0.909, 0.921, 0.904, 0.916, 0.911]),
        ("C", [0.85, 0.862, 0.871, 0.853, 0.866, 0.86]),
      ]).table())
    #expect(report.summary.hasPrefix("Cannot tell"))
    #expect(report.summary.hasSuffix("seeds would show a difference of that size.") == false)
    let levels = try #require(fact("Levels", report))
    #expect(levels.contains("{A and B}") && !levels.contains("C"))
    #expect(fact("How sure", report)?.contains("after Holm over 3 comparisons") == true)
  }

  @Test func severalLevelsTakeMoreSeedsToTellApart() throws {
    func seeds(_ levels: [(String, [Double?])]) throws -> Int {
      let report = Report(sweep(levels.map { (name: $0.0, values: $0.1) }).table())
      let words = try #require(fact("To know more", report)).split(separator: " ")
      return try #require(words.last.flatMap { Int($0) })
    }
    let two: [(String, [Double?])] = [
      ("A", [0.90, 0.91, 0.92, 0.93]), ("B", [0.895, 0.915, 0.915, 0.92]),
    ]
    let more = ["C", "D"].map { ($0, [0.5, 0.51, 0.52, 0.53] as [Double?]) }
    // Six comparisons have to reach 0.05 / 6 in the worst case.
    #expect(try seeds(two + more) > (try seeds(two)))
  }

  @Test func atSmallerTuningBudgetsTheOrderMayReverse() throws {
    // A has the best trial of all, and many bad ones; B's are all alike.
    var sweep = sweep(
      [("A", first), ("B", second)], tune: [[0.2, 0.3, 0.25, 0.2], [0.8, 0.81, 0.8, 0.82]])
    sweep.entries[0].tune = [(0.95, 0.9), (0.95, 0.9)]
    sweep.entries[1].tune = [(0.83, 0.9), (0.83, 0.9)]
    let text = try #require(fact("Smaller tuning budgets", Report(sweep.table())))
    // A's best of two is the 0.95 for 4 of 10 pairs, and at most 0.3 for the others.
    #expect(
      text
        == "With 2 tuning trials each the order reverses: B has the better best with probability "
        + "0.60 (expected best validation accuracy: A 54.00 %, B 82.00 %).")
    #expect(
      Report(sweep.table()).summary.contains("%; with 2 tuning trials each the order reverses."))
    // Trials that diverged leave no expectation, but a chance.
    sweep.entries[2].tune = [nil, nil]
    sweep.entries[3].tune = [nil, nil]
    let diverged = try #require(fact("Smaller tuning budgets", Report(sweep.table())))
    #expect(diverged.hasSuffix("B has the better best with probability 0.60."))
  }

  @Test func unequalBudgetsAreComparedAtTheSmallerOne() throws {
    var sweep = sweep([("A", first), ("B", second)], tune: [[0.8, 0.7], [0.6]])
    sweep.entries[0].tune = [(0.9, 0.9), (0.9, 0.9)]
    let text = try #require(fact("Smaller tuning budgets", Report(sweep.table())))
    #expect(
      text.hasPrefix("A was tuned with 3 trials, B with 2. With 2 each, A has the better best"))
  }

  @Test func whatChoosingFlatteredIsPrinted() {
    var sweep = sweep([("A", first), ("B", second)], tune: [[0.1], [0.1]])
    sweep.entries[0].evaluate = first.map { ($0 - 0.01, $0 - 0.02) }
    let text = fact("From choosing to reporting", Report(sweep.table()))
    #expect(
      text?.contains("90.00 % where chosen, 87.26 % on fresh seeds, 86.26 % test accuracy") == true,
      "\(text ?? "")")
  }
}

extension [Double] {
  /// The same values in another order, so that pairs differ and means do not.
  fileprivate var shuffledOnce: [Double] { Array(dropFirst(2)) + Array(prefix(2)) }
}
