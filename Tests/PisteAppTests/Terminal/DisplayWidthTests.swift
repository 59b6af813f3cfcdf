import PisteApp
import Testing

@Suite struct DisplayWidthTests {
  @Test(
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("ｆｕｌｌ", 8), ("한", 2),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("🚀", 2), ("❤\u{FE0F}", 2), ("━╌▁█–…", 6),
      ("\u{200B}", 0), ("א", 1), ("soft\u{AD}", 5),
    ] as [(String, Int)])
  func charactersTakeTheirColumns(text: String, columns: Int) {
    #expect(DisplayWidth.columns(text) == columns)
  }

  @Test func aTextIsCutBetweenCharactersAndSaysSo() {
    #expect(DisplayWidth.fitted("abcdef", to: 6) == "abcdef")
    #expect(DisplayWidth.fitted("abcdef", to: 4) == "abc…")
    #expect(DisplayWidth.fitted("日本語", to: 4) == "日…")
    #expect(DisplayWidth.fitted("日本語", to: 1) == "…")
    #expect(DisplayWidth.fitted("abc", to: 0) == "")
    #expect(DisplayWidth.fitted("e\u{301}e\u{301}e\u{301}", to: 2) == "e\u{301}…")
    #expect(DisplayWidth.padded("日本語", to: 4) == "日… ")
    #expect(DisplayWidth.padded("ab", to: 4) == "ab  ")
  }

  @Test func nothingThatMovesTheCursorRemains() {
    #expect(DisplayWidth.clean("a\tb\r\nc\u{1B}[31md\u{7}\u{9B}5A") == "a b c[31md5A")
    #expect(DisplayWidth.clean("x\u{202E}y\u{2028}z") == "xy z")
  }
}
