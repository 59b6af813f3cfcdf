import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

@Suite struct ExtendsTests {
  /// Reads `files[0]`; the others are what it may extend.
  private func read(
    _ files: KeyValuePairs<String, String>, set overrides: [String] = []
  ) throws -> Experiment {
    let texts = Dictionary(
      files.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    let first = try #require(files.first)
    return try ExperimentFile.parse(first.value, file: first.key, overrides: overrides) {
      path throws(SpecError) in
      guard let text = texts[path] else {
        throw SpecError(.missingFile, "there is no such file", hint: "")
      }
      return text
    }
  }

  private func plan(
    _ files: KeyValuePairs<String, String>, set overrides: [String] = []
  ) throws -> Plan {
    try read(files, set: overrides).plan(facts: ExperimentsFacts.facts)
  }

  private func faults(_ files: KeyValuePairs<String, String>) -> String {
    do {
      _ = try plan(files)
      return ""
    } catch let errors as SpecErrors {
      for fault in errors.faults { #expect(fault.hint?.isEmpty == false, "no hint: \(fault)") }
      return errors.description
    } catch {
      return "no fault but trouble: \(error)"
    }
  }

  private static let base = """
    name: base
    description: the base
    metric: {name: val/loss, goal: minimize}
    seeds: {tune: 2, evaluate: 3}
    tags: [a, b]
    settings:
      dataset: {name: digits}
      optimizer: {name: sgd, momentum: 0.9}
      epochs: 5
    parameters:
      optimizer.lr: {values: [0.1, 0.2]}
      batch_size: {values: [8, 16, 32]}
    exclude: [{batch_size: 32}]
    """

  @Test func theFileWinsKeyByKey() throws {
    let plan = try plan([
      "x.yaml": """
      name: x
      extends: base.yaml
      seeds: {tune: 1}
      tags: [c]
      settings:
        optimizer.momentum: 0.5
        epochs: 7
      parameters:
        batch_size: {values: [64]}
        optimizer.nesterov: {values: [true, false]}
      exclude: []
      """, "base.yaml": Self.base,
    ])
    #expect(plan.experiment.name == "x")
    #expect(plan.experiment.description == "the base")
    #expect(plan.experiment.tags == ["c"])
    #expect(plan.experiment.seeds == SeedPlan(tune: [1], evaluate: [1001, 1002, 1003]))
    #expect(plan.objective == Objective(name: "val/loss", goal: .minimize))
    // Axes keep the places that the extended file gives them; new ones follow.
    #expect(grid(plan) == ["0.1 64 true", "0.1 64 false", "0.2 64 true", "0.2 64 false"])
    #expect(plan.configurations[0].settings["epochs"] == 7)
    #expect(plan.configurations[0].settings["optimizer.momentum"] == 0.5)
    #expect(plan.configurations[0].settings["optimizer.name"] == "sgd")
  }

  @Test func aBareWordTakesTheWholeGroupsPlace() throws {
    let plan = try plan([
      "x.yaml": "name: x\nextends: base.yaml\nsettings: {optimizer: adam}\n",
      "base.yaml": Self.base,
    ])
    #expect(plan.configurations[0].settings["optimizer.momentum"] == nil)
    #expect(plan.configurations.count == 4)
  }

  @Test func anAxisTakesTheFixedSettingsPlaceAndTheOtherWayRound() throws {
    let plan = try plan([
      "x.yaml": """
      name: x
      extends: base.yaml
      settings: {batch_size: 4}
      parameters:
        optimizer: {one_of: [{name: sgd, momentum: {values: [0, 0.5]}}, {name: adam}]}
        epochs: {values: [1, 2]}
      exclude: ~
      """, "base.yaml": Self.base,
    ])
    #expect(
      grid(plan).prefix(3) == ["0.1 sgd 0 1", "0.1 sgd 0 2", "0.1 sgd 0.5 1"])
    #expect(plan.configurations.count == 2 * 3 * 2)
  }

  @Test func nothingTakesAway() throws {
    let plan = try plan([
      "x.yaml": """
      name: x
      extends: base.yaml
      description:
      exclude: ~
      settings: {optimizer: {momentum: ~}}
      parameters: {batch_size: ~}
      """, "base.yaml": Self.base,
    ])
    #expect(grid(plan) == ["0.1", "0.2"])
    #expect(plan.experiment.description == "")
    #expect(plan.configurations[0].settings["optimizer.momentum"] == 0)
    // Where there is nothing to take away, nothing is still no number.
    #expect(
      faults([
        "x.yaml": "name: x\nextends: base.yaml\nsettings: {batch_size: , optimizer.dampening: ~}",
        "base.yaml": "settings: {dataset: digits}",
      ]) == """
        x.yaml:3:24: error: `batch_size` must be a whole number, not nothing [wrong-type]
          hint: `piste explain batch_size` says what it does; the default is 32; counted in examples
        x.yaml:3:47: error: `optimizer.dampening` must be a number, not nothing [wrong-type]
          hint: `piste explain optimizer.dampening` says what it does; the default is 0
        """)
  }

  @Test func aChainCountsFromEachFilesOwnFolder() throws {
    let experiment = try read([
      "deep/x.yaml": "name: x\nextends: ../lib/a.yaml\nsettings: {dataset.validation: 10}",
      "deep/../lib/a.yaml": "extends: more/b.yaml\nsettings: {epochs: 3}",
      "deep/../lib/more/b.yaml": "settings: {dataset: {name: csv, path: data/t.csv}, epochs: 1}",
    ])
    // The worker looks from the folder of the file that was named.
    #expect(experiment.baseDirectory == "deep")
    #expect(experiment.settings["dataset.path"] == "../lib/more/data/t.csv")
    #expect(experiment.settings["epochs"] == 3)
  }

  @Test func aPathOfTheFileItselfAndAnAbsoluteOneStay() throws {
    let base = "settings: {dataset: {name: csv, path: /abs/t.csv}}"
    let experiment = try read([
      "x.yaml": "name: x\nextends: lib/b.yaml", "lib/b.yaml": base,
    ])
    #expect(experiment.settings["dataset.path"] == "/abs/t.csv")
    let own = try read([
      "x.yaml": "name: x\nextends: lib/b.yaml\nsettings: {dataset.path: t.csv}", "lib/b.yaml": base,
    ])
    #expect(own.settings["dataset.path"] == "t.csv")
    let axis = try read([
      "x.yaml": "name: x\nextends: lib/b.yaml",
      "lib/b.yaml":
        "settings: {dataset: csv}\nparameters: {dataset.path: {values: [a.csv, b.csv]}}",
    ])
    var asked: Set<String> = []
    _ = try axis.plan { settings in
      asked.insert(settings["dataset.path"]?.text ?? "")
      return ExperimentsFacts.facts([
        "dataset.name": "csv", "dataset.validation": .number(Double(asked.count)),
      ])
    }
    #expect(asked == ["lib/a.csv", "lib/b.csv"])
  }

  @Test func theRecordHoldsEveryText() throws {
    let experiment = try read([
      "x.yaml": "name: x\nextends: a.yaml", "a.yaml": "extends: sub/b.yaml\n",
      "sub/b.yaml": "settings: {dataset: digits}\n",
    ])
    #expect(
      experiment.sourceText == """
        name: x
        extends: a.yaml
        --- # a.yaml
        extends: sub/b.yaml
        --- # b.yaml
        settings: {dataset: digits}

        """)
    #expect(experiment.sourceFile == "x.yaml")
  }

  @Test func constantsAreOverriddenBeforeTheyArePutIn() throws {
    let plan = try plan(
      [
        "x.yaml":
          "name: x\nextends: b.yaml\nconstants: {n: 3, k: \"${m}\"}\nsettings: {batch_size: \"${k}\"}",
        "b.yaml": "constants: {n: 1, m: 9}\nsettings: {dataset: digits, epochs: \"${n}\"}",
      ], set: ["constants.m=5"])
    #expect(plan.configurations[0].settings["epochs"] == 3)
    #expect(plan.configurations[0].settings["batch_size"] == 5)
  }

  @Test func faultsStandInTheFileThatHasThem() {
    #expect(
      faults([
        "x.yaml":
          "extends: b.yaml\nsettings: {optimizer.lr: -1}\nparameters: {optimizer.name: {values: [sgd]}}",
        "b.yaml": """
        name: b
        wher: x
        where: epochs < x
        settings: {dataset: digits, epochs: many}
        parameters: {optimizer: {one_of: [{name: sgd}]}}
        """,
      ]) == """
        b.yaml:2:1: error: an experiment has no `wher` [unknown-key]
          hint: did you mean `where`?
        b.yaml:3:17: error: there is no setting `x` [unknown-key]
          hint: did you mean `optimizer.d`?
        b.yaml:4:37: error: `epochs` must be a whole number, not `many` [wrong-type]
          hint: `piste explain epochs` says what it does; the default is 10
        x.yaml:1:1: error: the experiment has no name [missing-key]
          hint: give one, as in `name: sgd-vs-adam`; reports are filed under it
        x.yaml:2:26: error: `optimizer.lr` is -1, outside (0, ∞) [out-of-range]
          hint: `piste explain optimizer.lr` says what it does
        x.yaml:3:14: error: `optimizer.name` is given by two axes [repeated-key]
          hint: the first one stands at b.yaml:5:36
        """)
  }

  @Test func aFileThatCannotBeExtendedIsToldWithTheOtherFaults() {
    #expect(
      faults([
        "d/x.yaml":
          "name: x\nextends: base.yaml\nsettings: {epochs: 0, optimizer.beta1: 0.5}\ncompare: optimizer"
      ]) == """
        d/x.yaml:2:10: error: `extends`: there is no such file [missing-file]
          hint: the path counts from this file's folder, which makes it d/base.yaml
        d/x.yaml:3:20: error: `epochs` is 0, outside [1, 1000000] [out-of-range]
          hint: `piste explain epochs` says what it does; the default is 10
        """)
    #expect(
      faults(["x.yaml": "name: x\nextends: [a]"]) == """
        x.yaml:2:10: error: `extends` must name a file, not a list [wrong-type]
          hint: as in extends: base.yaml
        """)
    #expect(
      faults(["x.yaml": "name: x\nextends: ${a}\nconstants: {a: b.yaml}"]) == """
        x.yaml:2:10: error: `extends` cannot hold a reference: constants are read after it [unsupported]
          hint: write the file's name out
        """)
    #expect(
      faults(["x.yaml": "name: x\nextends: a.yaml", "a.yaml": "# nothing\n"]) == """
        a.yaml:1:1: error: the file is empty [missing-key]
          hint: there is nothing to extend
        """)
    #expect(
      faults(["x.yaml": "name: x\nextends: a.yaml", "a.yaml": "[1]"]) == """
        a.yaml:1:1: error: an experiment is a mapping of keys, not a list [wrong-type]
          hint: it begins as in `name: sgd-vs-adam`
        """)
  }

  @Test func syntaxOfAnExtendedFileComesAloneAndInItsPlace() {
    #expect(
      faults(["x.yaml": "name: x\nextends: a.yaml\nepochs: 3", "a.yaml": "a: 1\n\tb: 2"]) == """
        a.yaml:2:1: error: a tab in the indentation [tab]
          hint: indent with spaces
        """)
  }

  @Test func filesThatExtendEachOtherAreTold() {
    #expect(
      faults([
        "x.yaml": "name: x\nextends: sub/a.yaml", "sub/a.yaml": "extends: ../x.yaml",
      ]) == """
        sub/a.yaml:1:10: error: files that extend each other: x.yaml → a.yaml → x.yaml [conflict]
          hint: one of them must stand on its own
        """)
    #expect(
      faults(["x.yaml": "name: x\nextends: ./x.yaml"]).contains("x.yaml → x.yaml [conflict]"))
  }

  @Test func aChainHasAnEnd() throws {
    var last = ""
    let experiment = try? ExperimentFile.parse("name: x\nextends: 0.yaml", file: "x.yaml") {
      path throws(SpecError) in
      let number = Int(path.prefix { $0 != "." }) ?? 0
      return "extends: \(number + 1).yaml"
    }
    last = experiment?.faults.first?.description ?? ""
    #expect(last.contains("more than 16 files extend one another [too-large]"))
  }

  @Test func aRealFileIsFoundBesideIt() throws {
    let folder = try TemporaryDirectory()
    _ = try folder.write("settings: {dataset: digits, epochs: 3}", to: "lib/base.yaml")
    let path = try folder.write("name: x\nextends: lib/base.yaml", to: "x.yaml")
    let experiment = try ExperimentFile.load(path: path)
    #expect(experiment.settings["epochs"] == 3)
  }
}
