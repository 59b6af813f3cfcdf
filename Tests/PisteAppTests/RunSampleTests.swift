import PisteApp
import PisteCore
import Testing

@Suite struct RunSampleTests {
  private let runs: [(run: RunID, level: String?)] = (1...12).map {
    (RunID(hex: "\($0)"), $0 <= 9 ? "sgd" : "adam")
  }

  private func levels(_ ids: [RunID]) -> [String: Int] {
    ids.reduce(into: [:]) { counts, id in
      counts[runs.first { $0.run == id }?.level ?? "", default: 0] += 1
    }
  }

  @Test func everyLevelIsInTheSample() {
    for seed in 0..<20 {
      let drawn = RunSample.draw(4, of: runs, seed: UInt64(seed))
      #expect(Set(drawn).count == 4)
      #expect(levels(drawn) == ["sgd": 2, "adam": 2])
    }
  }

  @Test func oneSeedIsOneSample() {
    let samples = (0..<20).map { RunSample.draw(3, of: runs, seed: $0) }
    #expect(samples[7] == RunSample.draw(3, of: runs, seed: 7))
    #expect(Set(samples).count > 10)
  }

  @Test func thereAreNoMoreThanThereAre() {
    let drawn = RunSample.draw(99, of: runs, seed: 0)
    #expect(drawn.count == 12)
    #expect(Set(drawn).count == 12)
    #expect(RunSample.draw(5, of: [], seed: 0).isEmpty)
    #expect(RunSample.draw(5, of: [(RunID(hex: "1"), nil)], seed: 0).count == 1)
  }
}
