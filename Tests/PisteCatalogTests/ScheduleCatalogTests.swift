import PisteCatalog
import PisteCore
import Testing

@Suite struct ScheduleCatalogTests {
  private func facts(_ task: LearningTask = .classification, validation: Int = 100) -> DataSetFacts
  {
    DataSetFacts(
      name: "digits", task: task, features: 64,
      classes: task == .regression ? [] : (0..<10).map(String.init), targets: 1,
      trainingRows: 1000, validationRows: validation, testRows: 300, digest: "d")
  }

  private func conflicts(_ settings: Settings, _ facts: DataSetFacts? = nil) -> [String] {
    Catalog.conflicts(in: Catalog.complete(settings, facts: facts), facts: facts).map(\.key)
  }

  @Test(
    arguments: [
      (["schedule.name": "one-cycle", "epochs": 3], "schedule.pct_start"),
      (["schedule.name": "one-cycle", "schedule.warmup": 8], "schedule.pct_start"),
      (
        [
          "schedule.name": "one-cycle", "schedule.three_phase": true, "schedule.pct_start": 0.6,
        ], "schedule.pct_start"
      ),
      (["schedule.name": "one-cycle", "schedule.base_momentum": 0.96], "schedule.base_momentum"),
      (["schedule.name": "cyclical", "schedule.cycle_momentum": true], "schedule.cycle_momentum"),
      (["schedule.name": "warmup-stable-decay", "epochs": 5], "schedule.decay"),
      (["model.init.name": "pytorch", "model.bias_init": 1], "model.bias_init"),
      (["model.bias_rule": "uniform", "model.bias_init": 1], "model.bias_init"),
      (["model.init.name": "lsuv", "model.normalize": "batch"], "model.init.name"),
    ] as [(Settings, String)])
  func whatCannotStandTogetherIsToldWithAHint(settings: Settings, key: String) {
    #expect(conflicts(settings) == [key])
    let complete = Catalog.complete(settings, facts: nil)
    for conflict in Catalog.conflicts(in: complete, facts: nil) {
      #expect(conflict.error.hint != nil)
    }
  }

  @Test func whatFitsTogetherIsNoConflict() {
    for settings in [
      ["schedule.name": "one-cycle", "epochs": 4],
      ["schedule.name": "one-cycle", "epochs": 1, "schedule.unit": "step"],
      ["schedule.name": "one-cycle", "optimizer.name": "adam", "schedule.cycle_momentum": true],
      ["schedule.name": "warmup-stable-decay", "epochs": 6],
      ["model.init.name": "pytorch", "model.bias_rule": "constant", "model.bias_init": 1],
      ["model.init.name": "lsuv", "model.normalize": "none"],
    ] as [Settings] {
      #expect(conflicts(settings) == [], "\(settings)")
    }
  }

  @Test func aPlateauNeedsAMetricThatIsMeasured() {
    let plateau: Settings = ["schedule.name": "reduce-on-plateau"]
    let accuracy = plateau.merging(["schedule.metric": "val/accuracy"])
    #expect(conflicts(plateau, facts()) == [])
    #expect(conflicts(plateau, facts(validation: 0)) == ["schedule.metric"])
    #expect(
      conflicts(plateau.merging(["schedule.metric": "train/loss"]), facts(validation: 0)) == [])
    #expect(conflicts(accuracy, facts()) == [])
    #expect(conflicts(accuracy, facts(.regression)) == ["schedule.metric"])
  }

  @Test func aPlateauSaysThatItHasSeenTheValidationSet() {
    #expect(ScheduleName.reduceOnPlateau.entry.summary.contains("has seen the validation set"))
    let plateau: Settings = ["schedule.name": "reduce-on-plateau"]
    func sees(_ settings: Settings) -> Bool {
      ScheduleName.seesValidation(in: Catalog.complete(settings, facts: nil))
    }
    #expect(sees(plateau))
    #expect(!sees(plateau.merging(["schedule.metric": "train/loss"])))
    #expect(!sees(["schedule.name": "cosine"]))
  }

  @Test func writingOutWhatFollowsChangesNoIdentity() {
    func identity(_ settings: Settings) -> Settings {
      Catalog.identity(settings.merging(["dataset.name": "digits"]), facts: facts())
    }
    for (short, long) in [
      ([:], ["model.bias_rule": "constant"]),
      (["model.init.name": "pytorch"], ["model.bias_rule": "uniform"]),
      (["model.init.name": "pytorch"], ["model.bias_init": 0.5]),
      (["schedule.name": "one-cycle"], ["schedule.cycle_momentum": false]),
      (["schedule.name": "one-cycle"], ["schedule.max_momentum": 0.9]),
      (
        ["schedule.name": "one-cycle", "optimizer.name": "adam"],
        ["schedule.cycle_momentum": true]
      ),
      (["schedule.name": "cyclical"], ["schedule.step_size_down": 5, "schedule.factor": 0.9]),
      (["schedule.name": "reduce-on-plateau"], ["schedule.unit": "step"]),
    ] as [(Settings, Settings)] {
      #expect(identity(short) == identity(short.merging(long)), "\(long)")
    }
    #expect(identity(["model.bias_rule": "uniform"]) != identity([:]))
    let moved: Settings = ["schedule.name": "one-cycle", "optimizer.name": "adam"]
    #expect(identity(moved) != identity(moved.merging(["schedule.max_momentum": 0.9])))
    #expect(identity(moved) != identity(moved.merging(["schedule.cycle_momentum": false])))
  }

  @Test func theUnitStandsInEveryRunsSettings() {
    for name in ScheduleName.allCases {
      let complete = Catalog.complete(["schedule.name": .text(name.rawValue)], facts: facts())
      #expect(complete["schedule.unit"] == "epoch")
    }
  }
}
