import Foundation
import PisteCore
import PisteReports
import Testing

@Suite struct TicksTests {
  @Test func linearTicksAreRoundAndWithinTheDomain() {
    for domain in [0.0...1, -3...7, 0.8712...0.8899, 1e-7...3e-7, 12_345...98_765, -1e-3...1e-3] {
      for count in [3, 5, 8] {
        let ticks = Ticks.linear(domain, count: count)
        let width = domain.upperBound - domain.lowerBound
        #expect(ticks.count >= 2 && ticks.count <= count + 2, "\(domain) \(count): \(ticks)")
        for tick in ticks {
          #expect(tick.value >= domain.lowerBound - width * 1e-6)
          #expect(tick.value <= domain.upperBound + width * 1e-6)
        }
        #expect(Set(ticks.map(\.label)).count == ticks.count, "labels differ: \(ticks)")
      }
    }
  }

  @Test func linearTicksReadAsPeopleWriteThem() {
    #expect(
      Ticks.linear(0...1, count: 5).map(\.label) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(
      Ticks.linear(0.865...0.885, count: 4, percent: true).map(\.label)
        == ["86.5 %", "87.0 %", "87.5 %", "88.0 %", "88.5 %"])
    #expect(Ticks.linear(-10...10, count: 4).map(\.label) == ["-10", "-5", "0", "5", "10"])
  }

  @Test func whatIsCountedHasNoTicksBetweenWholeNumbers() {
    // Eight ticks over 19 epochs would be 2.5 apart, seven over 6 trials less than one.
    #expect(Ticks.linear(1...20, count: 8).map(\.label).contains("7.5"))
    #expect(
      Ticks.linear(1...20, count: 8, whole: true).map(\.label) == ["5", "10", "15", "20"])
    #expect(Ticks.linear(1...7, count: 12, whole: true).map(\.value) == [1, 2, 3, 4, 5, 6, 7])
    for last in 2...400 {
      let ticks = Ticks.linear(1...Double(last), count: 8, whole: true)
      #expect(ticks.count >= 2 && ticks.allSatisfy { $0.value == $0.value.rounded() }, "\(last)")
      #expect(!ticks.contains { $0.label.contains(".") })
    }
  }

  @Test func logarithmicTicksAreDecades() {
    #expect(
      Ticks.logarithmic(1e-4...1, count: 6).map(\.label) == ["0.0001", "0.001", "0.01", "0.1", "1"])
    #expect(Ticks.logarithmic(0.1...1, count: 6).map(\.label) == ["0.1", "0.2", "0.5", "1"])
    let many = Ticks.logarithmic(1e-30...1e30, count: 6)
    #expect(many.count >= 4 && many.count <= 8)
    #expect(Ticks.logarithmic(-1...1, count: 5).isEmpty)
  }

  @Test func thinnedTicksKeepApart() {
    let ticks = (0..<30).map { Tick(value: Double($0), label: "\($0)") }
    let kept = Ticks.thinned(
      ticks, extent: { ($0.value * 5 - 6)...($0.value * 5 + 6) }, gap: 4)
    for (one, two) in zip(kept, kept.dropFirst()) {
      #expect((two.value - one.value) * 5 >= 16)
    }
    #expect(kept.first?.value == 0 && kept.count == 8)
  }

  @Test func extremeNumbersHaveShortLabels() {
    // As levels are named, so that one number reads alike everywhere.
    #expect(Ticks.short(3e-4) == "0.0003")
    #expect(Ticks.short(3e-5) == NumberFormat.plain(3e-5) && Ticks.short(3e-5) == "3e-05")
    #expect(Ticks.short(0.001) == "0.001")
    #expect(Ticks.short(1e5) == "1e5")
    #expect(Ticks.short(0) == "0")
    #expect(Ticks.short(2.5e-9) == "2.5e-09")
  }
}
