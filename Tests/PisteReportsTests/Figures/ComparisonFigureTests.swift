import PisteCore
import PisteReports
import Testing

@Suite struct ComparisonFigureTests {
  @Test func pairedDifferencesAreThoseOfEachSeed() throws {
    // The oracle's pair: differences 3, 2, 2, 4 and 2 thousandths, mean 2.6, t interval ± 1.11.
    let a = [0.881, 0.884, 0.879, 0.886, 0.883]
    let b = [0.878, 0.882, 0.877, 0.882, 0.881]
    let sweep = SmallSweep(
      entries: [
        SmallSweep.Entry(level: "a", tune: [(1, 1)], evaluate: a.map { ($0, $0) }),
        SmallSweep.Entry(level: "b", tune: [(1, 1)], evaluate: b.map { ($0, $0) }),
      ], compare: "optimizer.name", tuningSeeds: [1], evaluationSeeds: [3, 4, 5, 6, 7])
    let figure = try FigureReader(Report(sweep.table()), "paired-differences")
    #expect(
      figure.caption.hasPrefix("a differs by 0.26 ± 0.11 points from b (better at 5 of 5 seeds)."))
    #expect(figure.cells(2, where: "b") == ["0.30", "0.20", "0.20", "0.40", "0.20"])
  }

  @Test func pairsTellWhetherTheyBeganAlike() throws {
    func caption(_ change: @escaping (inout ResultTable.Run) -> Void) throws -> String {
      var sweep = FakeSweep()
      sweep.change = change
      return try FigureReader(Report(sweep.table()), "paired-differences").caption
    }
    let alike = try caption { run in
      run.weightsHash = "w\(run.seed)"
      run.orderHash = "o\(run.seed)"
    }
    #expect(alike.hasSuffix("every pair began with the same weights and saw the same batches."))
    let mixed = try caption { run in
      run.weightsHash = "w\(run.seed)"
      run.orderHash = run.seed == 1003 ? "\(run.number)" : "o\(run.seed)"
    }
    #expect(mixed.contains("2 of 10 pairs began with other weights or saw other batches"))
    #expect(try caption { $0.weightsHash = nil }.hasSuffix("began alike was not recorded."))
  }

  @Test func withoutSharedSeedsThereAreNoPairs() throws {
    let page = try Report(Variant.oneSeed.table).text("report.md")
    #expect(
      page.contains("Paired differences are left out: no two levels share two seeds or more."))
  }

  @Test func sharesOfAFullGridAreExact() throws {
    // A changes the result by ± 2 points, B by ± 1, seeds by ± 1: 32 : 8 : 8 in squares.
    var entries: [SmallSweep.Entry] = []
    for (one, first) in [("x", -0.02), ("y", 0.02)] {
      for (other, second) in [("u", -0.01), ("v", 0.01)] {
        let mean = 0.5 + first + second
        entries.append(
          SmallSweep.Entry(
            coordinates: ["schedule": one, "model.init": other],
            tune: [(mean - 0.01, 0), (mean + 0.01, 0)]))
      }
    }
    let axes = [
      ResultTable.Axis(key: "schedule", values: ["x", "y"]),
      ResultTable.Axis(key: "model.init", values: ["u", "v"]),
    ]
    let table = SmallSweep(entries: entries, axes: axes).table()
    let figure = try FigureReader(Report(table), "variance")
    let shares = Dictionary(uniqueKeysWithValues: figure.rows.map { ($0[1], $0[2]) })
    #expect(
      shares == [
        "schedule": "66.7 %", "init": "16.7 %", "schedule × init": "0.0 %", "seeds": "16.7 %",
      ])
    #expect(figure.caption.contains("schedule (66.7 %"))
  }

  @Test func valuesAtWhichRunsDivergeLeaveTheGridAndAreNamed() throws {
    let figure = try FigureReader(Report(Variant.usual.table), "variance")
    #expect(figure.caption.contains("values at which runs did not complete are left out: learning"))
    for name in ["SGD", "SGD + momentum", "Adam"] {
      let shares = figure.rows.filter { $0[0] == name }.compactMap {
        Double($0[2].replacing(" %", with: ""))
      }
      #expect(abs(shares.reduce(0, +) - 100) < 0.5, "\(name): \(shares)")
    }
  }

  @Test func theIsolationPlotTunesTheOtherAxesAway() throws {
    var entries: [SmallSweep.Entry] = []
    let values = ["x": [0.5, 0.9, 0.7], "y": [0.8, 0.6, 0.4]]
    for name in ["x", "y"] {
      for (place, value) in (values[name] ?? []).enumerated() {
        entries.append(
          SmallSweep.Entry(
            coordinates: ["schedule": name, "model.init": "\(place)"],
            tune: [(value, 0), (value, 0)]))
      }
    }
    let axes = [
      ResultTable.Axis(key: "schedule", values: ["x", "y"]),
      ResultTable.Axis(key: "model.init", values: ["0", "1", "2"]),
    ]
    let figure = try FigureReader(
      Report(SmallSweep(entries: entries, axes: axes).table()), "isolation")
    let schedules = figure.rows.filter { $0[0] == "schedule" }
    #expect(schedules.map { $0[3] } == ["90.00 %", "80.00 %"])
    // All three draws of a resample are the worst with chance 1/27 = 0.037, above 0.025.
    #expect(schedules[0][4] == "50.00 to 90.00 %" && schedules[0][5] == "3")
    #expect(figure.caption.contains("schedule x (90.00 %, 10.00 percentage points better than y)"))
  }

  @Test func parallelCoordinatesDrawTheBestOfVeryMany() throws {
    var sweep = FakeSweep()
    sweep.levels[0].rates = (0..<74).map { 0.001 * Double($0 + 1) }
    let figure = try FigureReader(Report(sweep.table()), "parallel")
    #expect(figure.caption.contains("250 of 504 are drawn: the best 50, and the others"))
    #expect(figure.rows.count == 50)
    let usual = try FigureReader(Report(Variant.usual.table), "parallel")
    #expect(!usual.caption.contains("are drawn:"))
    #expect(usual.caption.contains("are grey and dashed"))
  }

  @Test func everyTwoAxesThatVaryTogetherHaveAMap() throws {
    let page = try Report(Variant.usual.table).text("report.md")
    for title in ["Schedule × init", "Learning rate × schedule", "Init × learning rate"] {
      let turned = title.split(separator: " × ").reversed().joined(separator: " × ")
      #expect(
        page.lowercased().contains("### \(title.lowercased())")
          || page.lowercased().contains("### \(turned.lowercased())"), "\(title)")
    }
  }
}
