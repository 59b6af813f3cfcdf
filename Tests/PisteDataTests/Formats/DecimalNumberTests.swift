import PisteData
import Testing

@Suite struct DecimalNumberTests {
  private func parse(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer(DecimalNumber.parse)
  }

  // Scripts/golden.py; the second leaves the exact range of powers, the third that of digits.
  @Test(arguments: [
    ("0.1", 0x1.999999999999ap-4), ("1e23", 0x1.52d02c7e14af6p+76),
    ("123456789012345678", 0x1.b69b4ba630f35p+56), ("4.9406564584124654e-324", 0x1p-1074),
    ("8.8e+15", 0x1.f438daa060000p+52), ("-12.50", -12.5), ("+7", 7), (".5", 0.5), ("3.", 3),
    ("1E3", 1000), ("007", 7), ("0", 0), (".12345678901234567890", 0.12345678901234567890),
    ("1e99999999999999999999", .infinity), ("1e-9999", 0), ("inf", .infinity),
    ("-Infinity", -.infinity),
  ])
  func decimalTextIsRoundedRightly(text: String, expected: Double) {
    #expect(parse(text) == expected)
  }

  @Test(arguments: [
    "", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1,5", "1_000", "12a", "--1", "1 2", "nano",
    "infinite",
  ])
  func otherTextIsNoNumber(text: String) {
    #expect(parse(text) == nil)
  }

  @Test func nanIsANumberThatIsNone() {
    #expect(parse("NaN")?.isNaN == true)
  }
}
