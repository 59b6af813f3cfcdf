import Foundation
import PisteCore
import Testing

@Suite struct NumberFormatTests {
  @Test(
    arguments: [
      (0.1, "0.1"), (3e-4, "0.0003"), (1e-5, "1e-05"), (10, "10"), (1234567, "1234567"),
      (10_000_000, "10000000"), (999_999_999, "999999999"), (-1e15, "-1000000000000000"),
      (9_007_199_254_740_991, "9007199254740991"), (1e16, "1e+16"), (0.5e8 + 0.5, "50000000.5"),
      (-2.5, "-2.5"),
      (.nan, "NaN"), (.infinity, "∞"), (-.infinity, "-∞"),
    ] as [(Double, String)])
  func plainNumbersAreShortAndReadBack(value: Double, text: String) {
    #expect(NumberFormat.plain(value) == text)
  }

  @Test(
    arguments: [
      (1234.5678, 3, "1234.568", "1.23e+03"),
      (0.1, 20, "0.10000000000000000555", "0.10000000000000000555"),
      (1e300, 1, nil, "1e+300"), (-2.5, 0, "-2", "-2"),
      (.leastNonzeroMagnitude, 2, "0.00", "4.9e-324"),
    ] as [(Double, Int, String?, String)])
  func digitsAreAsCPrintsThem(value: Double, digits: Int, fixed: String?, significant: String) {
    if let fixed { #expect(NumberFormat.fixed(value, digits: digits) == fixed) }
    if digits > 0 { #expect(NumberFormat.significant(value, digits: digits) == significant) }
    // The widest text there is.
    #expect(NumberFormat.fixed(-1.7e308, digits: 6).utf8.count == 317)
  }

  @Test func fixedNumbersNeverShowANegativeZero() {
    #expect(NumberFormat.fixed(-0.0001, digits: 2) == "0.00")
    #expect(NumberFormat.fixed(-0.01, digits: 2) == "-0.01")
    #expect(NumberFormat.percent(0.8812) == "88.12 %")
  }

  @Test(
    arguments: [
      (0.0042, "4.2 ms"), (0.05, "50 ms"), (4.21, "4.2 s"), (59.97, "1 min 00 s"),
      (192, "3 min 12 s"),
      (7500, "2 h 05 min"), (.nan, "–"),
    ] as [(Double, String)])
  func durationsAreForPeople(seconds: Double, text: String) {
    #expect(NumberFormat.duration(seconds) == text)
  }

  @Test(
    arguments: [
      (60, "60 s"), (90, "90 s"), (120, "2 min"), (600, "10 min"), (3600, "60 min"), (7200, "2 h"),
      (1.5, "1.5 s"), (7201, "7201 s"),
    ] as [(Double, String)])
  func setLengthsOfTimeReadAsTheyWereMeant(seconds: Double, text: String) {
    #expect(NumberFormat.period(seconds) == text)
  }

  @Test func sizesAndCountsAreForPeople() {
    #expect(NumberFormat.bytes(999) == "999 B")
    #expect(NumberFormat.bytes(999_999) == "1.0 MB")
    #expect(NumberFormat.bytes(12_300_000) == "12 MB")
    #expect(NumberFormat.count(1, "run") == "1 run")
    #expect(NumberFormat.count(0, "run") == "0 runs")
  }

  // C prints both the numbers that are written here and those that are left to it.
  @Test func numbersAreRoundedAsCRoundsThem() {
    var random = RandomStream(seed: 7, purpose: "numbers")
    var values = [
      0.5, 1.5, 2.5, 0.125, 0.375, 0.0005, 0.00095, 0.000999996, 0.001, 0.01, 0.1, 0.0999999, 1,
      9.9999, 9.99995, 99.995, 999.95, 9999.5, 9999.4, 10_000, 99_999.5, 123_456.5, 1e-5, 1e9,
      4.35, 0.285, 1.005, 0.1 + 0.2,
    ]
    for _ in 0..<4000 {
      let size = pow(10, 12 * random.uniform() - 6)
      values += [size * random.uniform(), (size * 1000).rounded() / 1000]
    }
    var wrong: [String] = []
    for value in values.flatMap({ [$0, -$0] }) where value != 0 {
      for digits in [1, 3, 4, 6, 9] {
        let text = String(format: "%.\(digits)g", value)
        if NumberFormat.significant(value, digits: digits) != text { wrong.append(text) }
      }
      for digits in [0, 1, 2, 5] {
        let text = String(format: "%.\(digits)f", value)
        let isZero = text.allSatisfy { "-0.".contains($0) }
        let plain = isZero ? text.replacing("-", with: "") : text
        if NumberFormat.fixed(value, digits: digits) != plain { wrong.append(plain) }
      }
    }
    #expect(wrong.isEmpty)
  }
}
