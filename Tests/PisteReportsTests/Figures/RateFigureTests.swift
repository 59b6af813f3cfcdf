import Foundation
import PisteCore
import PisteReports
import Testing

@Suite struct RateFigureTests {
  private func sweep(_ points: [(rate: Double, runs: [Double?])]) -> Report {
    let entries = points.map { rate, runs in
      SmallSweep.Entry(
        level: "sgd", coordinates: ["optimizer.lr": NumberFormat.plain(rate)],
        settings: ["optimizer.lr": .number(rate)], tune: runs.map { run in run.map { ($0, $0) } })
    }
    var sweep = SmallSweep(entries: entries, compare: "optimizer.name")
    sweep.tuningSeeds = (1...UInt64(points[0].runs.count)).map { $0 }
    return Report(sweep.table())
  }

  @Test func theBasinReachesAsFarAsTheMeansStayNear() throws {
    // 0.90 at 0.1 is best. The line falls from 0.90 to 0.80 over a decade, so that 0.89 is a tenth of
    // it away; upward, 0.895 at 1 is within a point, and nothing beyond was tried.
    let open = sweep([(0.01, [0.80, 0.80]), (0.1, [0.90, 0.90]), (1, [0.895, 0.895])])
    #expect(try FigureReader(open, "learning-rate").caption.contains("basin at least 1.10 decades"))
    // Towards a rate at which runs diverged it ends at the last one that completed.
    let closed = sweep([(0.01, [0.80, 0.80]), (0.1, [0.90, 0.90]), (1, [nil, nil])])
    #expect(try FigureReader(closed, "learning-rate").caption.contains("basin 0.10 decades"))
  }

  @Test func divergenceHasWilsonsInterval() throws {
    let runs: [Double?] = [nil, 0.8, 0.8, nil, 0.8, 0.8, nil, 0.8, 0.8, 0.8]
    let report = sweep([(0.1, Array(repeating: 0.8, count: 10)), (1, runs)])
    let figure = try FigureReader(report, "divergence")
    // Wilson's interval of 3 in 10 is 0.1078 to 0.6032, that of 0 in 10 is 0 to 0.2775.
    #expect(figure.rows[0] == ["sgd", "0.1", "0", "10", "0 %", "0 % to 28 %"])
    #expect(figure.rows[1] == ["sgd", "1", "3", "10", "30 %", "11 % to 60 %"])
    #expect(figure.caption.contains("sgd 1 (3 of 10, 95 % interval 11 % to 60 %)"))
    let calm = sweep([(0.1, [0.8, 0.8]), (1, [0.8, 0.8])])
    #expect(try calm.text("report.md").contains("The divergence rate is left out: no run"))
  }

  @Test func intervalsThatWouldHideTheLinesStayInTheTable() throws {
    func bars(_ report: Report) throws -> Int {
      try report.text("figures/divergence.svg").components(separatedBy: "h6").count - 1
    }
    let several = sweep([(0.1, [0.8, 0.8, 0.8]), (1, [nil, 0.8, 0.8])])
    #expect(try bars(several) == 4)
    // One run leaves 0 to 79 % or 21 to 100 %, which would fill the plot.
    let single = sweep([(0.1, [0.8]), (1, [nil])])
    let figure = try FigureReader(single, "divergence")
    #expect(try bars(single) == 0)
    #expect(figure.caption.contains("are in the table: of one run each they leave much possible"))
    #expect(figure.rows[1][5] == "21 % to 100 %")
    let many = sweep((1...30).map { (Double($0) / 10, [$0 > 20 ? nil : 0.8, 0.8]) })
    #expect(try bars(many) == 0)
    #expect(try FigureReader(many, "divergence").caption.contains("of at most 2 runs each"))
  }

  @Test func noIntervalOfASharePassesAllOrNothing() throws {
    // Of 0.6 and 1 the t interval is -1.7 to 3.3.
    let wide = sweep([(0.1, [0.6, 1]), (1, [0.8, 0.81])])
    let figure = try FigureReader(wide, "learning-rate")
    #expect(figure.caption.contains("Intervals that t makes reach beyond 0 or 100 % end there."))
    let drawing = try #require(wide.placedLabels().first { $0.drawing == "learning-rate wide" })
    let shares = drawing.labels.compactMap { label in
      label.text.hasSuffix(" %") ? Double(label.text.dropLast(2)) : nil
    }
    #expect(!shares.isEmpty && shares.allSatisfy { (0...100).contains($0) }, "\(shares)")
    let narrow = sweep([(0.1, [0.6, 0.601]), (1, [0.8, 0.81])])
    #expect(try !FigureReader(narrow, "learning-rate").caption.contains("end there"))
  }

  @Test func levelsThatAreRatesShareOneBasin() throws {
    let entries = [(0.01, 0.80), (0.1, 0.90), (1, 0.895)].map { rate, value in
      SmallSweep.Entry(
        level: NumberFormat.plain(rate), coordinates: ["optimizer.lr": NumberFormat.plain(rate)],
        settings: ["optimizer.lr": .number(rate)], tune: [(value, value), (value, value)])
    }
    let report = Report(SmallSweep(entries: entries, compare: "optimizer.lr").table())
    let caption = try FigureReader(report, "learning-rate").caption
    #expect(caption.hasPrefix("Best rate: 0.1 (90.00 ± 0.00 %, basin at least 1.10 decades)."))
    #expect(caption.contains("The thick bar below is the basin"))
    // One row with one bar, whose marker is the best level's.
    let drawing = try report.text("figures/learning-rate.svg")
    #expect(drawing.components(separatedBy: "stroke-width=\"5\"").count == 2)
  }

  @Test func onAQuadraticTheLimitsAreDrawn() throws {
    let settings: [(String, Settings)] = [
      ("SGD", ["optimizer.momentum": 0]), ("heavy ball", ["optimizer.momentum": 0.99]),
      ("Nesterov", ["optimizer.momentum": 0.9, "optimizer.nesterov": true]),
    ]
    var entries: [SmallSweep.Entry] = []
    for (name, own) in settings {
      for rate in [0.001, 0.01, 0.1] {
        var all: Settings = [
          "dataset.name": "quadratic-deep", "optimizer.name": "sgd", "optimizer.lr": .number(rate),
          "batch_size": 128, "schedule.name": "constant",
        ]
        for (key, value) in own.values { all[key] = value }
        entries.append(
          SmallSweep.Entry(
            level: name, coordinates: ["optimizer.lr": NumberFormat.plain(rate)], settings: all,
            tune: [(0.5, 0.5), (0.6, 0.6)]))
      }
    }
    let report = Report(SmallSweep(entries: entries, compare: "optimizer").table())
    let figure = try FigureReader(report, "learning-rate")
    #expect(figure.caption.contains("SGD 0.03764 and heavy ball 0.07491 (dashed"))
    #expect(figure.caption.components(separatedBy: "Nesterov").count == 2)
    let drawing = try #require(report.placedLabels().first { $0.drawing == "learning-rate wide" })
    #expect(drawing.labels.contains { $0.text == "stable below 0.0376" })
  }

  @Test func theFloorIsThatOfStationaryNoise() throws {
    // Scripts/quadratic-deep.py, from NumPy's own RandomState(42).
    let deep = try #require(KnownQuadratic(["dataset.name": "quadratic-deep"]))
    #expect(abs(deep.largest - 53.1290153986) < 1e-9)
    #expect(abs(deep.excess(rate: 0.01, momentum: 0, batch: 128) - 0.17936457579) < 2e-5)
    #expect(deep.floor(of: Metric.testLoss) == 87.04600799056298)
    #expect(deep.excess(rate: 0.04, momentum: 0, batch: 128) == .infinity)
    // The oracle's variances 0.0526316 and 0.5135135, of noise 1 at λ = 1, halved.
    let one = try #require(
      KnownQuadratic(["dataset.name": "quadratic", "dataset.spectrum": [1], "dataset.noise": 1]))
    #expect(abs(one.excess(rate: 0.1, momentum: 0, batch: 1) - 0.0263158) < 1e-6)
    #expect(abs(one.excess(rate: 0.1, momentum: 0.9, batch: 1) - 0.2567568) < 1e-6)
    #expect(KnownQuadratic(["dataset.name": "digits"]) == nil)
  }
}
