import Foundation
import PisteApp
import PisteTestSupport
import Testing

@Suite struct LogFollowerTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func all(_ log: inout LogFollower) throws -> String {
    var text = Data()
    while true {
      let piece = try log.next()
      if piece.isEmpty { return String(decoding: text, as: UTF8.self) }
      text += piece
    }
  }

  @Test func whatIsAddedComesOnceAndInOrder() throws {
    var log = LogFollower(folder.path + "/run.log")
    #expect(!log.exists)
    #expect(try all(&log) == "")
    let path = try folder.write("one\n", to: "run.log")
    #expect(try all(&log) == "one\n")
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data("tw".utf8))
    #expect(try all(&log) == "tw")
    try file.write(contentsOf: Data("o\n".utf8))
    #expect(try all(&log) == "o\n")
    #expect(try all(&log) == "")
    // Made anew, as by somebody who emptied it.
    _ = try folder.write("x\n", to: "run.log")
    #expect(try all(&log) == "x\n")
  }

  @Test(
    arguments: [
      ("a\nb\nc\n", 2, "b\nc\n"), ("a\nb\nc", 2, "b\nc"), ("a\n", 5, "a\n"), ("a\nb\n", 0, ""),
      ("", 3, ""), ("\n\n\n", 1, "\n"),
    ] as [(String, Int, String)])
  func theLastLinesAreFound(text: String, lines: Int, expected: String) throws {
    var log = LogFollower(try folder.write(text, to: "run.log"))
    try log.skip(toLast: lines)
    #expect(try all(&log) == expected)
  }

  @Test func theLastLinesOfALongLogAreFoundAcrossPieces() throws {
    let text = (1...40_000).map { "line \($0)\n" }.joined()
    var log = LogFollower(try folder.write(text, to: "run.log"))
    try log.skip(toLast: 20_000)
    #expect(try all(&log) == (20_001...40_000).map { "line \($0)\n" }.joined())
  }
}
