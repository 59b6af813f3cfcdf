import PisteExecution
import Testing

@Suite struct AttendedClockTests {
  @Test func itGoesWithTheTimeWhileSomebodyReadsIt() {
    var clock = AttendedClock()
    for second in 0..<100 { #expect(clock.reading(at: Double(second)) == Double(second)) }
    #expect(clock.reading(at: 103.5) == 103.5)
  }

  @Test func aPauseInWhichNobodyReadItCountsAsASecond() {
    var clock = AttendedClock()
    #expect(clock.reading(at: 10) == 10)
    #expect(clock.reading(at: 3610) == 11)
    #expect(clock.reading(at: 3611) == 12)
    #expect(clock.reading(at: 3711) == 13)
  }
}
