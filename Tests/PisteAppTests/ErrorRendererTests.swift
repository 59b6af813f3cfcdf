import Foundation
import PisteApp
import PisteCore
import PisteTestSupport
import Testing

@Suite struct ErrorRendererTests {
  @Test func allFaultsOfAFileAreToldAndTheStatusIs65() throws {
    let place = SourceLocation(file: "x.yaml", line: 2, column: 3)
    let (text, status) = try #require(
      ErrorRenderer.render(
        SpecErrors([
          SpecError(.outOfRange, "too large", hint: "at most 1", location: place),
          SpecError(.unknownKey, "what is that", location: place),
        ])))
    #expect(status == .badInput)
    #expect(
      text == """
        x.yaml:2:3: error: too large [out-of-range]
          hint: at most 1
        x.yaml:2:3: error: what is that [unknown-key]
        2 errors
        """)
  }

  @Test func anErrorOfTheArgumentParserIsLeftToIt() {
    struct Unknown: Error {}
    #expect(ErrorRenderer.render(Unknown()) == nil)
  }

  @Test func aFileThatCannotBeWrittenIsNamedAndTheStatusIs74() throws {
    let folder = try TemporaryDirectory()
    let obstacle = try folder.write("", to: "file")
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write(Data([1]), to: obstacle + "/below")
    }
    let (text, status) = try #require(error.flatMap { ErrorRenderer.render($0) })
    #expect(status == .storeTrouble)
    #expect(text.contains(obstacle))
  }

  @Test func aFileIsWrittenWholeAndLeavesNoTemporaryName() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/deep/er/file"
    try AtomicFile.write(Data([1, 2]), to: path)
    try AtomicFile.write(Data([3]), to: path)
    #expect(FileManager.default.contents(atPath: path) == Data([3]))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path + "/deep/er") == ["file"])
  }
}
