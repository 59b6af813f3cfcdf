import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

/// Experiments on functions whose form is known.
@Suite struct FunctionExperimentTests {
  @Test func theFunctionItselfSelects() throws {
    let plan = try plan(
      """
      name: x
      compare: optimizer.name
      seeds: {tune: 1, evaluate: 2}
      settings: {dataset: {name: quadratic, spectrum: [1, 0.5, 1e-3], noise: 0.1}}
      parameters:
        optimizer.name: {values: [sgd, adam]}
        optimizer.lr: {values: [0.1, 0.01]}
      """)
    #expect(plan.objective == Objective(name: "train/loss", goal: .minimize))
    #expect(plan.configurations.count == 4)
    #expect(plan.configurations[0].settings["dataset.spectrum"] == [1, 0.5, 0.001])
    #expect(plan.configurations[0].settings["loss"] == "objective")
  }

  @Test func aMetricOfTheFunctionIsAllowed() throws {
    let plan = try plan(
      """
      name: x
      metric: {name: train/loss, goal: minimize}
      settings: {dataset: rosenbrock}
      parameters: {optimizer.lr: {values: [1e-4, 1e-3]}}
      """)
    #expect(plan.objective.name == "train/loss")
  }

  @Test(arguments: ["val/loss", "val/accuracy", "train/accuracy"])
  func whatAFunctionDoesNotRecordIsTold(metric: String) {
    let text = faults(
      """
      name: x
      metric: \(metric)
      settings: {dataset: rosenbrock}
      """)
    #expect(text.hasPrefix("x.yaml:2:9: error: `\(metric)` is not recorded: "))
    #expect(text.hasSuffix("hint: use `train/loss`, which is the function itself"))
    #expect(text.split(separator: "\n").count == 2)
  }

  @Test func theTestRowsNeverSelectHereEither() {
    #expect(
      codes("name: x\nmetric: test/loss\nsettings: {dataset: quadratic-deep}")
        == ["2:9 test-metric"])
  }

  @Test func aNetworksSettingsHaveNoPlaceInIt() {
    #expect(
      faults(
        """
        name: x
        settings:
          dataset: {name: quadratic, validation: 0.2, normalize: min-max}
          model: {hidden: [64], activation: relu}
        """)
          == """
          x.yaml:3:30: error: dataset.validation would do nothing: a function has nothing to \
          validate on; it is chosen by train/loss [conflict]
            hint: leave dataset.validation out
          x.yaml:3:47: error: dataset.normalize would do nothing: the rows of a function are not \
          scaled [conflict]
            hint: leave dataset.normalize out
          x.yaml:4:11: error: model.hidden would do nothing: quadratic is a function, which has \
          no network [conflict]
            hint: leave model.hidden out
          """)
  }

  @Test func aListOfNumbersIsReadByItsElements() throws {
    #expect(
      faults("name: x\nsettings: {dataset: {name: quadratic, spectrum: [1, -0.5, two]}}") == """
        x.yaml:2:53: error: `dataset.spectrum` is -0.5, outside [0, ∞) [out-of-range]
          hint: `piste explain dataset.spectrum` says what it does; the default is []
        x.yaml:2:59: error: `dataset.spectrum` must be made of numbers, not `two` [wrong-type]
          hint: `piste explain dataset.spectrum` says what it does; the default is []
        """)
    #expect(
      faults("name: x\nsettings: {dataset: {name: quadratic, spectrum: 1.5}}") == """
        x.yaml:2:49: error: `dataset.spectrum` must be a list of numbers, not `1.5` [wrong-type]
          hint: write [1.5]
        """)
    let plan = try plan(
      """
      name: x
      settings: {dataset.name: quadratic}
      parameters: {dataset.spectrum: {values: [[1, 0.1], [1, 1e-2]]}}
      """)
    #expect(plan.configurations.map { $0.settings["dataset.spectrum"] } == [[1, 0.1], [1, 0.01]])
  }
}
