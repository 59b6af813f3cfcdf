import PisteCatalog
import PisteCore
import Testing

@Suite struct CatalogTests {
  private let facts = DataSetFacts(
    name: "digits", task: .classification, features: 64, classes: (0..<10).map(String.init),
    targets: 1, trainingRows: 1000, validationRows: 100, testRows: 300, digest: "d")

  @Test func everyDefaultIsOfItsTypeAndWithinItsRange() {
    for definition in Catalog.allDefinitions {
      guard let value = definition.defaultValue else { continue }
      let numbers: [Double]
      switch definition.type {
      case .number: numbers = value.number.map { [$0] } ?? [.nan]
      case .integer: numbers = value.integer.map { [Double($0)] } ?? [.nan]
      case .integers: numbers = value.list?.map { $0.integer.map(Double.init) ?? .nan } ?? [.nan]
      case .numbers: numbers = value.list?.map { $0.number ?? .nan } ?? [.nan]
      case .boolean: numbers = value.bool == nil ? [.nan] : []
      case .text: numbers = value.text == nil ? [.nan] : []
      case .choice(let family):
        numbers = value.text.map(Catalog.names(family).contains) == true ? [] : [.nan]
      case .word(let words): numbers = value.text.map(words.contains) == true ? [] : [.nan]
      }
      let range = definition.range ?? .any
      #expect(numbers.allSatisfy(range.contains), "\(definition.key) = \(value)")
    }
  }

  @Test func aSettingMeansTheSameTypeWhereverItIsDefined() {
    for (key, definitions) in Dictionary(grouping: Catalog.allDefinitions, by: \.key) {
      #expect(Set(definitions.map(\.type)).count == 1, "\(key)")
      #expect(Set(definitions.map(\.affectsResult)).count == 1, "\(key)")
    }
  }

  /// Families of which every member is a rule that somebody has published.
  private static let families: Set<Family> = [
    .optimizer, .schedule, .initializer, .activation, .hiddenNormalization, .loss, .normalization,
  ]

  @Test func thePartsOfAStepAreExplainedWithFormulaAndSource() throws {
    for (key, formula, source) in [
      ("model.dropout", "h·m/(1 − p)", "Srivastava"), ("gradient_clip.norm", "c/‖g‖", "Pascanu"),
      ("gradient_clip.value", "min(v, g)", "Mikolov"),
      ("early_stopping.patience", "min_delta", "Prechelt"),
      ("optimizer.decoupled_weight_decay", "η·λ·θ", "Loshchilov"),
    ] {
      let summary = try #require(Catalog.definition(key)).summary
      #expect(summary.contains(formula) && summary.contains(source), "\(key)")
    }
    #expect(LossName.crossEntropy.entry.formula?.contains("softmax(z)_k =") == true)
    #expect(OptimizerName.kfac.entry.formula?.contains("π = ") == true)
    #expect(Catalog.names(.hiddenNormalization) == ["none", "batch", "layer"])
  }

  @Test func whatEveryScheduleHasIsSharedByTheFamily() {
    #expect(
      Family.schedule.sharedSettings.map(\.key)
        == ["schedule.unit", "schedule.warmup", "schedule.warmup_start"])
    #expect(Family.allCases.allSatisfy { $0 == .schedule || $0.sharedSettings.isEmpty })
  }

  @Test func everySettingAndMemberIsExplained() {
    for definition in Catalog.allDefinitions { #expect(definition.summary.hasSuffix(".")) }
    for entry in Catalog.entries {
      #expect(!entry.summary.isEmpty && !entry.title.isEmpty, "\(entry.name)")
      let isNone = entry.name == "none"
      let isRule = Self.families.contains(entry.family) && !isNone
      if isRule { #expect(entry.formula != nil, "\(entry.name)") }
      #expect(!isRule || entry.source != nil, "\(entry.family) \(entry.name)")
    }
    #expect(Set(Catalog.entries.map { "\($0.family) \($0.name)" }).count == Catalog.entries.count)
  }

  @Test func onlyTheChosenMembersSettingsApply() {
    let keys = Catalog.definitions(for: ["optimizer.name": "adam"]).map(\.key)
    #expect(keys.contains("optimizer.beta1"))
    #expect(!keys.contains("optimizer.momentum"))
    #expect(Catalog.definitions(for: Settings()).map(\.key).contains("optimizer.momentum"))
  }

  @Test func completingFillsDefaultsAndWhatFollowsFromTheData() {
    let complete = Catalog.complete(
      ["dataset.name": "digits", "optimizer.name": "adam"], facts: facts)
    #expect(complete["optimizer.lr"] == 0.001)
    #expect(complete["task"] == "classification")
    #expect(complete["loss"] == "cross-entropy")
    #expect(complete["optimizer.momentum"] == nil)
    #expect(complete["model.init.gain"] == nil)
  }

  @Test func writingADefaultOutChangesNoIdentity() {
    let short: Settings = ["dataset.name": "digits", "optimizer.lr": 0.1]
    let long = short.merging([
      "optimizer.name": "sgd", "optimizer.momentum": 0, "task": "classification",
      "loss": "cross-entropy", "epochs": 10, "dataset.path": "elsewhere.csv",
    ])
    #expect(Catalog.identity(short, facts: facts) == short)
    #expect(Catalog.identity(long, facts: facts) == short)
    #expect(Catalog.identity(short.merging(["epochs": 11]), facts: facts) != short)
  }

  @Test func settingsThatDoNotApplyAreNoPartOfTheIdentity() {
    let identity = Catalog.identity(
      ["dataset.name": "digits", "optimizer.name": "adam", "optimizer.momentum": 0.9],
      facts: facts)
    #expect(identity == ["dataset.name": "digits", "optimizer.name": "adam"])
  }

  @Test func whatTheScheduleNeverReadsIsNoPartOfTheIdentity() {
    func identity(_ settings: Settings) -> Settings {
      Catalog.identity(settings.merging(["dataset.name": "digits"]), facts: facts)
    }
    let bare = identity(Settings())
    #expect(identity(["schedule.warmup_start": 0.5]) == bare)
    #expect(identity(["schedule.unit": "step"]) == bare)
    let cosine = identity(["schedule.name": "cosine"])
    #expect(identity(["schedule.name": "cosine", "schedule.warmup_start": 0.5]) == cosine)
    #expect(identity(["schedule.name": "cosine", "schedule.unit": "step"]) != cosine)
    let warmedUp = identity(["schedule.warmup": 2])
    #expect(identity(["schedule.warmup": 2, "schedule.warmup_start": 0.5]) != warmedUp)
    #expect(identity(["schedule.warmup": 2, "schedule.unit": "step"]) != warmedUp)
  }

  @Test func theCosineSaysThatItsLastUnitStaysAboveTheEnd() {
    #expect(ScheduleName.cosine.entry.summary.contains("t = T − 1"))
  }

  @Test(
    arguments: [
      (["optimizer.nesterov": true], "optimizer.nesterov"),
      (["optimizer.dampening": 0.5], "optimizer.dampening"),
      (
        ["optimizer.name": "rprop", "optimizer.step_size_min": 60], "optimizer.step_size_min"
      ),
      (
        ["model.init.name": "uniform", "model.init.low": 1, "model.init.high": 0], "model.init.low"
      ),
      (["schedule.name": "multi-step", "schedule.milestones": [3, 3]], "schedule.milestones"),
      (["schedule.warmup": 10], "schedule.warmup"),
      (["batch_size": 1001], "batch_size"),
      (["task": "regression"], "task"),
      (["task": "binary"], "task"),
      (["loss": "square"], "loss"),
      (["loss": "huber"], "loss"),
      (["model.normalize": "batch", "batch_size": 1], "model.normalize"),
      (["model.normalize": "batch", "batch_size": 27], "model.normalize"),
      (["loss": "hinge", "label_smoothing": 0.1], "label_smoothing"),
      (["optimizer.name": "lbfgs", "gradient_clip.norm": 1], "gradient_clip.norm"),
      (["early_stopping.min_delta": 0.1], "early_stopping.min_delta"),
      (["early_stopping.restore_best": false], "early_stopping.restore_best"),
      (
        [
          "task": "regression", "early_stopping.patience": 2,
          "early_stopping.metric": "val/accuracy",
        ], "early_stopping.metric"
      ),
    ] as [(Settings, String)])
  func whatCannotStandTogetherIsTold(settings: Settings, key: String) {
    let complete = Catalog.complete(
      settings.merging(["dataset.name": "digits"]), facts: facts)
    #expect(Catalog.conflicts(in: complete, facts: facts).map(\.key).contains(key))
  }

  @Test func lossesAndLayersThatFitAreSound() {
    for settings in [
      ["loss": "hinge", "hinge_margin": 2], ["label_smoothing": 0.1],
      ["model.normalize": "batch", "batch_size": 27, "drop_last": true],
      ["model.normalize": "layer", "batch_size": 1],
      ["model.normalize": "batch", "batch_size": 1, "model.hidden": []],
    ] as [Settings] {
      let complete = Catalog.complete(settings, facts: facts)
      #expect(Catalog.conflicts(in: complete, facts: facts).isEmpty, "\(settings)")
    }
  }

  @Test func theArgumentsOfALossThatIsNotNamedMayBeGiven() {
    #expect(Catalog.definitions(for: Settings()).map(\.key).contains("label_smoothing"))
    #expect(!Catalog.definitions(for: ["task": "binary"]).map(\.key).contains("label_smoothing"))
    let numbers = DataSetFacts(
      name: "line", task: .regression, features: 1, classes: [], targets: 1, trainingRows: 100,
      validationRows: 0, testRows: 0, digest: "d")
    #expect(Catalog.complete(Settings(), facts: numbers)["label_smoothing"] == nil)
    #expect(Catalog.complete(Settings(), facts: facts)["label_smoothing"] == 0)
    let given = Catalog.complete(["label_smoothing": 0], facts: numbers)
    #expect(Catalog.conflicts(in: given, facts: numbers).map(\.key) == ["label_smoothing"])
  }

  @Test func layersBetweenHiddenLayersAreNoPartOfALinearModelsIdentity() {
    let linear: Settings = ["dataset.name": "digits", "model.hidden": []]
    let idle = linear.merging(["model.normalize": "layer", "model.dropout": 0.5])
    #expect(Catalog.identity(idle, facts: facts) == linear)
    let deep: Settings = ["dataset.name": "digits", "model.dropout": 0.5]
    #expect(Catalog.identity(deep, facts: facts) == deep)
  }

  @Test func earlyStoppingNeedsAValidationSplit() {
    var facts = facts
    facts.validationRows = 0
    let complete = Catalog.complete(
      ["dataset.name": "digits", "early_stopping.patience": 3], facts: facts)
    #expect(
      Catalog.conflicts(in: complete, facts: facts).map(\.key) == ["early_stopping.patience"])
  }

  @Test func howOftenARunIsSavedIsNoPartOfItsIdentity() {
    let bare: Settings = ["dataset.name": "digits"]
    for every in [0, 0.05, 600] as [SettingValue] {
      let settings = bare.merging(["checkpoint.every": every])
      #expect(Catalog.identity(settings, facts: facts) == bare)
    }
    let stopping = bare.merging(["early_stopping.patience": 3])
    #expect(Catalog.identity(stopping, facts: facts) == stopping)
  }

  @Test func aSoundConfigurationHasNoConflict() {
    let complete = Catalog.complete(
      [
        "dataset.name": "digits", "optimizer.nesterov": true, "optimizer.momentum": 0.9,
        "schedule.name": "cosine", "schedule.warmup": 2, "batch_size": 1000,
        "gradient_clip.norm": 1, "early_stopping.patience": 5,
        "early_stopping.metric": "val/accuracy", "early_stopping.min_delta": 0.001,
      ], facts: facts)
    #expect(Catalog.conflicts(in: complete, facts: facts).isEmpty)
  }

  @Test func rangesKnowTheirEnds() {
    #expect(NumberRange.halfOpen(0, 1).contains(0))
    #expect(!NumberRange.halfOpen(0, 1).contains(1))
    #expect(!NumberRange.above(0).contains(0))
    #expect(!NumberRange.any.contains(.nan))
    #expect(!NumberRange.any.contains(.infinity))
    #expect(NumberRange.halfOpen(0, 1).description == "[0, 1)")
    #expect(NumberRange.above(0).description == "(0, ∞)")
  }
}
