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

  @Test func aCrashIsToldFromItsCauseOn() throws {
    let frames = (0..<60).map { "\($0) 0x00005581 frame number \($0) in piste at /p/File.swift:1" }
    let log =
      (1...50).map { "epoch \($0)" }
      + [
        "PisteTraining/Matrix.swift:4: Fatal error: 3 is not 4", "",
        "*** Signal 4: Backtracing from 0x1... done ***", "",
        "*** Program crashed: Illegal instruction at 0x1 ***", "",
      ] + frames
    let folder = try TemporaryDirectory()
    let path = try folder.write(log.joined(separator: "\n") + "\n", to: "log")
    let lines = LogTail.read(path: path, from: 0).split(separator: "\n")
    #expect(lines.first == "PisteTraining/Matrix.swift:4: Fatal error: 3 is not 4")
    #expect(lines.count == LogTail.lineLimit)
    #expect(lines.contains("*** Program crashed: Illegal instruction at 0x1 ***"))
    #expect(lines.last?.contains("frame number 6 ") == true)
  }

  @Test func aCrashWithoutMessageIsToldFromTheSignalOn() {
    let text = "epoch 1\n*** Program crashed: Bad pointer ***\n\nThread 0 crashed:\n"
    #expect(LogTail.crash(in: text) == "*** Program crashed: Bad pointer ***\nThread 0 crashed:")
    #expect(LogTail.crash(in: "epoch 1\nkilled") == nil)
  }

  @Test func anEndlessCrashIsCut() {
    let text = "Fatal error: " + String(repeating: "x", count: 9000)
    #expect(LogTail.crash(in: text)?.utf8.count == LogTail.byteLimit)
  }

  @Test func theLastErrorMessageIsFound() {
    let text = "error: old\nnoise\nError: cannot write /w\n  hint: make room"
    #expect(LogTail.lastError(of: text) == "cannot write /w\n  hint: make room")
    #expect(LogTail.lastError(of: "no mark\nat all") == "no mark\nat all")
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
