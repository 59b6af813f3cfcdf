import PisteApp
import PisteCore
import Testing

@Suite struct TextTests {
  @Test func columnsAreAlignedAndLinesHaveNoTrailingBlanks() {
    var table = TextTable([("name", .left), ("n", .right)])
    table.add(["a", "1"])
    table.add(["longer", "10"])
    #expect(table.lines == ["name     n", "a        1", "longer  10"])
    var left = TextTable([("a", .left), ("b", .left)])
    left.add(["x", ""])
    #expect(left.lines == ["a  b", "x"])
  }

  @Test func wordsAreKeptWholeAndLinesWithinTheirWidth() {
    #expect(TextWrap.lines("one two three", width: 8) == ["one two", "three"])
    #expect(TextWrap.lines("one two", width: 6, indent: "  ") == ["  one", "  two"])
    #expect(TextWrap.lines("incomprehensible", width: 4) == ["incomprehensible"])
    #expect(TextWrap.lines("a\nb", width: 9) == ["a", "b"])
  }

  @Test func metricsThatTheTableOfEpochsLeavesOutAreCounted() {
    let epochs = [1, 2].map { epoch in
      EpochReport(
        epoch: epoch,
        metrics: MetricValues([
          Metric.trainLoss: 1, "dead_units/1": 0, "grad_norm/\(epoch).weight": 1,
        ]))
    }
    #expect(EpochTable.more(epochs, command: "x") == "3 more metrics: x")
    let usual = EpochReport(epoch: 1, metrics: MetricValues([Metric.trainLoss: 1]))
    #expect(EpochTable.more([usual], command: "x") == nil)
  }

  @Test func onlySettingsThatDifferAreShown() {
    let settings: [Settings] = [["a": 1, "b": 2], ["a": 1, "b": 3, "c": 4]]
    #expect(VaryingSettings.keys(of: settings) == ["b"])
    #expect(VaryingSettings.keys(of: []).isEmpty)
  }
}
