import PisteCore
import PisteExperiments
import Testing

@Suite struct GridTests {
  @Test func theLastAxisIsFastestAndSeedsAreFastestOfAll() throws {
    let plan = try plan(
      experiment(
        """
        seeds: 2
        parameters:
          optimizer.lr: {values: [0.1, 3e-2]}
          batch_size: {values: [16, 32]}
        """))
    #expect(grid(plan) == ["0.1 16", "0.1 32", "0.03 16", "0.03 32"])
    let runs = plan.initialRuns
    #expect(runs.map(\.number) == Array(1...8))
    #expect(runs.map(\.seed) == [1, 2, 1, 2, 1, 2, 1, 2])
    #expect(runs[2].settings["batch_size"] == 32)
  }

  @Test func alternativesBringTheirOwnAxes() throws {
    let plan = try plan(
      experiment(
        """
        compare: optimizer
        parameters:
          optimizer:
            one_of:
              - {name: sgd, label: heavy ball, momentum: 0.9, lr: {values: [0.1, 0.3]}}
              - {name: sgd, lr: {values: [0.2]}}
              - adam
          model: {init: {values: [orthogonal, {name: normal, std: 0.1}]}}
        """))
    #expect(
      grid(plan) == [
        "heavy ball 0.1 orthogonal", "heavy ball 0.1 normal(std 0.1)", "heavy ball 0.3 orthogonal",
        "heavy ball 0.3 normal(std 0.1)", "sgd 0.2 orthogonal", "sgd 0.2 normal(std 0.1)",
        "adam orthogonal", "adam normal(std 0.1)",
      ])
    #expect(plan.levels == ["heavy ball", "sgd", "adam"])
    #expect(plan.configurations[0].settings["optimizer.momentum"] == 0.9)
    #expect(plan.configurations[4].settings["optimizer.momentum"] == 0)
    #expect(plan.configurations[7].settings["optimizer.beta1"] == 0.9)
  }

  @Test func levelsOfAScheduleAreReadable() throws {
    let plan = try plan(
      experiment(
        """
        compare: schedule
        parameters:
          schedule: {values: [constant, {name: step, every: 4, factor: 0.2}, cosine]}
        """))
    #expect(plan.levels == ["constant", "step(every 4, factor 0.2)", "cosine"])
  }

  @Test func nestedAndDottedKeysMeanTheSame() throws {
    let nested = try plan(
      """
      name: x
      settings: {dataset: {name: digits}, model: {hidden: [8, 4], init: {name: normal, std: 0.1}}}
      parameters: {optimizer: {lr: {values: [0.1]}, momentum: {values: [0.5]}}}
      """)
    let dotted = try plan(
      """
      name: y
      settings:
        model.init.std: 0.1
        model.init.name: normal
        model.hidden: [8, 4]
        dataset: digits
      parameters: {optimizer.lr: {values: [1e-1]}, optimizer.momentum: {values: [.5]}}
      """)
    #expect(nested.initialRuns.map(\.id) == dotted.initialRuns.map(\.id))
  }

  @Test func rangesKeepTheirEndsExactAndRoundBetween() throws {
    let plan = try plan(
      experiment(
        """
        parameters:
          optimizer.lr: {min: 0.001, max: 1, points: 4, scale: log}
          batch_size: {min: 16, max: 64, points: 3, scale: log}
          optimizer.momentum: {min: 0.1, max: 0.9, points: 5}
        """))
    let axes = plan.manifest.axes
    #expect(axes[0].numbers == [0.001, 0.01, 0.1, 1])
    #expect(axes[1].numbers == [16, 32, 64])
    #expect(axes[2].numbers == [0.1, 0.3, 0.5, 0.7, 0.9])
    #expect(plan.configurations.count == 60)
  }

  @Test func zippedAxesWalkTogether() throws {
    let plan = try plan(
      experiment(
        """
        parameters:
          batch_size: {values: [16, 32]}
          epochs: {values: [1, 2]}
          optimizer.lr: {values: [0.1, 0.2]}
        zip: [[batch_size, optimizer.lr]]
        """))
    #expect(grid(plan) == ["16 0.1 1", "16 0.1 2", "32 0.2 1", "32 0.2 2"])
  }

  @Test func excludeDropsWhatMatchesEveryKey() throws {
    let plan = try plan(
      experiment(
        """
        parameters:
          optimizer: {one_of: [{name: sgd, label: plain}, {name: adam}]}
          schedule: {values: [constant, {name: step, every: 3}, {name: step, every: 5}]}
        exclude:
          - {optimizer.name: adam, schedule: {name: step}}
          - {optimizer: plain, schedule.every: 5}
        """))
    #expect(grid(plan) == ["plain constant", "plain step(every 3)", "adam constant"])
  }

  @Test func includeAddsToWhatAgreesOrAppendsAPoint() throws {
    let plan = try plan(
      experiment(
        """
        parameters:
          optimizer.lr: {values: [0.1, 0.2]}
          batch_size: {values: [16, 32]}
        include:
          - {optimizer.lr: 0.2, epochs: 3}
          - {optimizer.lr: 0.5, batch_size: 8}
        """))
    #expect(grid(plan) == ["0.1 16", "0.1 32", "0.2 16 3", "0.2 32 3", "0.5 8"])
    #expect(plan.configurations.map { $0.settings["epochs"]?.integer } == [10, 10, 3, 3, 10])
  }

  @Test func wordsOfARangeDoNotJoinAListOfValues() {
    #expect(
      faults(experiment("parameters: {optimizer.lr: {values: [0.1], scale: log}}"))
        .contains("`optimizer.lr` is given by values and by scale at once [conflict]"))
  }

  @Test func aGroupWithoutAnyChoiceMayVaryToo() throws {
    let plan = try plan(
      experiment(
        """
        compare: model
        parameters:
          model: {one_of: [{hidden: [3], activation: tanh}, {hidden: [4], label: wide}]}
        """))
    #expect(plan.levels == ["hidden [3], activation tanh", "wide"])
  }

  @Test func labelsNameTheGroupAndNamesTheSetting() throws {
    let text = """
      parameters:
        optimizer: {one_of: [{name: sgd, label: A}, {name: sgd, momentum: 0.9, label: B}]}
      """
    #expect(try plan(experiment("compare: optimizer\n" + text)).levels == ["A", "B"])
    #expect(try plan(experiment("compare: optimizer.name\n" + text)).levels == ["sgd"])
  }

  @Test func aSingleValueIsNoAxis() throws {
    let text = experiment("parameters: {epochs: {value: 3}, schedule: {value: cosine}}")
    let experiment = try ExperimentFile.parse(text, file: "x.yaml")
    #expect(!experiment.hasAxes)
    #expect(experiment.settings["epochs"] == 3)
    #expect(experiment.settings["schedule.name"] == "cosine")
  }
}
