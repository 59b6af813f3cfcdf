import PisteCore
import PisteExperiments
import Testing

/// W&B's sweep files, read as they are.
@Suite struct WandbTests {
  private let sweep = """
    program: train.py
    command: ["${env}", python, "${program}"]
    project: digits
    entity: me
    name: from-elsewhere
    description: A sweep file of another program.
    method: random
    run_cap: 6
    metric: {name: val/loss, goal: minimize, target: 0.01}
    early_terminate: {type: hyperband, min_iter: 3}
    parameters:
      dataset: {value: digits}
      epochs: {distribution: constant, value: 2}
      batch_size: {values: [16, 32], probabilities: [0.25, 0.75]}
      optimizer:
        parameters:
          name: {values: ["sgd", "adam"]}
          lr: {distribution: log_uniform_values, min: 1e-4, max: 1e-1}
      model:
        parameters:
          dropout: {min: 0.0, max: 0.5}
    """

  @Test func aRandomSweepIsCarriedOutAndWhatIsIdleIsNoted() throws {
    let plan = try plan(sweep)
    #expect(plan.configurations.count == 6)
    #expect(plan.objective == Objective(name: "val/loss", goal: .minimize))
    #expect(plan.configurations.allSatisfy { $0.settings["epochs"] == 2 })
    #expect(Set(plan.configurations.map { $0.settings["model.dropout"] }).count == 6)
    let notes = plan.experiment.notes
    #expect(notes.map { $0.location.line } == [1, 2, 3, 4, 9, 10])
    #expect(notes.allSatisfy { $0.code == .notHonored && !$0.hint.isEmpty })
    #expect(notes[5].description.contains("`early_terminate` is not honored"))
  }

  @Test func aGridSweepIsCarriedOut() throws {
    let plan = try plan(
      """
      program: train.py
      method: grid
      metric: {name: val/accuracy, goal: maximize}
      parameters:
        dataset: {value: digits}
        optimizer: {parameters: {name: {values: [sgd, adam]}, lr: {values: [0.1, 0.01]}}}
      """)
    #expect(grid(plan) == ["sgd 0.1", "sgd 0.01", "adam 0.1", "adam 0.01"])
    // It has no name of its own.
    #expect(plan.experiment.name == "x")
    #expect(plan.experiment.notes.map(\.location.line) == [1, 1])
  }

  @Test func aPisteFileWithoutANameStaysAFault() {
    #expect(codes("settings: {dataset: digits}") == ["1:1 missing-key"])
  }

  @Test func bayesIsNotDone() {
    #expect(
      faults(sweep.replacing("method: random", with: "method: bayes"))
        .contains("x.yaml:7:9: error: the method `bayes` is not supported by this version"))
  }

  @Test(
    arguments: [
      ("learning_rate", "optimizer.lr"), ("batch-size", "batch_size"), ("dropout", "model.dropout"),
      ("lr", "optimizer.lr"), ("hidden_size", "model.hidden"), ("num_epochs", "epochs"),
      ("weight_decay", "optimizer.weight_decay"), ("optim", "optimizer.name"),
      ("hidden", "model.hidden"), ("lr_scheduler", "schedule.name"), ("gamma", "schedule.factor"),
      ("max_grad_norm", "gradient_clip.norm"), ("Learning-Rate", "optimizer.lr"),
    ] as [(String, String)])
  func aNameThatPisteLacksIsHintedAtAndNeverRenamed(name: String, setting: String) {
    #expect(
      faults("name: x\nsettings: {dataset: digits}\nparameters: {\(name): {values: [1]}}")
        == """
        x.yaml:3:14: error: there is no setting `\(name)` [unknown-key]
          hint: did you mean `\(setting)`?
        """)
  }

  @Test func aSeedIsNoSetting() {
    #expect(
      faults("name: x\nsettings: {dataset: digits, seed: 3}")
        .contains("hint: runs take their seeds from the top-level key `seeds`"))
    #expect(
      faults("name: x\nsettings: {dataset: digits, optimizer: {learning_rate: 3}}")
        .contains("hint: did you mean `lr`?"))
  }
}
