import PisteCore
import PisteExperiments
import PisteStore
import Testing

@Suite struct HistoryTests {
  private func run(_ number: Int, lr: Double, epochs: Int, every: Double = 30) -> RunPlan {
    var run = Sample.run(number, seed: UInt64(number))
    run.settings = [
      "optimizer.name": "sgd", "optimizer.lr": .number(lr), "model.hidden": [64, 32],
      "epochs": .number(Double(epochs)), "checkpoint.every": .number(every), "note": "a \"b\" ü",
    ]
    return run
  }

  @Test func runsAreKnownByTheirSettingsWhateverTheirEpochs() throws {
    let sandbox = try StoreSandbox()
    let runs = [
      run(1, lr: 1e-5, epochs: 3), run(2, lr: 1e-5, epochs: 1, every: 0),
      run(3, lr: 0.1, epochs: 5), run(4, lr: 0.5, epochs: 1), run(5, lr: 0.7, epochs: 1),
    ]
    let store = try sandbox.store(runs)
    #expect(try store.paces().isEmpty)
    let kinds: [Outcome.Kind] = [.completed, .diverged, .completed, .failed]
    for (place, kind) in kinds.enumerated() {
      try store.start(place + 1)
      try store.finish(place + 1, kind)
    }
    // Every run of the sample takes 1.5 s. What failed or has not ended says nothing.
    let found = try store.paces()
    let common = [0.1, 1e-5].map { rate in
      #"{"model":{"hidden":[64,32]},"note":"a \"b\" ü","#
        + #""optimizer":{"lr":\#(rate),"name":"sgd"}}"#
    }
    #expect(
      found == [
        RunPace(settingsJSON: common[0], secondsPerEpoch: 1.5 / 5, runs: 1),
        RunPace(settingsJSON: common[1], secondsPerEpoch: (0.5 + 1.5) / 2, runs: 2),
      ])
  }

  @Test func aRunOfTwoExperimentsCountsOnce() throws {
    let sandbox = try StoreSandbox()
    let (short, long) = (run(1, lr: 0.1, epochs: 1), run(2, lr: 0.1, epochs: 3))
    let store = try sandbox.store([short, long])
    for number in 1...2 {
      try store.start(number)
      try store.finish(number)
    }
    try store.enqueue(Sample.experiment("other"), [short])
    #expect(try store.paces().map(\.secondsPerEpoch) == [(1.5 + 0.5) / 2])
    #expect(try store.paces().map(\.runs) == [2])
  }
}
