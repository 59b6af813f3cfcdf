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
    #expect(try store.secondsPerEpoch().isEmpty)
    let kinds: [Outcome.Kind] = [.completed, .diverged, .completed, .failed]
    for (place, kind) in kinds.enumerated() {
      try store.start(place + 1)
      try store.finish(place + 1, kind)
    }
    // Every run of the sample takes 1.5 s. What failed or has not ended says nothing.
    let found = try store.secondsPerEpoch()
    #expect(found.count == 2)
    let like = run(9, lr: 1e-5, epochs: 100)
    #expect(found[try RunStore.historyKey(of: like.settings)] == (0.5 + 1.5) / 2)
    #expect(found[try RunStore.historyKey(of: runs[2].settings)] == 1.5 / 5)
    #expect(found[try RunStore.historyKey(of: runs[4].settings)] == nil)
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
    #expect(try Array(store.secondsPerEpoch().values) == [(1.5 + 0.5) / 2])
  }
}
