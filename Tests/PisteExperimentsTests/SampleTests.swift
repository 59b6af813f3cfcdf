import PisteCore
import PisteExperiments
import Testing

@Suite struct SampleTests {
  static let text = """
    name: which-optimizer
    description: Is Adam worth it on a small network?
    method: grid
    metric: {name: val/accuracy, goal: maximize}   # chooses, and never reports
    compare: optimizer
    seeds: {tune: 2, evaluate: 4}
    tags: [digits]

    settings:
      dataset: {name: digits, validation: 200, normalize: min-max}
      model: {hidden: [64, 32], activation: tanh}
      epochs: 8
      batch_size: 64

    parameters:
      optimizer:
        one_of:
          - {name: sgd, lr: {values: [0.02, 0.1, 0.5]}, momentum: {values: [0, 0.8]}}
          - {name: adam, label: Adam, lr: {min: 1e-4, max: 1e-2, points: 3, scale: log}}
      schedule:
        values: [constant, {name: step, every: 2, factor: 0.5}, cosine]
      model.init: {values: [xavier-normal, orthogonal]}
    exclude: [{optimizer.name: adam, schedule.name: step}]
    """

  @Test func aWholeFileExpandsToItsCount() throws {
    let plan = try plan(Self.text)
    // 6 of SGD × 3 × 2, and 3 of Adam × 2 × 2.
    #expect(plan.configurations.count == 48)
    #expect(plan.runCount == 48 * 2 + 2 * 4)
    #expect(plan.levels == ["sgd", "Adam"])
    #expect(grid(plan).first == "sgd 0.02 0 constant xavier-normal")
    #expect(grid(plan).last == "Adam 0.01 cosine orthogonal")
    let axes = plan.manifest.axes
    #expect(
      axes.map(\.key)
        == ["optimizer", "optimizer.lr", "optimizer.momentum", "schedule", "model.init"])
    #expect(axes[1].numbers == [0.02, 0.1, 0.5, 0.0001, 0.001, 0.01])
    #expect(axes[3].values == ["constant", "step(every 2, factor 0.5)", "cosine"])
  }

  @Test func theManifestSurvivesItsJSON() throws {
    let manifest = try plan(Self.text).manifest
    let data = try CanonicalJSON.encode(manifest)
    #expect(try JSONReading.decode(ExperimentManifest.self, data) == manifest)
    #expect(manifest.sourceFile == "x.yaml")
    #expect(manifest.sourceText == Self.text)
    #expect(manifest.plannedRuns == 104)
  }

  @Test func overridesReachAxesAlternativesAndSettings() throws {
    let plan = try plan(
      Self.text,
      set: ["optimizer.lr=0.25", "schedule=cosine", "epochs=2", "model.hidden=[8]"])
    #expect(
      grid(plan) == [
        "sgd 0.25 0 cosine xavier-normal", "sgd 0.25 0 cosine orthogonal",
        "sgd 0.25 0.8 cosine xavier-normal", "sgd 0.25 0.8 cosine orthogonal",
        "Adam 0.25 cosine xavier-normal", "Adam 0.25 cosine orthogonal",
      ])
    #expect(plan.configurations[0].settings["epochs"] == 2)
    #expect(plan.configurations[0].settings["model.hidden"] == [8])
  }

  @Test func anOverriddenChoiceKeepsTheAlternativesThatMadeIt() throws {
    let plan = try plan(Self.text, set: ["optimizer.name=adam"])
    #expect(plan.levels == ["Adam"])
    #expect(plan.configurations.count == 12)
  }

  @Test func overridesAloneMakeAnExperimentOfOneRun() throws {
    let experiment = try ExperimentFile.fromOverrides(["dataset.name=digits", "optimizer=adam"])
    #expect(!experiment.hasAxes)
    let plan = try experiment.plan { _ in
      DataSetFacts(
        name: "digits", task: .classification, features: 4, classes: ["a", "b", "c"], targets: 1,
        trainingRows: 100, validationRows: 0, testRows: 0, digest: "d")
    }
    #expect(plan.runCount == 1)
    #expect(plan.objective == Objective(name: "train/loss", goal: .minimize))
    #expect(plan.initialRuns[0].settings["optimizer.beta2"] == 0.999)
  }
}
