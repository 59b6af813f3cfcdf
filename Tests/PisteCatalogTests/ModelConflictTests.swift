import PisteCatalog
import PisteCore
import Testing

@Suite struct ModelConflictTests {
  private let facts = DataSetFacts(
    name: "digits", task: .classification, features: 64, classes: (0..<10).map(String.init),
    targets: 1, trainingRows: 1000, validationRows: 100, testRows: 300, digest: "d")

  private func conflicts(_ settings: Settings) -> [SettingConflict] {
    Catalog.conflicts(
      in: Catalog.complete(settings.merging(["dataset.name": "digits"]), facts: facts),
      facts: facts)
  }

  @Test func aNetworkThatNoWorkerCouldHoldIsToldAtItsWidths() throws {
    let found = conflicts(["model.hidden": [65_536, 65_536]])
    #expect(found.map(\.key) == ["model.hidden"])
    #expect(
      found.first?.error.message
        == "the network with sgd needs about 172 GB of memory, more than 16 GB")
    #expect(conflicts(["model.hidden": [10_000, 10_000]]).isEmpty)
    // The matrices of second-order rules are as wide as the layers, the history of L-BFGS as long.
    #expect(
      conflicts(["model.hidden": [20_000], "optimizer.name": "kfac"]).map(\.key)
        == ["model.hidden"])
    #expect(
      conflicts([
        "model.hidden": [4096, 4096], "optimizer.name": "lbfgs", "batch_size": 1000,
      ]).isEmpty)
    #expect(
      conflicts([
        "model.hidden": [4096, 4096], "optimizer.name": "lbfgs", "batch_size": 1000,
        "optimizer.history_size": 1000,
      ]).map(\.key) == ["model.hidden"])
  }

  @Test func anEstimateOfAnyWidthIsANumber() {
    let settings: Settings = [
      "dataset.name": "digits", "model.hidden": .list(Array(repeating: 65_536, count: 50)),
    ]
    let complete = Catalog.complete(settings, facts: facts)
    #expect(Catalog.memoryEstimate(of: complete, facts) ?? 0 > 1_000_000_000_000)
    // 64-128-10: 9,610 parameters eight times, two vectors of the rule, and rows of the layers' widths.
    let small = Catalog.complete(["dataset.name": "digits"], facts: facts)
    #expect(Catalog.memoryEstimate(of: small, facts) == 4 * 9610 * 10 + 8 * 256 * (64 + 128 + 10))
  }

  @Test func parametersAreCountedWithTheirBiases() {
    #expect(Catalog.parameterCount(of: ["model.hidden": [32]], facts) == 65 * 32 + 33 * 10)
    #expect(Catalog.parameterCount(of: ["model.hidden": []], facts) == 650)
    #expect(Catalog.parameterCount(of: ["model.hidden": [32]], nil) == 0)
    #expect(Catalog.parameterCount(of: ["task": "minimization"], facts) == 64)
  }

  @Test func aRateThatIsZeroInFloat32IsTold() {
    #expect(conflicts(["optimizer.lr": 1e-300]).map(\.key) == ["optimizer.lr"])
    #expect(conflicts(["optimizer.lr": 1e-30]).isEmpty)
  }

  @Test func topicsNameSettingsThatThereAre() {
    #expect(Catalog.topics.map(\.name) == ["softmax", "l2", "regularization"])
    for topic in Catalog.topics {
      #expect(!topic.settings.isEmpty)
      for key in topic.settings { #expect(Catalog.definition(key) != nil, "\(key)") }
      // A topic would hide behind a member or a setting of its name.
      #expect(!Catalog.entries.contains { $0.name == topic.name })
    }
  }
}
