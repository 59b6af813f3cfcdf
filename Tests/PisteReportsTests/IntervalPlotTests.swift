import PisteCore
import PisteReports
import Testing

@Suite struct IntervalPlotTests {
  private func lines(_ report: Report, width: Int = 80) -> [Substring] {
    report.comparisonText(width: width).split(separator: "\n").filter { $0.contains("●") }
  }

  @Test func everyLevelHasItsMeanOnOneScale() throws {
    let lines = lines(Report(CheckedSweep().table()))
    #expect(lines.count == 2 && lines[0].hasPrefix("A ") && lines[1].hasPrefix("B "))
    // A's mean is the larger one, so it stands further to the right.
    let places = lines.map { line in
      line.firstIndex(of: "●").map { line.distance(from: line.startIndex, to: $0) }
    }
    #expect(try #require(places[0]) > (try #require(places[1])))
    let text = Report(CheckedSweep().table()).comparisonText(width: 80)
    #expect(text.contains("90.") && text.contains("79."))
  }

  @Test func everyLevelHasItsCurveOnOneScale() throws {
    let text = Report(CheckedSweep().table()).comparisonText(width: 80)
    let lines = text.split(separator: "\n").filter { $0.contains("█") || $0.contains("▁") }
    try #require(lines.count == 3, "\(text)")
    #expect(lines[0].hasPrefix("validation accuracy from epoch 1 to 6, ▁ 48."))
    // Of 0.6, 0.9, 0.99, 1, 1, 1 times 0.9, and of 0.8 at the most.
    #expect(lines[1].hasPrefix("A  ▂▇██") && lines[2].hasPrefix("B  ▁▅▆▇"), "\(lines)")
    #expect(lines[1].hasSuffix("%"))
    // On a logarithmic scale losses fall by equal steps where they are divided by equal numbers.
    let losses = [1, 0.1, 0.01, 0.001]
    let sweep = MeasuredSweep(levels: [("a", [:], [[Metric.validationLoss: losses]])])
    let plot = Report(sweep.table()).comparisonText(width: 80)
    #expect(plot.contains("a  █▆▃▁  0.001") && plot.contains(", log scale"), "\(plot)")
    #expect(!Report(Variant.oneEpoch.table).comparisonText(width: 80).contains("█"))
  }

  @Test func runsThatDidNotCompleteAreCounted() {
    var sweep = CheckedSweep()
    sweep.change = { run, level in
      if level == "B", run.seed >= 17 { run = CheckedSweep.diverged(run) }
    }
    let lines = lines(Report(sweep.table()))
    #expect(lines.last?.hasSuffix(" ×2") == true && lines.first?.contains("×") == false)
  }

  @Test func withoutRoomOrSpreadThereIsNone() {
    #expect(lines(Report(Variant.untouched.table)).isEmpty)
    var sweep = CheckedSweep()
    sweep.noise = { _, _ in 0 }
    sweep.levels[1].top = sweep.levels[0].top
    #expect(lines(Report(sweep.table())).isEmpty)
  }

  @Test func theEndOfASweepSaysTheAnswerInFewLines() {
    let report = Report(Variant.usual.table)
    let brief = report.comparisonText(width: 80, isBrief: true)
    #expect(brief.contains("Can you trust this? Of 22 checks: "))
    #expect(brief.contains("piste compare sgd-vs-adam tells which."))
    #expect(!brief.contains("●") && !brief.contains("H14"))
    let flat = brief.split(separator: "\n").joined(separator: " ")
    #expect(flat.hasPrefix(report.summary) && flat.contains("How sure: "))
  }
}
