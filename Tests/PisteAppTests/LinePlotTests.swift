import PisteApp
import Testing

@Suite struct LinePlotTests {
  private func times(_ count: Int, _ text: String) -> String {
    String(repeating: text, count: count)
  }

  @Test func aConstantIsALineAtTheTop() {
    let plot = LinePlot([1, 1], by: "epoch", from: nil, width: 30, height: 3)
    let expected = [
      "  1 ┤\(times(25, "⠉"))", "0.5 ┤", "  0 ┤", "    └\(times(25, "─"))",
      "     0\(times(11, " "))1\(times(4, " "))2 epochs",
    ]
    #expect(plot.lines() == expected)
  }

  @Test func aValueHoldsForItsUnitAndThenFallsAtOnce() {
    let lines = LinePlot([1, 0], by: "step", from: 0, width: 30, height: 3).lines()
    let blank = times(12, " ")
    #expect(lines[0] == "  1 ┤\(times(12, "⠉"))⢹")
    #expect(lines[1] == "0.5 ┤\(blank)⢸")
    #expect(lines[2] == "  0 ┤\(blank)⢸\(times(12, "⣀"))")
  }

  @Test func valuesThatShareAColumnShowTheirRange() {
    let values = (0..<1000).map { Double($0 % 2) }
    let lines = LinePlot(values, by: "step", from: 0, width: 40, height: 4).lines()
    for line in lines.prefix(4) { #expect(line.hasSuffix(times(20, "⣿"))) }
    #expect(lines[5].hasSuffix("1000 steps"))
    #expect(lines.allSatisfy { $0.count <= 40 })
  }

  @Test func onlyTheCurveIsDressed() {
    let plot = LinePlot([2, 0], by: "epoch", from: 0, width: 30, height: 3)
    let lines = plot.lines { "<\($0)>" }
    #expect(lines.prefix(3).allSatisfy { $0.hasSuffix(">") && $0.contains("┤<") })
    #expect(!lines.dropFirst(3).joined().contains("<"))
  }

  @Test func numbersOfEverySizeFitOnTheirAxis() {
    for values in [[4e-9, 1e-7], [1e-300, 0], [123_456, 7], [0.1, 0.3, 0.2]] as [[Double]] {
      let lines = LinePlot(values, by: "epoch", from: 0, width: 50, height: 5).lines()
      #expect(lines.count == 7)
      let edges = lines.prefix(6).map { line in line.prefix { !"┤│└".contains($0) }.count }
      #expect(Set(edges).count == 1)
    }
  }
}
