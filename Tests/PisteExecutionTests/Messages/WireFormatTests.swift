import Foundation
import PisteCore
import PisteExecution
import PisteExperiments
import Testing

@Suite struct WireFormatTests {
  /// Foundation's decoder crashes at the end of a line of 513 brackets, which a broken worker may send.
  @Test(arguments: [UInt8(ascii: "["), UInt8(ascii: "{")])
  func aLineOfBracketsIsAFaultAndNoCrash(bracket: UInt8) {
    for deep in [65, 511, 512, 513, 514, 3000] {
      let line = Array(repeating: bracket, count: deep)
      #expect(throws: DecodingError.self) {
        try WireFormat.decode(WorkerMessage.self, from: line)
      }
    }
  }

  private let run = RunID(hex: "ab")

  private func text(_ message: WorkerMessage) throws -> String {
    String(decoding: try WireFormat.line(message), as: UTF8.self)
  }

  @Test func fieldNamesAreStable() throws {
    #expect(try text(.ready(processID: 7)) == #"{"kind":"ready","process_id":7}"# + "\n")
    #expect(
      try text(.heartbeat(run: run, attempt: 2))
        == #"{"attempt":2,"kind":"heartbeat","run":"ab"}"# + "\n")
    #expect(
      try text(.began(run: run, attempt: 2, afterEpoch: 3, step: 217))
        == #"{"after_epoch":3,"attempt":2,"kind":"began","run":"ab","step":217}"# + "\n")
    #expect(
      try text(.paused(run: run, attempt: 2)) == #"{"attempt":2,"kind":"paused","run":"ab"}"# + "\n"
    )
    let order = String(decoding: try WireFormat.line(WorkerOrder.pause), as: UTF8.self)
    #expect(order == #"{"kind":"pause"}"# + "\n")
    let report = EpochReport(epoch: 1, metrics: MetricValues(["lr": 0.1, "train/loss": .nan]))
    #expect(
      try text(.epoch(run: run, attempt: 1, report))
        == #"{"attempt":1,"kind":"epoch","report":{"epoch":1,"metrics":{"lr":0.1,"#
        + #""train/loss":null},"steps":[]},"run":"ab"}"# + "\n")
    #expect(
      try text(.finished(run: run, attempt: 1, Outcome(.diverged, epoch: 2, step: 9), nil))
        == #"{"attempt":1,"kind":"finished","outcome":{"epoch":2,"kind":"diverged","step":9},"#
        + #""run":"ab"}"# + "\n")
  }

  @Test func messagesComeBackAsTheyWent() throws {
    let report = EpochReport(
      epoch: 3, metrics: MetricValues(["train/loss": 1.0 / 3]),
      steps: [StepReport(step: 1, metrics: MetricValues(["lr": .leastNonzeroMagnitude]))])
    let messages: [WorkerMessage] = [
      .ready(processID: 1), .heartbeat(run: run, attempt: 1),
      .began(run: run, attempt: 2, afterEpoch: 1, step: 12), .paused(run: run, attempt: 2),
      .epoch(run: run, attempt: 1, report),
      .finished(run: run, attempt: 9, Outcome(.stopped, reason: "a\nb \"c\" \u{1F600}"), summary),
    ]
    for message in messages {
      let line = try WireFormat.line(message)
      #expect(line.filter { $0 == 10 }.count == 1)
      #expect(try WireFormat.decode(WorkerMessage.self, from: line.dropLast()) == message)
    }
  }

  @Test func assignmentsComeBackAsTheyWent() throws {
    var plan = plan("a")
    plan.seed = .max
    plan.settings = ["model.hidden": [64, 32], "path": "/tmp/a b", "drop_last": true]
    let assignment = Assignment(
      plan: plan, attempt: 2, logFile: "/l", artifactsDirectory: nil,
      checkpointFile: "/a/checkpoint.safetensors", recordedEpochs: 4, cacheDirectory: "/c",
      baseDirectory: "/b")
    let line = try WireFormat.line(WorkerOrder.run(assignment))
    #expect(try WireFormat.decode(WorkerOrder.self, from: line.dropLast()) == .run(assignment))
    let pause = try WireFormat.line(WorkerOrder.pause)
    #expect(try WireFormat.decode(WorkerOrder.self, from: pause.dropLast()) == .pause)
  }

  @Test func damagedMessagesAreErrorsNotCrashes() throws {
    var random = RandomStream(seed: 3, purpose: "damage")
    let whole = try WireFormat.line(WorkerMessage.completed("a")).dropLast()
    var refused = 0
    for _ in 0..<5000 {
      var bytes = Array(whole)
      for _ in 0...random.below(4) {
        switch random.below(3) {
        case 0: bytes[random.below(bytes.count)] = UInt8(random.below(256))
        case 1: bytes.remove(at: random.below(bytes.count))
        default: bytes.insert(UInt8(random.below(256)), at: random.below(bytes.count))
        }
      }
      do {
        _ = try WireFormat.decode(WorkerMessage.self, from: bytes)
      } catch {
        refused += 1
        #expect(!WireFormat.excerpt(bytes).isEmpty)
      }
    }
    #expect(refused > 1000)
  }

  @Test func excerptsArePrintableAndShort() {
    let excerpt = WireFormat.excerpt(Array("\u{1B}[31mred\u{7}".utf8))
    #expect(excerpt == "\u{FFFD}[31mred\u{FFFD}")
    #expect(WireFormat.excerpt(Array(repeating: 65, count: 500)).count == 81)
  }
}
