import PisteApp
import PisteCore
import Testing

@Suite struct WorkerMemoryTests {
  private let facts = DataSetFacts(
    name: "fashion-mnist", task: .classification, features: 784, classes: (0..<10).map(String.init),
    targets: 1, trainingRows: 50_000, validationRows: 10_000, testRows: 10_000, digest: "d")

  @Test func noMoreWorkersThanFitAndThatIsSaid() {
    let (workers, note) = WorkerMemory.fitting(
      8, each: 1_000_000_000, shared: 500_000_000, available: 3_600_000_000)
    #expect(workers == 3)
    #expect(
      note == "3 workers instead of 8: each needs about 1.0 GB, all of them 500 MB of data, and "
        + "3.6 GB of memory are available")
  }

  @Test func whereAllFitNothingIsSaid() {
    #expect(WorkerMemory.fitting(3, each: 10, shared: 5, available: 35).workers == 3)
    #expect(WorkerMemory.fitting(3, each: 10, shared: 5, available: 35).note == nil)
    #expect(WorkerMemory.fitting(64, each: 10, shared: 5, available: nil).workers == 64)
  }

  @Test func oneWorkerIsAlwaysTried() {
    #expect(WorkerMemory.fitting(4, each: 100, shared: 500, available: 20).workers == 1)
    #expect(WorkerMemory.fitting(1, each: 100, shared: 500, available: 20).note == nil)
  }

  /// Megabytes that real workers had for themselves at most, in a release build with batches of 128.
  static let measured: [(hidden: SettingValue, optimizer: String, megabytes: Double)] = [
    ([128], "sgd", 7.5), ([128], "adam", 8.3), ([128], "prodigy", 9.0), ([128], "muon", 8.7),
    ([128], "kfac", 37.1), ([128], "shampoo", 37.0), ([128], "soap", 24.6),
    ([1000, 500, 100], "sgd", 44.0), ([1000, 500, 100], "adam", 54.5),
    ([1000, 500, 100], "prodigy", 65.5), ([1000, 500, 100], "muon", 67.8),
    ([1000, 500, 100], "kfac", 136.5), ([1000, 500, 100], "shampoo", 146.3),
    ([1000, 500, 100], "soap", 104.8),
  ]

  @Test(arguments: measured)
  func estimatesLieAboveWhatWorkersTakeButNotFar(
    _ hidden: SettingValue, _ optimizer: String, _ megabytes: Double
  ) {
    let settings: Settings = [
      "model.hidden": hidden, "optimizer.name": .text(optimizer), "batch_size": 128,
    ]
    let estimate = Double(WorkerMemory.bytes(of: settings, facts: facts)) / 1e6
    #expect(estimate > megabytes && estimate < 1.7 * megabytes, "\(estimate) MB")
  }

  @Test func largerNetworksAndRulesWithMatricesNeedMore() {
    let small: Settings = ["model.hidden": [64], "optimizer.name": "adam", "batch_size": 32]
    let large = small.merging(["model.hidden": [4096, 4096]])
    let matrices = large.merging(["optimizer.name": "shampoo"])
    let sizes = [small, large, matrices].map { WorkerMemory.bytes(of: $0, facts: facts) }
    #expect(sizes[0] < WorkerMemory.base + 8_000_000)
    // 20 million parameters, and more than weights, gradient and two moments of them.
    #expect(sizes[1] > 4 * 4 * 20_000_000)
    #expect(sizes[2] > sizes[1] + 4 * 2 * 3 * 4096 * 4096)
    #expect(WorkerMemory.bytes(of: facts) == 70_000 * 785 * 4)
    #expect(WorkerMemory.bytes(of: large, facts: nil) < WorkerMemory.base + 8_000_000)
  }
}
