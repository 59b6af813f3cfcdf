import Testing

/// Every fault says what would help; `faults` demands it of each fault of every other test too.
@Suite struct HintTests {
  @Test(
    arguments: [
      "seeds: 2.5", "seeds: [2.5]", "seeds: [-1]", "seeds: 99999999", "seeds: {tune: 0}",
      "parameters: {optimizer.lr: {min: 1, max: 2, points: 3, scale: cubic}}",
      "parameters: {optimizer.lr: {min: 2, max: 1, points: 3}}",
      "parameters: {optimizer.lr: {min: 1, max: 1, points: 3}}",
      "parameters: {optimizer.lr: {min: 1}}",
      "parameters: {optimizer.lr: {min: 1, max: 2, points: x}}",
      "parameters: {optimizer: {one_of: 3}}", "parameters: {model: {one_of: [3]}}",
      "parameters: {optimizer: {one_of: [{name: sgd, label: []}]}}",
      "parameters: {optimizer: 3}", "parameters: {model: 3}", "parameters: {values: [1]}",
      "zip: [[epochs, epochs]]\nparameters: {epochs: {values: [1, 2]}}", "zip: [[a, b]]",
      "name: []", "goal: 3", "metric: {goal: x}", "metric: []", "protocol: []", "artifacts: []",
      "compare: nothing.like.it", "compare: epochs", "include: [{}]", "exclude: [3]",
      "settings: {model: 3}", "settings: {optimizer: {q: 1}}", "settings: {task: []}",
      "settings: {model.init: {name: uniform, low: 1, high: 0}, dataset: digits}",
      "settings: {schedule: {name: multi-step, milestones: [3, 3]}, dataset: digits}",
      "[a]: 1", "? {a: 1}\n: 1", "&a a: *a", "a: !x 1", "%x", "a: 'b", "a: @", "- a\nb: 1",
      "a: |\n\tb", "a:\n\t b: 1", "\u{1}", "a: >-3\n b",
    ])
  func everyFaultHasAHint(_ line: String) {
    let settings = line.hasPrefix("settings") ? "" : "settings: {dataset: digits}\n"
    let name = line.hasPrefix("name") ? "" : "name: x\n"
    #expect(faults(name + settings + line) != "")
  }

  @Test func deepNestingAndEmptinessHaveHints() {
    let deep = """
      error: lists or mappings stand in one another too deeply [syntax]
        hint: an experiment needs a few levels; a bracket may not be closed
      """
    #expect(faults("name: " + String(repeating: "[", count: 100_000)).hasSuffix(deep))
    #expect(faults("a: " + String(repeating: "{a: ", count: 5_000)).hasSuffix(deep))
    #expect(faults("").contains("the file is empty"))
    #expect(faults("~").contains("the file is empty"))
    #expect(faults("---\n").contains("the file is empty"))
  }

  @Test func aLargeWholeNumberIsPrintedWhole() {
    #expect(
      faults(experiment("", settings: "dataset: digits, epochs: 999999999"))
        .contains("`epochs` is 999999999, outside [1, 1000000]"))
    #expect(
      faults(experiment("", settings: "dataset: {name: digits, split_seed: -1}"))
        .contains("outside [0, 9007199254740991]"))
  }

  @Test func aHintNamesWhatIsWrongAndNothingElse() {
    func hint(_ optimizer: String) -> String {
      faults(experiment("", settings: "dataset: digits, optimizer: {\(optimizer)}"))
        .split(separator: "\n").last.map(String.init) ?? ""
    }
    #expect(
      hint("nesterov: true, momentum: 0.9, dampening: 0.1")
        == "  hint: leave optimizer.dampening out, or leave optimizer.nesterov out")
    #expect(
      hint("nesterov: true")
        == "  hint: set optimizer.momentum, as to 0.9, or leave optimizer.nesterov out")
  }

  @Test func aFunctionIsNotToldToHoldRowsOut() {
    let plateau = faults(
      experiment("", settings: "dataset: rosenbrock, schedule: reduce-on-plateau"))
    #expect(plateau.contains("a function has no validation rows: set schedule.metric: train/loss"))
    let stopping = faults(
      experiment("", settings: "dataset: rosenbrock, early_stopping.patience: 3"))
    #expect(stopping.contains("a function has no validation rows: leave early_stopping out"))
    #expect(!(plateau + stopping).contains("dataset.validation"))
  }

  @Test func aSettingWithoutMeaningIsToldOnce() {
    #expect(
      codes(experiment("", settings: "dataset: digits, loss: hinge, label_smoothing: 0.1"))
        == ["2:42 not-applicable"])
  }
}
