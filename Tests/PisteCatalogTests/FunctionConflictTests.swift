import PisteCatalog
import PisteCore
import Testing

/// Functions have no network, nothing to validate on and nothing to scale.
@Suite struct FunctionConflictTests {
  private let facts = DataSetFacts(
    name: "quadratic", task: .minimization, features: 10, classes: [], targets: 0,
    trainingRows: 800, validationRows: 0, testRows: 200, digest: "d")

  private func conflicts(_ settings: Settings) -> [SettingConflict] {
    let all: Settings = ["dataset.name": "quadratic"]
    return Catalog.conflicts(
      in: Catalog.complete(all.merging(settings), facts: facts), facts: facts)
  }

  @Test func aFunctionByItselfHasNoConflict() {
    #expect(conflicts([:]).isEmpty)
    let complete = Catalog.complete(["dataset.name": "quadratic"], facts: facts)
    #expect(complete["task"] == "minimization")
    #expect(complete["loss"] == "objective")
    for name in DataSetName.allCases where name.isFunction {
      #expect(conflicts(["dataset.name": .text(name.rawValue)]).isEmpty, "\(name)")
    }
  }

  @Test(
    arguments: [
      (["model.hidden": [64]], "model.hidden"),
      (["model.activation": "tanh"], "model.activation"),
      (["model.init.name": "orthogonal"], "model.init.name"),
      (["model.init.gain": 2], "model.init.gain"),
      (["model.bias_init": 1], "model.bias_init"),
      (["dataset.validation": 0.2], "dataset.validation"),
      (["dataset.normalize": "robust"], "dataset.normalize"),
      (["dataset.normalize_scope": "image"], "dataset.normalize_scope"),
      (["dataset.spectrum": [1, 2], "dataset.condition": 7], "dataset.condition"),
      (["dataset.spectrum": [1, 2], "dataset.dimension": 2], "dataset.dimension"),
      (["dataset.name": "quadratic-deep", "dataset.split_seed": 1], "dataset.split_seed"),
      (["task": "regression"], "task"),
      (["loss": "square"], "loss"),
      (["batch_size": 801], "batch_size"),
      (["optimizer.name": "kfac"], "optimizer.name"),
    ] as [(Settings, String)])
  func whatAFunctionDoesNotHaveIsToldWithAHint(settings: Settings, key: String) {
    let found = conflicts(settings)
    #expect(found.map(\.key) == [key])
    #expect(found.allSatisfy { $0.error.hint?.isEmpty == false })
  }

  @Test func whatSaysThatThereIsNoneMayStand() {
    #expect(
      conflicts([
        "dataset.validation": 0, "dataset.normalize": "none", "model.hidden": [],
        "model.activation": "relu", "dataset.spectrum": [3, 1], "dataset.start": -2,
      ]).isEmpty)
  }

  @Test func whatNothingReadsIsNoPartOfTheIdentity() {
    let bare = Catalog.identity(["dataset.name": "quadratic"], facts: facts)
    #expect(bare == ["dataset.name": "quadratic"])
    let stated: Settings = [
      "dataset.name": "quadratic", "dataset.validation": 0, "dataset.normalize": "none",
      "model.hidden": [], "dataset.start": 1, "task": "minimization", "loss": "objective",
    ]
    #expect(Catalog.identity(stated, facts: facts) == bare)
    for (key, value) in [
      ("dataset.start", 2), ("dataset.spectrum", [1, 2]), ("dataset.condition", 5),
      ("dataset.rotate", false), ("dataset.noise", 1), ("dataset.split_seed", 3),
    ] as [(String, SettingValue)] {
      var changed: Settings = ["dataset.name": "quadratic"]
      changed[key] = value
      #expect(Catalog.identity(changed, facts: facts) == changed)
    }
  }

  @Test func theScopeIsPartOfTheIdentityWhereSomethingIsScaled() {
    let facts = DataSetFacts(
      name: "digits", task: .classification, features: 64, classes: ["0", "1", "2"], targets: 1,
      trainingRows: 1000, validationRows: 100, testRows: 300, digest: "d")
    func identity(_ normalize: String, _ scope: String) -> Settings {
      Catalog.identity(
        [
          "dataset.name": "digits", "dataset.normalize": .text(normalize),
          "dataset.normalize_scope": .text(scope),
        ], facts: facts)
    }
    #expect(identity("standardize", "feature") == ["dataset.name": "digits"])
    #expect(identity("standardize", "image") != identity("standardize", "feature"))
    #expect(identity("none", "image") == identity("none", "feature"))
  }

  @Test func aDataSetCannotBeMinimized() {
    let facts = DataSetFacts(
      name: "diabetes", task: .regression, features: 10, classes: [], targets: 1,
      trainingRows: 300, validationRows: 40, testRows: 80, digest: "d")
    let settings: Settings = ["dataset.name": "diabetes", "task": "minimization"]
    let found = Catalog.conflicts(in: Catalog.complete(settings, facts: facts), facts: facts)
    #expect(found.map(\.key) == ["task"])
  }
}
