import PisteApp
import Testing

@Suite struct SparklineTests {
  @Test func theLowestBlockIsTheLeastAndTheHighestTheMost() {
    #expect(Sparkline.text([0, 1, 2, 3, 4, 5, 6, 7], width: 16) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text([7, 0], width: 16) == "█▁")
    #expect(Sparkline.text([5, 5, 5], width: 16) == "▄▄▄")
    #expect(Sparkline.text([], width: 16) == "")
    #expect(Sparkline.text([-1.7e308, 1.7e308], width: 2) == "▁█")
  }

  @Test func aValueThatIsNotFiniteIsMarked() {
    #expect(Sparkline.text([0, 1, .nan, .infinity], width: 16) == "▁█××")
    #expect(Sparkline.text([.nan], width: 16) == "×")
  }

  @Test func aLongCurveKeepsItsLastValue() {
    #expect(Sparkline.sampled((1...100).map(Double.init), count: 4) == [25, 50, 75, 100])
    #expect(Sparkline.sampled([1, 2, 3], count: 2) == [1, 3])
    #expect(Sparkline.sampled([1, 2, 3], count: 0).isEmpty)
  }
}
