import PisteCore
import PisteExperiments
import PisteStore
import Testing

@Suite struct LabelTests {
  private let sandbox: StoreSandbox
  private let store: RunStore

  init() throws {
    sandbox = try StoreSandbox()
    store = try sandbox.store([Sample.run(1, id: 0x12), Sample.run(2, id: 0x13), Sample.run(3)])
  }

  @Test func tagsAreAddedAndRemovedOnce() throws {
    let run = LabelTarget.run(Sample.id(3))
    try store.tag(run, adding: ["b", "a", "b"])
    #expect(try store.tag(run, adding: ["c"], removing: ["a", "never"]).tags == ["b", "c"])
    #expect(try store.labels(of: run) == Labels(tags: ["b", "c"]))
    #expect(try store.runs(of: "sample").map(\.tags) == [[], [], ["b", "c"]])
    #expect(try store.experiments()[0].tags.isEmpty)
  }

  @Test func aNoteTakesThePlaceOfTheOneBefore() throws {
    let experiment = LabelTarget.experiment("sample")
    try store.note(on: experiment, "first")
    try store.note(on: experiment, "second\nline")
    #expect(try store.labels(of: experiment).note == "second\nline")
    #expect(try store.experiments()[0].note == "second\nline")
    try store.note(on: experiment, "")
    #expect(try store.labels(of: experiment).note == nil)
  }

  @Test func aTargetIsANameOrTheBeginningOfAnId() throws {
    try store.enqueue(Sample.experiment("0012"), [Sample.run(1)])
    #expect(try store.target(named: "sample") == .experiment("sample"))
    #expect(try store.target(named: "0003") == .run(Sample.id(3)))
    // A name goes first; more digits reach the run.
    #expect(try store.target(named: "0012") == .experiment("0012"))
    #expect(try store.target(named: "0012a") == .run(Sample.id(0x12)))
    let error = storeError { _ = try store.target(named: "001") }
    #expect(error?.code == .ambiguous)
    #expect(error?.candidates == [Sample.id(0x12), Sample.id(0x13)])
    #expect(storeError { _ = try store.target(named: "ffff") }?.code == .noSuchRun)
    let unknown = storeError { _ = try store.target(named: "simple") }
    #expect(unknown?.code == .noSuchExperiment)
    #expect(unknown?.hint == "did you mean sample?")
  }

  @Test func theFilesTagsGoToTheExperimentAndGoWithTheFile() throws {
    let file = { (tags: [String], text: String) in
      Sample.experiment("sample", text: text, tags: tags)
    }
    let target = LabelTarget.experiment("sample")
    try store.enqueue(file(["paper", "draft"], "1"), [Sample.run(1)])
    try store.tag(target, adding: ["mine"], removing: ["draft"])
    // The same file again: what was changed by hand stays so.
    try store.enqueue(file(["paper", "draft"], "1"), [Sample.run(1)])
    #expect(try store.labels(of: target).tags == ["mine", "paper"])
    try store.enqueue(file(["draft", "talk"], "2"), [Sample.run(1)])
    #expect(try store.labels(of: target).tags == ["mine", "talk"])
    #expect(try store.experiment(named: "sample").tags == ["draft", "talk"])
  }

  @Test func aReaderCannotTag() throws {
    let reader = try RunStore.openForReading(sandbox.location)
    #expect(
      storeError { try reader.tag(.experiment("sample"), adding: ["a"]) }?.code == .readOnly)
  }
}
