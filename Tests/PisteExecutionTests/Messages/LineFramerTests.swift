import PisteCore
import PisteExecution
import Testing

@Suite struct LineFramerTests {
  private func elements(_ text: String, limit: Int = 100) -> [LineFramer.Element] {
    var framer = LineFramer(limit: limit)
    return framer.append(Array(text.utf8))
  }

  @Test func linesAreSplitAndEmptyOnesLeftOut() {
    #expect(elements("ab\n\n\ncd\ne") == [.line(Array("ab".utf8)), .line(Array("cd".utf8))])
  }

  @Test func aLongLineIsReportedOnceAndSkipped() {
    #expect(
      elements("123456\nok\n1234567890\nok\n", limit: 5) == [
        .fault(.tooLong(limit: 5)), .line(Array("ok".utf8)), .fault(.tooLong(limit: 5)),
        .line(Array("ok".utf8)),
      ])
    #expect(elements("12345\n", limit: 5) == [.line(Array("12345".utf8))])
  }

  @Test func anUnfinishedLineIsReportedAtTheEnd() {
    var framer = LineFramer()
    #expect(framer.append(Array("ab\ncde".utf8)).count == 1)
    #expect(framer.finish() == .unfinished(count: 3))
    #expect(framer.finish() == nil)
  }

  // The law: how the bytes are cut into pieces changes nothing.
  @Test func piecesDoNotMatter() {
    var random = RandomStream(seed: 7, purpose: "framing")
    for _ in 0..<2000 {
      let alphabet: [UInt8] = [10, 10, 65, 0xC3, 0xA9, 0, 123, 255]
      let bytes = (0..<random.below(200)).map { _ in alphabet[random.below(alphabet.count)] }
      var whole = LineFramer(limit: 12)
      var pieces = LineFramer(limit: 12)
      let expected = whole.append(bytes)
      var found: [LineFramer.Element] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = 1 + random.below(min(9, rest.count))
        found += pieces.append(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      #expect(found == expected)
      #expect(pieces.finish() == whole.finish())
      let reference = bytes.split(separator: 10).map { $0.count > 12 ? nil : Array($0) }
      let endsOpen = bytes.last != 10
      let own = expected.map { if case .line(let line) = $0 { line } else { nil } as [UInt8]? }
      // The last piece is a line only once its newline has come; a fault is told before.
      let last = reference.last.flatMap { $0 }
      #expect(own == (endsOpen && last != nil ? Array(reference.dropLast()) : reference))
    }
  }
}
