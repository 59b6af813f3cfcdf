import PisteExecution
import PisteTestSupport
import Testing

@Suite struct LogTailTests {
  @Test func onlyTheLastLinesAreKept() throws {
    let folder = try TemporaryDirectory()
    let lines = (1...500).map { "line \($0)" }
    let path = try folder.write(lines.joined(separator: "\n") + "\n", to: "log")
    #expect(LogTail.read(path: path, from: 0) == lines.suffix(10).joined(separator: "\n"))
  }

  @Test func aCutLineAndACutCharacterAreLeftOut() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(String(repeating: "é", count: 3001) + "\nend\n", to: "log")
    #expect(LogTail.read(path: path, from: 0) == "end")
  }

  @Test func oneEndlessLineIsCutButTold() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(String(repeating: "x", count: 9000), to: "log")
    #expect(LogTail.read(path: path, from: 0).count == LogTail.byteLimit)
  }

  @Test func noLogIsNoTail() {
    #expect(LogTail.read(path: "/no/such/log", from: 0).isEmpty)
    #expect(LogTail.size(path: "/no/such/log") == 0)
  }

  @Test(arguments: [
    (ProcessEnd.signaled(9), "killed by signal 9 (SIGKILL)"),
    (.signaled(63), "killed by signal 63"), (.exited(70), "exited with status 70"),
  ])
  func endsReadAsSentences(end: ProcessEnd, text: String) { #expect(end.description == text) }
}
