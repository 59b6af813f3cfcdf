import PisteCore
import PisteReports
import Testing

@Suite struct BudgetFigureTests {
  private func sweep(
    _ levels: [(String, [Double])], seconds: @escaping (String?) -> Double = { _ in 1 }
  ) -> Report {
    var sweep = SmallSweep(entries: [], compare: "optimizer.name", tuningSeeds: [1])
    sweep.seconds = seconds
    for (name, values) in levels {
      for value in values {
        sweep.entries.append(SmallSweep.Entry(level: name, tune: [(value, value)]))
      }
    }
    return Report(sweep.table())
  }

  @Test func theExpectedBestIsThatOfDrawsWithoutReplacement() throws {
    // The oracle's eight values, whose expectations are 0.6525, 0.793929, 0.837857, 0.862 and 0.9.
    let values = [0.10, 0.52, 0.61, 0.70, 0.71, 0.83, 0.85, 0.90]
    let figure = try FigureReader(sweep([("sgd", values), ("adam", [0.8, 0.8])]), "expected-best")
    let expected = figure.cells(4, where: "sgd")
    #expect(expected.count == 8)
    #expect(expected[0] == "65.25 %" && expected[1] == "79.39 %" && expected[2] == "83.79 %")
    #expect(expected[3] == "86.20 %" && expected[7] == "90.00 %")
    // A trial is one run of one epoch.
    #expect(figure.cells(2, where: "sgd") == (1...8).map { "\($0)" })
    // Beyond half of the trials a band would rest on the same few best ones.
    #expect(figure.cells(5, where: "sgd")[4] == "–" && figure.cells(5, where: "sgd")[3] != "–")
  }

  @Test func theBudgetAtWhichTheOrderTurnsIsNamed() throws {
    // Adam's trials are all good; SGD has one that is better and others that are worse.
    let report = sweep([("sgd", [0.5, 0.55, 0.6, 0.95]), ("adam", [0.80, 0.81, 0.82, 0.83])])
    // n = 1: 0.65 and 0.815; 2: 0.7667 and 0.8233; 3: 0.8625 and 0.8275.
    let figure = try FigureReader(report, "expected-best")
    #expect(figure.cells(4, where: "sgd").prefix(3) == ["65.00 %", "76.67 %", "86.25 %"])
    #expect(
      figure.caption.contains("from 3 trials on sgd is ahead of adam, which leads up to 2."),
      "\(figure.caption)")
    let apart = try FigureReader(sweep([("a", [0.1, 0.2]), ("b", [0.3, 0.4])]), "expected-best")
    #expect(apart.caption.contains("b and a do not cross."))
  }

  @Test func inSecondsTheOrderTurnsElsewhere() throws {
    // Adam's trials take twice as long. At 2 s sgd has 0.7667 and adam 0.815, at 3 s 0.8625 and, half way
    // between one trial and two, 0.8192: they cross at 2 + 0.0483 / 0.0917 s.
    let report = sweep(
      [("sgd", [0.5, 0.55, 0.6, 0.95]), ("adam", [0.80, 0.81, 0.82, 0.83])],
      seconds: { $0 == "adam" ? 2 : 1 })
    let caption = try FigureReader(report, "expected-best").caption
    #expect(caption.contains("(by cost they cross at 2.53 seconds)"), "\(caption)")
  }

  @Test func whoIsBestAtEachBudgetIsExact() throws {
    let report = sweep([("a", [0.1, 0.4]), ("b", [0.2, 0.3])])
    let figure = try FigureReader(report, "chance-of-best")
    // One trial each: a wins where it draws 0.4. Two each: always.
    #expect(figure.rows == [["1", "50 %", "50 %"], ["2", "100 %", "0 %"]])
    #expect(figure.caption.hasPrefix("With 1 trial each: a 50 % and b 50 %."))
  }

  @Test func aFewBadTrialsDoNotHideTheRest() throws {
    // The first of ten trials is expected at 0.1 on the mean, all later ones within a thousandth of 0.9.
    let good = (0..<9).map { 0.9 + 0.0001 * Double($0) }
    func figure(_ values: [Double]) throws -> (labels: [String], caption: String) {
      let report = sweep([("a", values), ("b", values.map { $0 + 0.0002 })])
      let drawing = report.placedLabels().first { $0.drawing == "expected-best wide" }
      return (
        drawing?.labels.map(\.text).filter { $0.hasSuffix("%") } ?? [],
        try FigureReader(report, "expected-best").caption
      )
    }
    let skewed = try figure(good + [-9])
    #expect(skewed.caption.contains("The axis is a close-up of the later half of each curve."))
    #expect(!skewed.labels.isEmpty && skewed.labels.allSatisfy { $0.hasPrefix("9") })
    let even = try figure((0..<10).map { 0.5 + 0.04 * Double($0) })
    #expect(!even.caption.contains("close-up"))
  }

  @Test func trialsThatDivergedCountAsWorst() throws {
    var sweep = SmallSweep(entries: [], compare: "optimizer.name", tuningSeeds: [1])
    for value in [nil, 0.5, 0.7] as [Double?] {
      sweep.entries.append(SmallSweep.Entry(level: "a", tune: [value.map { ($0, $0) }]))
      sweep.entries.append(SmallSweep.Entry(level: "b", tune: [(0.6, 0.6)]))
    }
    let report = Report(sweep.table())
    let budget = try FigureReader(report, "expected-best")
    // One trial may be the one that diverged; of two, one completed for sure: (0.5 + 0.7 + 0.7) / 3.
    #expect(budget.cells(1, where: "a") == ["2", "3"])
    #expect(budget.cells(4, where: "a") == ["63.33 %", "70.00 %"])
    #expect(budget.caption.contains("1 trial with a run that did not complete counts as worst"))
    let chance = try FigureReader(report, "chance-of-best")
    #expect(chance.rows[0] == ["1", "33 %", "67 %"])
  }
}
