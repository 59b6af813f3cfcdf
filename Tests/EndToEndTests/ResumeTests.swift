import Foundation
import Testing

/// A run goes on from its checkpoint, in the middle of an epoch, and ends in the same bits.
@Suite(.serialized) struct ResumeTests {
  /// One run of a second or two, saved all the time.
  private static let saved = """
    name: saved
    seeds: 1
    settings:
      dataset: {name: digits}
      model: {hidden: [512, 256]}
      optimizer: {name: adam, lr: 1e-3}
      schedule: {name: cosine, unit: step}
      gradient_clip: {norm: 1}
      epochs: 40
      batch_size: 16
      log_every_steps: 10
      checkpoint: {every: 0.05}
    """

  /// The same run, never broken off and nothing saved of it; trained once for all tests.
  private static let undisturbed = Result {
    let place = try Workplace()
    try place.write(saved, to: "saved.yaml")
    let sweep = try place.run("sweep", "saved.yaml", "--no-report", "--set", "checkpoint.every=0")
    #expect(sweep.status == 0, "\(sweep.errors)")
    return place
  }

  private func place(_ text: String = saved) throws -> Workplace {
    let place = try Workplace()
    try place.write(text, to: "saved.yaml")
    return place
  }

  private func run(in place: Workplace) throws -> String {
    try #require(try place.query("SELECT run FROM run_view").first?.first)
  }

  private func log(in place: Workplace) throws -> String {
    String(decoding: try place.read(".piste/logs/\(run(in: place)).log"), as: UTF8.self)
  }

  /// Waits for a checkpoint and an epoch in the record, so that there is something to go on from.
  private func waitForACheckpoint(_ place: Workplace) -> Bool {
    eventually(within: 60) {
      guard let run = try? place.query("SELECT run FROM run_view").first?.first,
        place.exists(".piste/artifacts/\(run)/checkpoint.safetensors")
      else { return false }
      let epochs = try? place.query("SELECT max(epoch) FROM metric_view")
      return (epochs?.first?.first.flatMap(Int.init) ?? 0) >= 1
    }
  }

  /// Holds a run that went on against the one that nobody disturbed.
  private func expectSameAsUndisturbed(_ place: Workplace) throws {
    let calm = try Self.undisturbed.get()
    let ignored = { (rows: [[String]]) in
      rows.map { $0.map { $0.contains("\"checkpoint\"") ? "settings" : $0 } }
    }
    let isSame = try ignored(place.results()) == ignored(calm.results())
    #expect(isSame)
    let run = try run(in: place)
    for name in ["initial", "final"] {
      let file = ".piste/artifacts/\(run)/\(name).safetensors"
      let areSame = try place.read(file) == calm.read(file)
      #expect(areSame, "\(name)")
    }
    #expect(!place.exists(".piste/artifacts/\(run)/checkpoint.safetensors"))
  }

  /// The step at which the last attempt went on; 0 for one that began anew.
  private func resumedStep(_ place: Workplace) throws -> Int {
    let line = try log(in: place).split(separator: "\n").last { $0.hasPrefix("resumed at epoch") }
    return line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
  }

  @Test func aKilledWorkersRunGoesOnInTheMiddleOfAnEpoch() throws {
    let place = try place()
    let sweep = try place.start(["sweep", "saved.yaml", "--workers", "1", "--no-report"])
    #expect(waitForACheckpoint(place))
    let worker = try #require(Workplace.workers(of: place.path).first)
    kill(worker, SIGKILL)
    let result = try sweep.wait()
    #expect(result.status == 0, "\(result.errors)")
    #expect(try place.query("SELECT attempts FROM run_view") == [["2"]])
    #expect(try resumedStep(place) > 0, "it began anew")
    try expectSameAsUndisturbed(place)
  }

  /// Begins the sweep and kills its scheduler once there is a checkpoint; returns the checkpoint's
  /// path.
  private func breakOff(_ place: Workplace, _ options: String...) throws -> URL {
    let arguments = ["sweep", "saved.yaml", "--workers", "1", "--no-report"] + options
    let sweep = try place.start(arguments)
    #expect(waitForACheckpoint(place))
    sweep.send(SIGKILL)
    _ = try sweep.wait()
    #expect(eventually(within: 5) { Workplace.workers(of: place.path).isEmpty })
    let run = try run(in: place)
    return URL(
      fileURLWithPath: "\(place.path)/.piste/artifacts/\(run)/checkpoint.safetensors")
  }

  @Test func aRunGoesOnAfterItsSchedulersDeath() throws {
    let place = try place()
    for _ in 1...2 { _ = try breakOff(place) }
    let again = try place.run("sweep", "saved.yaml", "--no-report")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try resumedStep(place) > 0, "it began anew")
    try expectSameAsUndisturbed(place)
  }

  @Test(arguments: [(SIGINT, "0"), (SIGTERM, "0"), (SIGINT, "30")])
  func aRunThatWasLaidAsideGoesOnWhereItStood(signal: Int32, every: String) throws {
    let place = try place()
    let arguments = [
      "sweep", "saved.yaml", "--workers", "1", "--no-report", "--set", "checkpoint.every=\(every)",
    ]
    let sweep = try place.start(arguments)
    #expect(
      eventually(within: 60) {
        let epochs = try? place.query("SELECT max(epoch) FROM metric_view")
        return (epochs?.first?.first.flatMap(Int.init) ?? 0) >= 2
      })
    sweep.send(signal)
    let result = try sweep.wait()
    #expect(result.status == 130, "\(result.errors)")
    #expect(result.errors.contains("To go on: piste \(arguments[0]) saved.yaml"))
    #expect(Workplace.workers(of: place.path).isEmpty)
    #expect(try place.query("SELECT status, attempts FROM run_view") == [["queued", "1"]])
    let lines = try log(in: place).split(separator: "\n")
    let word = lines.last { $0.hasPrefix("laid aside at epoch") }
    let step = try #require(word?.split(separator: " ").last.flatMap { Int($0) })
    let again = try place.start(arguments).wait()
    #expect(again.status == 0, "\(again.errors)")
    #expect(step > 0)
    #expect(try resumedStep(place) == step)
    try expectSameAsUndisturbed(place)
  }

  @Test func aStoppedWorkerDoesNotHoldAnInterruptionUp() throws {
    let place = try place()
    let sweep = try place.start(["sweep", "saved.yaml", "--workers", "1", "--no-report"])
    #expect(waitForACheckpoint(place))
    let worker = try #require(Workplace.workers(of: place.path).first)
    kill(worker, SIGSTOP)
    sweep.send(SIGINT)
    let result = try sweep.wait()
    #expect(result.status == 130, "\(result.errors)")
    #expect(Workplace.workers(of: place.path).isEmpty)
    let again = try place.run("sweep", "saved.yaml", "--no-report")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try resumedStep(place) > 0, "it began anew")
    try expectSameAsUndisturbed(place)
  }

  @Test(arguments: [
    ("torn", "bytes"), ("changed", "its hash does not hold"), ("foreign", "its run is"),
  ])
  func aCheckpointThatIsOfNoUseIsLeftAsideWithAWord(fault: String, word: String) throws {
    let place = try place()
    let file = try breakOff(place)
    var bytes = try Data(contentsOf: file)
    switch fault {
    case "torn": bytes = bytes.prefix(bytes.count / 3)
    case "changed": bytes[bytes.count - 9] ^= 1
    default:
      let other = try self.place()
      bytes = try Data(contentsOf: breakOff(other, "--set", "optimizer.lr=0.002"))
    }
    try bytes.write(to: file)
    let again = try place.run("sweep", "saved.yaml", "--no-report")
    #expect(again.status == 0, "\(again.errors)")
    let line = try log(in: place).split(separator: "\n").first {
      $0.hasPrefix("checkpoint ignored: ")
    }
    #expect(line?.contains(word) == true, "\(line ?? "nothing")")
    #expect(try resumedStep(place) == 0)
    try expectSameAsUndisturbed(place)
  }

  @Test func aCheckpointThatADeadSchedulerLeftBesideAResultIsTakenAway() throws {
    let place = try place()
    let words = ["sweep", "saved.yaml", "--no-report", "--set", "epochs=1"]
    #expect(try place.start(words).wait().status == 0)
    let file = ".piste/artifacts/\(try run(in: place))/checkpoint.safetensors"
    try place.write("left behind", to: file)
    #expect(try place.start(words).wait().status == 0)
    #expect(!place.exists(file))
  }

  @Test func whereNoWeightsAreKeptNothingStays() throws {
    let place = try place(Self.saved + "\nartifacts: none")
    let sweep = try place.start(["sweep", "saved.yaml", "--workers", "1", "--no-report"])
    #expect(waitForACheckpoint(place))
    let worker = try #require(Workplace.workers(of: place.path).first)
    kill(worker, SIGKILL)
    let result = try sweep.wait()
    #expect(result.status == 0, "\(result.errors)")
    #expect(try resumedStep(place) > 0, "it began anew")
    #expect(!place.exists(".piste/artifacts/\(try run(in: place))"))
  }
}
