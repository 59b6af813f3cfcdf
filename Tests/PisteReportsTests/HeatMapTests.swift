import Foundation
import PisteCore
import PisteReports
import Testing

@Suite struct HeatMapTests {
  private func labels(_ report: Report, _ drawing: String) -> [String] {
    report.placedLabels().first { $0.drawing == drawing }?.labels.map(\.text) ?? []
  }

  private func table(_ entries: [SmallSweep.Entry], _ axes: [ResultTable.Axis]) -> ResultTable {
    SmallSweep(entries: entries, compare: "optimizer", axes: axes).table()
  }

  /// SGD varies rate and momentum, Adam the rate alone.
  private var mixed: ResultTable {
    var entries: [SmallSweep.Entry] = []
    func add(_ level: String, _ rate: Double, _ momentum: Double?) {
      var coordinates = ["optimizer.lr": NumberFormat.plain(rate)]
      coordinates["optimizer.momentum"] = momentum.map { NumberFormat.plain($0) }
      let value = 0.7 + Double(entries.count) / 100
      entries.append(
        SmallSweep.Entry(
          level: level, coordinates: coordinates, settings: ["optimizer.lr": .number(rate)],
          tune: [(value, value), (value, value)]))
    }
    for rate in [0.3, 0.1, 0.03] { for momentum in [0.9, 0] { add("SGD", rate, momentum) } }
    for rate in [1e-3, 3e-3] { add("Adam", rate, nil) }
    return table(
      entries,
      [
        ResultTable.Axis(
          key: "optimizer.lr", values: ["0.3", "0.1", "0.03", "0.001", "0.003"],
          numbers: [0.3, 0.1, 0.03, 1e-3, 3e-3]),
        ResultTable.Axis(key: "optimizer.momentum", values: ["0.9", "0"], numbers: [0.9, 0]),
      ])
  }

  @Test func onlyValuesOfTheLevelsShownAreDrawnAndNumbersAscend() {
    let shown = labels(Report(mixed), "heat-map wide")
    #expect(shown.filter { ["0.3", "0.1", "0.03"].contains($0) } == ["0.03", "0.1", "0.3"])
    #expect(shown.filter { ["0", "0.9"].contains($0) } == ["0", "0.9"])
    #expect(!shown.contains("0.001") && !shown.contains("0.003") && !shown.contains("Adam"))
  }

  @Test func theTitleNamesTheAxesInWords() throws {
    let page = try Report(mixed).text("report.md")
    #expect(page.contains("### Learning rate × momentum"))
  }

  @Test func axesThatNeverMeetMakeNoMap() throws {
    let entries = ["SGD", "Adam"].flatMap { level in
      ["0.1", "0.5"].map { value in
        SmallSweep.Entry(
          level: level,
          coordinates: [level == "SGD" ? "optimizer.momentum" : "optimizer.beta1": value],
          tune: [(0.8, 0.8), (0.8, 0.8)])
      }
    }
    let axes = ["optimizer.momentum", "optimizer.beta1"].map {
      ResultTable.Axis(key: $0, values: ["0.1", "0.5"], numbers: [0.1, 0.5])
    }
    let page = try Report(table(entries, axes)).text("report.md")
    #expect(page.contains("two axes besides the compared factor that vary together"))
  }

  /// A map of two levels' rates and momentum with losses that grow tenfold from cell to cell.
  private func losses(_ rates: [Double]) -> Report {
    var entries: [SmallSweep.Entry] = []
    for rate in rates {
      for momentum in [0, 0.9] {
        let value = pow(10, Double(entries.count) - 4)
        entries.append(
          SmallSweep.Entry(
            level: "SGD",
            coordinates: [
              "optimizer.lr": NumberFormat.plain(rate),
              "optimizer.momentum": NumberFormat.plain(momentum),
            ],
            settings: ["optimizer.lr": .number(rate)], tune: [(value, value), (value, value)]))
      }
    }
    var sweep = SmallSweep(
      entries: entries, compare: "optimizer",
      axes: [
        ResultTable.Axis(
          key: "optimizer.lr", values: rates.map { NumberFormat.plain($0) }, numbers: rates),
        ResultTable.Axis(key: "optimizer.momentum", values: ["0", "0.9"], numbers: [0, 0.9]),
      ])
    sweep.objective = Objective(name: Metric.validationLoss, goal: .minimize)
    return Report(sweep.table())
  }

  @Test func drawnRatesAreWrittenInFourDigits() {
    let shown = labels(losses([0.000124746, 0.0288427, 0.3]), "heat-map narrow")
    #expect(shown.contains("0.0001247") && shown.contains("0.02884") && shown.contains("0.3"))
    // Where four digits do not tell two apart, all are written.
    let close = labels(losses([0.0288427, 0.0288432, 0.3]), "heat-map narrow")
    #expect(close.contains("0.0288427") && close.contains("0.0288432"))
  }

  @Test func lossesOverDecadesHaveColorsByTheirRatios() throws {
    let report = losses([0.01, 0.1, 1])
    let figure = try FigureReader(report, "heat-map")
    #expect(figure.caption.contains("on one scale for all maps, logarithmic."))
    // Six cells, each ten times the one before: on a linear scale five of them would look alike.
    let cells = try report.text("figures/heat-map.svg").components(separatedBy: "<rect ")
      .filter { $0.contains("rx=\"3\"") }
    let colors = cells.map { $0.components(separatedBy: "fill=\"")[1].prefix(7) }
    #expect(Set(colors).count == 6)
  }

  @Test func aColorMeansTheSameInAllMapsOfAReport() throws {
    /// The colors and the captions of two maps, one a level, since each varies a setting of its own.
    func maps(_ good: [Double], _ bad: [Double]) throws -> [(colors: Set<Substring>, text: String)]
    {
      var entries: [SmallSweep.Entry] = []
      for (level, key, values) in [
        ("good", "optimizer.momentum", good), ("bad", "optimizer.beta1", bad),
      ] {
        for (place, value) in values.enumerated() {
          let rate = place < 2 ? 0.1 : 0.2
          entries.append(
            SmallSweep.Entry(
              level: level,
              coordinates: [
                "optimizer.lr": NumberFormat.plain(rate), key: place % 2 == 0 ? "0" : "1",
              ], settings: ["optimizer.lr": .number(rate)],
              tune: [(value, value), (value, value)]))
        }
      }
      var axes = [
        ResultTable.Axis(key: "optimizer.lr", values: ["0.1", "0.2"], numbers: [0.1, 0.2])
      ]
      axes += ["optimizer.momentum", "optimizer.beta1"].map {
        ResultTable.Axis(key: $0, values: ["0", "1"], numbers: [0, 1])
      }
      let report = Report(SmallSweep(entries: entries, compare: "optimizer", axes: axes).table())
      return try ["heat-map", "heat-map-2"].map { name in
        let cells = try report.text("figures/\(name).svg").components(separatedBy: "<rect ")
          .filter { $0.contains("rx=\"3\"") }
        return (
          Set(cells.map { $0.components(separatedBy: "fill=\"")[1].prefix(7) }),
          try FigureReader(report, name).caption
        )
      }
    }
    let common = try maps([0.5, 0.6, 0.8, 0.9], [0.1, 0.15, 0.2, 0.3])
    #expect(common[0].colors.isDisjoint(with: common[1].colors))
    #expect(common.allSatisfy { $0.text.contains("on one scale for all maps.") })
    // Each takes less than a tenth of what both do together, and would be of one color.
    let apart = try maps([0.9, 0.91, 0.92, 0.93], [0.1, 0.12, 0.14, 0.16])
    #expect(apart.allSatisfy { $0.colors.count == 4 })
    #expect(
      apart.allSatisfy {
        $0.text.contains("on a scale of this figure's own, as its values lie close.")
      })
  }

  @Test func whatAMapShowsIsWrittenInFull() {
    let sweep = FakeSweep()
    let shown = labels(Report(sweep.table()), "heat-map-3 narrow")
    #expect(!shown.isEmpty && !shown.contains { $0.hasSuffix("…") }, "\(shown)")
  }

  @Test func longNamesOfRowsAreWholeInBothForms() {
    let name = "step(every 2, factor 0.1)"
    var sweep = FakeSweep()
    sweep.schedules = ["constant", name, "cosine"]
    // Three maps stand side by side with names in two lines; one alone has room for the name.
    for drawing in ["heat-map narrow", "heat-map wide"] {
      let shown = labels(Report(sweep.table()), drawing)
      #expect(shown.contains("step(every 2,") && shown.contains("factor 0.1)"))
    }
    sweep.levels = [sweep.levels[2]]
    #expect(labels(Report(sweep.table()), "heat-map wide").contains(name))
  }
}
