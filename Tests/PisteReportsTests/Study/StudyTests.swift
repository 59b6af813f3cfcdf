import Foundation
import PisteCore
import PisteReports
import Testing

@Suite struct StudyTests {
  /// An experiment of three levels on made-up data; `tops` are their accuracies.
  private func table(_ name: String, _ tops: [Double], names: [String] = ["A", "B", "C"])
    -> ResultTable
  {
    var sweep = CheckedSweep()
    sweep.levels = zip(names, tops).enumerated().map { place, pair in
      CheckedSweep.Level(
        name: pair.0, optimizer: ["sgd", "rmsprop", "lion"][place],
        top: [pair.1 - 0.2, pair.1, pair.1 - 0.1],
        shape: place == 0 ? [0.5, 0.9, 1, 1, 1, 1] : [0.5, 0.6, 0.7, 0.8, 0.9, 1])
    }
    let table = sweep.table()
    var experiment = table.experiment
    experiment.name = name
    return ResultTable(experiment: experiment, runs: table.runs, provenance: table.provenance)
  }

  private var five: [ResultTable] {
    (1...5).map { table("problem \($0)", [0.9, 0.8, 0.7 + 0.001 * Double($0)]) }
  }

  private func page(_ tables: [ResultTable], _ name: String = "report.md") throws -> String {
    let file = try StudyReport(Study(tables)).files().first { $0.path == name }
    return String(decoding: try #require(file).bytes, as: UTF8.self)
  }

  @Test func everyExperimentHasItsAnswerAndItsRow() throws {
    let page = try page(five)
    #expect(page.contains("A has the best mean in 5; in 5 of them the best level can be told"))
    for place in 1...5 { #expect(page.contains("| problem \(place) | A beats B")) }
    #expect(page.contains("| experiment | metric | A | B | C |"))
  }

  @Test func whatWasChosenStandsSideBySide() throws {
    let page = try page(five)
    #expect(page.contains("## What was chosen\n\n| experiment | A | B | C |"))
    #expect(page.contains("| problem 1 | lr 0.1 | lr 0.1 | lr 0.1 |"), "\(page)")
    // A study of before has none, and is rendered all the same.
    let json = String(decoding: try Study(five).json(), as: UTF8.self)
    let old = json.split(separator: "\n").filter { !$0.contains("\"chosen\"") }
      .joined(separator: "\n")
    let study = try Study(json: Data(old.utf8))
    let files = try StudyReport(study).files()
    let text = files.first { $0.path == "report.md" }.map {
      String(decoding: $0.bytes, as: UTF8.self)
    }
    #expect(text?.contains("problem 5") == true && text?.contains("What was chosen") == false)
  }

  @Test func everyTableCanBeHadAsAFile() throws {
    let report = StudyReport(Study(five))
    for format in TableFormat.allCases {
      let names = report.tables(format).map(\.path)
      for name in ["every-answer", "ranks", "results-side-by-side", "what-was-chosen"] {
        #expect(names.contains("tables/\(name).\(format.suffix)"), "\(names)")
      }
    }
    // Once they are there, they are held against the study, too.
    var existing: [String: Data] = [:]
    for file in try report.files() + report.tables(.csv) { existing[file.path] = file.bytes }
    let study = try #require(existing[StudyReport.source])
    #expect(try ReportFolder.check(study: study, existing: existing).isEmpty)
    existing["tables/every-answer.csv"] = Data("stale".utf8)
    existing["figures/other.svg"] = Data()
    existing["notes.txt"] = Data()
    let found = try ReportFolder.check(study: study, existing: existing)
    #expect(found.map(\.path) == ["figures/other.svg", "tables/every-answer.csv"])
    #expect(found.map(\.kind) == [.unexpected, .changed])
  }

  @Test func whatNamesBeginWithIsWrittenOnce() throws {
    func title(_ names: [String]) throws -> Substring {
      try page(names.map { table($0, [0.9, 0.8, 0.7]) }).prefix { $0 != "\n" }
    }
    #expect(try title(["adam-on-iris", "adam-on-wine"]) == "# adam-on: iris and wine")
    #expect(try title(["deep", "deep-again"]) == "# deep and deep-again")
    #expect(try title(["a-x", "b-x"]) == "# a-x and b-x")
    #expect(try title(["a-deep", "a-deep-again"]) == "# a: deep and deep-again")
  }

  @Test func ranksAreRefusedBelowFiveExperiments() throws {
    let few = try page(Array(five.prefix(4)))
    #expect(few.contains("Ranks over 4 experiments say little") && !few.contains("Friedman"))
    let enough = try page(five)
    // All five agree; CD = 2.3437 √(3 · 4 / 30).
    #expect(enough.contains("Friedman") && enough.contains("figures/ranks.svg"))
    #expect(enough.contains("Nemenyi's critical difference, 1.48 ranks"))
    #expect(enough.contains("| A | 1.00 | 5 |\n| B | 2.00 | 0 |\n| C | 3.00 | 0 |"))
    // Five problems cannot bring Wilcoxon's test below 0.0625.
    #expect(enough.contains("cannot tell apart at 0.05: A, B and C"))
  }

  @Test func theProfileNamesItsTargetsAndWhatItHangsOn() throws {
    let page = try page(five)
    #expect(page.contains("| level | score | within 1×"))
    // The target is B's final mean: A reaches it in epoch 2, B in epoch 6, three times as late.
    #expect(page.contains("| A | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 | 0 |"), "\(page)")
    #expect(page.contains("| B | 0.33 | 0.00 | 0.00 | 0.00 | 1.00 | 0 |"))
    #expect(page.contains("| C | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 5 |"))
    #expect(page.contains("hang on which levels are compared, here A, B and C"))
    #expect(page.contains("figures/performance-profile.svg"))
    let few = try self.page(Array(five.prefix(2)))
    #expect(few.contains("hang on which levels are compared: A, B and C"))
    #expect(!few.contains("figures/"))
  }

  @Test func aLevelThatLostRunsRanksLastHowGoodSurvivorsAre() throws {
    var sweep = CheckedSweep()
    sweep.change = { run, level in
      if level == "A", run.seed == 12 { run = CheckedSweep.diverged(run) }
    }
    let page = try page([sweep.table(), CheckedSweep().table()])
    #expect(page.contains("A has the best mean in 1 and B in 1"))
    #expect(page.contains("A in x 1 of 8"))
  }

  @Test func ofLevelsThatLostRunsTheOneWithMoreLeftRanksHigher() throws {
    let tables = (1...5).map { _ in
      var sweep = CheckedSweep()
      sweep.levels.append(CheckedSweep.Level(name: "C", optimizer: "lion", top: [0.4, 0.6, 0.5]))
      sweep.change = { run, level in
        let isLost = level == "A" ? run.seed > 13 : level == "B" && run.seed > 16
        if run.stage == .evaluate, isLost { run = CheckedSweep.diverged(run) }
      }
      return sweep.table()
    }
    // By their survivors the order would be A, B, C.
    #expect(try page(tables).contains("| C | 1.00 | 5 |\n| B | 2.00 | 0 |\n| A | 3.00 | 0 |"))
  }

  @Test func levelsThatAreNotSharedStandInTheTableOnly() throws {
    let page = try page([
      table("one", [0.9, 0.8, 0.7]), table("two", [0.9, 0.8, 0.7], names: ["A", "D", "E"]),
    ])
    #expect(page.contains("| experiment | metric | A | B | C | D | E |"))
    #expect(page.contains("share fewer than two levels"))
  }

  @Test func aStudyReadAgainGivesTheSameBytes() throws {
    let study = Study(five)
    let again = try Study(json: study.json())
    #expect(again == study)
    #expect(try StudyReport(again).files() == StudyReport(study).files())
    #expect(
      try StudyReport(study).files().map(\.path) == [
        "figures/performance-profile.svg", "figures/ranks.svg", "report.html", "report.md",
        "study.json",
      ])
    let newer = String(decoding: try study.json(), as: UTF8.self)
      .replacing("\"format\" : 1", with: "\"format\" : 99")
    #expect(throws: DecodingError.self) { try Study(json: Data(newer.utf8)) }
    let reader = MarkupReader(try page(five, "report.html"))
    #expect(reader.fault == nil && reader.loads.isEmpty)
  }
}
