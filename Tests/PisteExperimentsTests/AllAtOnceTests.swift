import Testing

/// Faults that have nothing to do with each other are told in one go.
@Suite struct AllAtOnceTests {
  @Test func independentFaultsHideNoOther() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: iris, validation: 0}, epochs: -2, batch_sise: 4}
        metric: {name: val/accuracy}
        compare: optimizer.nam
        parameters:
          epochs: {values: [1, 2]}
          optimizer: {one_of: [{name: adam, momentum: 0.9}, {name: sgd}]}
        """)
          == """
          x.yaml:2:58: error: `epochs` is -2, outside [1, 1000000] [out-of-range]
            hint: `piste explain epochs` says what it does; the default is 10
          x.yaml:2:62: error: there is no setting `batch_sise` [unknown-key]
            hint: did you mean `batch_size`?
          x.yaml:3:16: error: `val/accuracy` is not recorded: there is no validation split \
          [missing-metric]
            hint: set dataset.validation above 0
          x.yaml:4:1: error: there is no setting `optimizer.nam` to compare [unknown-key]
            hint: did you mean `optimizer.name`?
          x.yaml:6:3: error: `epochs` stands under `settings` and under `parameters` [conflict]
            hint: the one under `settings` is in line 2; keep one of them
          x.yaml:7:37: error: adam has no `optimizer.momentum` [not-applicable]
            hint: `optimizer.momentum` belongs to \(ownersOfMomentum); put it into the alternatives \
          of `optimizer: \
          {one_of: [...]}` that have it
          """)
  }

  @Test func aKeyInBothIsToldOnceAnAxisThoughNothingCanBeRead() {
    #expect(
      codes(
        """
        name: x
        settings: {dataset: digits, optimizer: {lr: -1, momentum: 0}, batch_size: 8}
        parameters:
          optimizer:
            one_of:
              - {name: sgd, lr: {values: [-1, 0.1]}, momentum: {values: [0.5, 0.9]}}
              - {name: adam, lr: {values: [0.1, 0.2, x]}}
          batch_size: {values: []}
        """) == [
          "2:45 out-of-range", "2:49 not-applicable", "6:21 conflict", "6:35 out-of-range",
          "6:46 conflict", "7:46 wrong-type", "8:3 conflict", "8:24 empty-axis",
        ])
  }

  @Test func twoAxesOfOneSettingAreToldThoughNeitherCanBeRead() {
    #expect(
      codes(
        experiment(
          """
          parameters:
            optimizer.lr: {values: [-1]}
            optimizer: {one_of: [{name: sgd, lr: -1}, {name: adam, lr: 0.1, lr: 0.2}]}
          """)) == ["5:67 repeated-key"])
    #expect(
      codes(
        experiment(
          """
          parameters:
            optimizer.lr: {values: [-1]}
            optimizer: {one_of: [{name: sgd, lr: -1}, {name: adam, beta1: 2, optimizer.beta1: 0}]}
            model: {one_of: [{hidden: [-1], init: zeros, init.name: {values: [ones]}}]}
          """, settings: "dataset: digits, epochs: 0, model.bias_init: x")) == [
          "2:37 out-of-range", "2:57 wrong-type", "4:27 out-of-range", "5:36 repeated-key",
          "5:40 out-of-range", "5:65 out-of-range", "5:68 unknown-key", "6:30 out-of-range",
          "6:48 repeated-key", "6:69 unknown-choice",
        ])
  }

  @Test func aSettingGivenTwiceIsToldThoughTheFirstCannotBeRead() {
    #expect(
      codes("name: x\nsettings: {dataset: digits, optimizer.lr: -1, optimizer: {lr: 0.2}}")
        == ["2:43 out-of-range", "2:59 repeated-key"])
  }

  @Test func aMetricIsJudgedThoughTheDataCannotBeRead() {
    #expect(
      codes(
        experiment("metric: test/accuracy", settings: "dataset: {name: digits, limit: -1}"))
        == ["2:43 out-of-range", "3:9 test-metric"])
    #expect(
      codes(
        experiment(
          "metric: val/loss", settings: "dataset: {name: digits, validation: 0, normalize: x}"))
        == ["2:62 unknown-choice", "3:9 missing-metric"])
    #expect(
      codes(experiment("metric: val/los", settings: "dataset: dgits"))
        == ["2:21 unknown-choice", "3:9 missing-metric"])
  }

  @Test func whatDependsOnABrokenValueIsNotTold() {
    #expect(
      codes(experiment("", settings: "dataset: digits, schedule.warmup: 20, epochs: -30"))
        == ["2:58 out-of-range"])
    #expect(
      codes(
        experiment("", settings: "dataset: digits, optimizer: {momentum: x, nesterov: true}"))
        == ["2:51 wrong-type"])
    #expect(
      codes(experiment("compare: optimizer\nparameters: {optimzer: {values: [sgd, adam]}}"))
        == ["4:14 unknown-key"])
    #expect(
      codes(experiment("parameters: {optimizer: {one_of: [{name: sgd, lr: -1}, {name: sgd}]}}"))
        == ["3:51 out-of-range"])
  }

  @Test func anInclusionThatCannotBeReadIsNotHeldAgainstTheGrid() {
    #expect(
      codes(experiment("include: [{epochs: 0}]\nparameters: {batch_size: {values: [8, 9]}}"))
        == ["3:20 out-of-range"])
  }

  @Test func aConflictIsToldBesideABrokenValueOfItsGroup() {
    #expect(
      codes(experiment("", settings: "dataset: digits, optimizer: {lr: -1, nesterov: true}"))
        == ["2:45 out-of-range", "2:49 conflict"])
  }

  @Test func everyFaultOfARangeIsTold() {
    #expect(
      codes(
        experiment(
          "parameters: {optimizer.lr: {min: x, max: -1, points: 1.5, scale: cubic}}"))
        == ["3:34 wrong-type", "3:42 out-of-range", "3:54 wrong-type", "3:66 unknown-choice"])
    #expect(
      codes(experiment("parameters: {optimizer.lr: {min: 2, max: 1, points: 1}}"))
        == ["3:29 out-of-range", "3:53 out-of-range"])
    #expect(
      codes(experiment("seeds: [1.5, -1, x, 2, 2]"))
        == ["3:9 wrong-type", "3:14 out-of-range", "3:18 wrong-type", "3:24 conflict"])
    #expect(
      codes(experiment("zip: [[epochz, lr]]\nparameters: {epochs: {values: [1, 2]}}"))
        == ["3:8 unknown-key", "3:16 unknown-key"])
  }

  @Test func excludingEverythingIsAFaultUnderOverridesToo() {
    let text = experiment(
      "exclude: [{optimizer.name: adam}]\nparameters: {optimizer: {values: [sgd, adam]}}")
    #expect(faults(text) == "")
    #expect(
      faults(text, set: ["optimizer=adam"]) == """
        x.yaml:3:1: error: `exclude` leaves no configuration [empty-axis]
          hint: remove a pattern, or add a key to one so that it matches less
        """)
  }

  @Test func anExclusionWithoutEffectIsToldBesideABrokenValue() {
    let parameters = "parameters: {optimizer.lr: {values: [0.1, 0.2]}}"
    #expect(
      codes(
        experiment(
          "exclude: [{optimizer.lr: 5}]\n" + parameters, settings: "dataset: digits, epochs: x"))
        == ["2:37 wrong-type", "3:11 no-effect"])
    #expect(
      codes(
        experiment(
          "exclude: [{epochs: 5}]\n" + parameters, settings: "dataset: digits, epochs: x"))
        == ["2:37 wrong-type"])
  }
}
