import PisteCore
import Testing

@Suite struct CSVTests {
  @Test func fieldsAreQuotedWhereTheyMustBe() {
    #expect(
      CSV.line(["a", "b,c", "say \"x\"", "two\nlines"])
        == "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\"\n")
  }

  @Test func aCarriageReturnWithALineFeedIsQuotedToo() {
    #expect(CSV.line(["a\r\nb", "c"], ending: "\r\n") == "\"a\r\nb\",c\r\n")
  }
}
