import PisteCore
import PisteReports
import Testing

/// Figures of all settings at once: parallel coordinates and shares of variance.
@Suite struct SettingFigureTests {
  @Test func everyNameOnAParallelAxisIsWritten() throws {
    // Eight names beside each other have no room on a phone, in rows they do.
    var sweep = FakeSweep()
    sweep.levels = (0..<8).map { place in
      FakeSweep.Level(
        name: "a name of \(place)", optimizer: "sgd", momentum: nil, rates: [0.01, 0.03, 0.1],
        best: 0.05, top: 0.8 + 0.001 * Double(place))
    }
    let report = Report(sweep.table())
    for form in ["wide", "narrow"] {
      let drawing = try #require(report.placedLabels().first { $0.drawing == "parallel \(form)" })
      let names = drawing.labels.map(\.text).filter { $0.hasPrefix("a name of ") }
      #expect(Set(names).count == 8, "\(form): \(names)")
    }
  }

  @Test func aLineOverAnAxisThatItsLevelDoesNotHaveIsDotted() throws {
    // Adam has no momentum.
    let caption = "Dotted, a line passes over an axis that its level does not have."
    var sweep = FakeSweep()
    #expect(try FigureReader(Report(sweep.table()), "parallel").caption.contains(caption))
    #expect(
      try Report(sweep.table()).text("figures/parallel.svg").contains("stroke-dasharray=\"1 4\""))
    sweep.levels.removeLast()
    #expect(try !FigureReader(Report(sweep.table()), "parallel").caption.contains(caption))
  }

  @Test func oneConfigurationIsNoTenth() throws {
    var sweep = FakeSweep()
    let many = try FigureReader(Report(sweep.table()), "parallel").caption
    #expect(many.contains("; the best tenth, ") && many.contains(", reaches down to "), "\(many)")
    sweep.schedules = ["constant"]
    sweep.initializers = ["orthogonal"]
    let few = try FigureReader(Report(sweep.table()), "parallel").caption
    #expect(few.hasPrefix("The best is ") && !few.contains("tenth"))
  }

  @Test func anEstimateBelowNothingIsDrawnAtNothing() throws {
    // Eight points that are no grid, whose results have nothing to do with the second setting.
    let rates = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.9]
    let sizes = [64.0, 16, 128, 32, 8, 256, 48, 96]
    let results = [0.80, 0.81, 0.82, 0.83, 0.84, 0.85, 0.86, 0.87]
    let entries = rates.indices.map { place in
      SmallSweep.Entry(
        level: "sgd",
        coordinates: [
          "optimizer.lr": NumberFormat.plain(rates[place]),
          "batch_size": NumberFormat.plain(sizes[place]),
        ],
        settings: ["optimizer.lr": .number(rates[place])],
        tune: [(results[place], 0.8), (results[place], 0.8)])
    }
    let axes = [("optimizer.lr", rates), ("batch_size", sizes)].map { key, numbers in
      ResultTable.Axis(key: key, values: numbers.map { NumberFormat.plain($0) }, numbers: numbers)
    }
    let report = Report(SmallSweep(entries: entries, compare: "optimizer", axes: axes).table())
    let figure = try FigureReader(report, "variance")
    #expect(figure.cells(2, where: "sgd", "batch size").allSatisfy { $0.hasPrefix("-") })
    #expect(figure.caption.contains("one below 0, which tells of no effect, is drawn at 0."))
  }
}
