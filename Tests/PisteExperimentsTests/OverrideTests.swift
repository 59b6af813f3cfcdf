import PisteCore
import PisteExperiments
import Testing

@Suite struct OverrideTests {
  private let text = "name: x\nsettings: {dataset: digits}\n"

  @Test func faultsInOverridesArePlacedByTheirNumber() {
    #expect(
      faults(
        text,
        set: ["epochs=three", "optimizer.lrr=1", "batch_size", "seeds=3", "model.hidden=[64,.5]"])
          == """
          --set:1:8: error: `epochs` must be a whole number, not `three` [wrong-type]
            hint: `piste explain epochs` says what it does; the default is 10
          --set:2:1: error: there is no setting `optimizer.lrr` [unknown-key]
            hint: did you mean `optimizer.lr`?
          --set:3:1: error: `batch_size` is not of the form key=value [syntax]
            hint: as in optimizer.lr=0.1
          --set:4:1: error: `seeds` is no setting, and only settings can be overridden [unknown-key]
            hint: use --seeds N
          --set:5:18: error: `model.hidden` must be made of whole numbers, not `.5` [wrong-type]
            hint: `piste explain model.hidden` says what it does; the default is [128]; counted in units
          """)
    #expect(faults(text, set: ["model.hidden=[64"]).hasPrefix("--set:1:14: error: "))
  }

  @Test func aLaterOverrideWins() throws {
    let plan = try plan(text, set: ["epochs=3", "epochs=4", "optimizer={name: adam, beta1: 0.8}"])
    #expect(plan.experiment.settings["epochs"] == 4)
    #expect(plan.configurations[0].settings["optimizer.beta1"] == 0.8)
  }

  @Test func anOverriddenAxisIsNoAxisAnyMore() throws {
    let text = text + "parameters: {epochs: {values: [1, 2]}}\n"
    let experiment = try ExperimentFile.parse(text, file: "x.yaml", overrides: ["epochs=5"])
    #expect(!experiment.hasAxes)
    #expect(try plan(text, set: ["epochs=5"]).configurations.count == 1)
  }

  @Test func aSettingTheAlternativesLackIsStillAFault() {
    let text = text + "parameters: {optimizer: {values: [sgd, adam]}}\n"
    #expect(
      faults(text, set: ["optimizer.momentum=0.5"])
        .hasPrefix("--set:1:1: error: adam has no `optimizer.momentum` [not-applicable]"))
  }
}
