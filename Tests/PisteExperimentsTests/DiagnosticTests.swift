import PisteCore
import PisteExperiments
import Testing

/// Every message as it is printed, place and hint included.
@Suite struct DiagnosticTests {
  @Test func anUnknownKeyNamesTheNearest() {
    #expect(
      faults(
        """
        name: x
        settings:
          dataset: digits
          optimizer: {momentun: 0.9}
          model.hiden: [3]
        epochs: 3
        prameters: {}
        """)
          == """
          x.yaml:4:15: error: there is no setting `optimizer.momentun` [unknown-key]
            hint: did you mean `momentum`?
          x.yaml:5:3: error: there is no setting `model.hiden` [unknown-key]
            hint: did you mean `model.hidden`?
          x.yaml:6:1: error: an experiment has no `epochs` [unknown-key]
            hint: `epochs` is a setting and belongs under `settings`
          x.yaml:7:1: error: an experiment has no `prameters` [unknown-key]
            hint: did you mean `parameters`?
          """)
  }

  @Test func aWrongTypeTellsTheRightOne() {
    #expect(
      faults(
        """
        name: x
        settings:
          dataset: {name: digits}
          epochs: ten
          batch_size: "32"
          drop_last: yes
          model: {hidden: 64, activation: []}
          optimizer.lr: [0.1]
          optimizer.momentum: 1_000
        """)
          == """
          x.yaml:4:11: error: `epochs` must be a whole number, not `ten` [wrong-type]
            hint: `piste explain epochs` says what it does; the default is 10
          x.yaml:5:15: error: `batch_size` must be a whole number, not the text "32" [wrong-type]
            hint: leave the quotes out: 32
          x.yaml:6:14: error: `drop_last` must be true or false, not `yes` [wrong-type]
            hint: write true
          x.yaml:7:19: error: `model.hidden` must be a list of whole numbers, not `64` [wrong-type]
            hint: write [64]
          x.yaml:7:35: error: `model.activation` must be the name of an activation, not a list \
          [wrong-type]
            hint: several values make an axis: `values: [...]` under `parameters`
          x.yaml:8:17: error: `optimizer.lr` must be a number, not a list [wrong-type]
            hint: several values make an axis: `values: [...]` under `parameters`
          x.yaml:9:23: error: `optimizer.momentum` must be a number, not `1_000` [wrong-type]
            hint: write 1000
          """)
  }

  @Test func aWrongElementIsPlaced() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits, model.hidden: [8, 4.5]}
        """)
          == """
          x.yaml:2:47: error: `model.hidden` must be made of whole numbers, not `4.5` [wrong-type]
            hint: `piste explain model.hidden` says what it does; the default is [128]; counted in units
          """)
  }

  @Test func aValueOutOfRangeTellsTheRange() {
    #expect(
      faults(
        """
        name: x
        settings:
          dataset: {name: digits}
          optimizer.lr: -1
          epochs: 0
          optimizer.momentum: 1
        """)
          == """
          x.yaml:4:17: error: `optimizer.lr` is -1, outside (0, ∞) [out-of-range]
            hint: `piste explain optimizer.lr` says what it does
          x.yaml:5:11: error: `epochs` is 0, outside [1, 1000000] [out-of-range]
            hint: `piste explain epochs` says what it does; the default is 10
          x.yaml:6:23: error: `optimizer.momentum` is 1, outside [0, 1) [out-of-range]
            hint: `piste explain optimizer.momentum` says what it does
          """)
  }

  @Test func anUnknownChoiceListsTheChoices() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits, model.activation: rleu, schedule.unit: day}
        """)
          == """
          x.yaml:2:47: error: `rleu` is no value of `model.activation` [unknown-choice]
            hint: did you mean `relu`? there are sigmoid, tanh, relu, leaky-relu, elu, selu, gelu, \
          gelu-tanh, silu, softplus, identity
          x.yaml:2:68: error: `day` is no value of `schedule.unit` [unknown-choice]
            hint: there are epoch, step
          """)
  }

  @Test func anEmptyAxisIsAFault() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        parameters:
          optimizer: {one_of: []}
          epochs: {values: []}
          batch_size: {}
        """)
          == """
          x.yaml:4:23: error: `one_of` of `optimizer` has no alternatives [empty-axis]
            hint: give at least one, or remove it
          x.yaml:5:20: error: the axis `epochs` has no values [empty-axis]
            hint: give at least one, or remove it
          x.yaml:6:3: error: `batch_size` has no values [empty-axis]
            hint: write `values: [...]`, or `min`, `max` and `points`
          """)
  }

  @Test func aRepeatedKeyIsPlacedAtTheSecond() {
    #expect(
      faults(
        """
        name: x
        settings:
          epochs: 1
          dataset: digits
          epochs: 2
          same: 1
          name: 2
        """)
          == """
          x.yaml:5:3: error: `epochs` is given twice [repeated-key]
            hint: the first one stands at 3:3
          """)
  }

  @Test func everyRepetitionIsTold() {
    #expect(
      faults(
        """
        settings: {epochs: 1, epochs: 2, epochs: 3}
        "a": 1
        a: 2
        """)
          == """
          x.yaml:1:23: error: `epochs` is given twice [repeated-key]
            hint: the first one stands at 1:12
          x.yaml:1:34: error: `epochs` is given twice [repeated-key]
            hint: the first one stands at 1:12
          x.yaml:3:1: error: `a` is given twice [repeated-key]
            hint: the first one stands at 2:1
          """)
  }

  @Test func aSettingReachedTwiceIsARepetition() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits, optimizer.lr: 0.1, optimizer: {lr: 0.2}}
        """)
          == """
          x.yaml:2:60: error: `optimizer.lr` is given twice [repeated-key]
            hint: the first one stands at 2:29
          """)
  }

  @Test func aTabIsPlaced() {
    #expect(
      faults(
        """
        name: x
        settings:
          dataset: digits
        \tepochs: 1
        """)
          == """
          x.yaml:4:1: error: a tab in the indentation [tab]
            hint: indent with spaces
          """)
  }

  @Test func theTestSetNeverSelects() {
    #expect(
      faults(
        """
        name: x
        metric: {name: test/accuracy}
        settings: {dataset: {name: digits}}
        """)
          == """
          x.yaml:2:16: error: `test/accuracy` is for reporting, never for selecting [test-metric]
            hint: use `val/accuracy`, or `protocol: reproduction` to repeat a published one
          """)
  }

  @Test func aMetricNeedsItsSplit() {
    #expect(
      faults(
        """
        name: x
        metric: {name: val/loss}
        settings: {dataset: {name: digits, validation: 0}}
        """)
          == """
          x.yaml:2:16: error: `val/loss` is not recorded: there is no validation split \
          [missing-metric]
            hint: set dataset.validation above 0
          """)
  }

  @Test func aRegressionHasNoAccuracy() {
    #expect(
      faults(
        """
        name: x
        metric: val/accuracy
        settings: {dataset: diabetes}
        """)
          == """
          x.yaml:2:9: error: `val/accuracy` is not recorded: diabetes is a regression \
          [missing-metric]
            hint: use `val/loss`
          """)
  }

  @Test func onlyARegressionHasARootOfSquares() throws {
    #expect(
      faults(
        """
        name: x
        metric: val/rmse
        settings: {dataset: digits}
        """)
          == """
          x.yaml:2:9: error: `val/rmse` is not recorded: digits is no regression \
          [missing-metric]
            hint: use `val/accuracy`
          """)
    let plan = try plan("name: x\nmetric: val/rmse\nsettings: {dataset: diabetes}")
    #expect(plan.objective.name == "val/rmse")
  }

  @Test func anUnknownMetricNamesTheNearest() {
    #expect(
      faults(
        """
        name: x
        metric: {name: val/acuracy, goal: up, mode: 1}
        settings: {dataset: {name: digits}}
        """)
          == """
          x.yaml:2:16: error: no run records `val/acuracy` [missing-metric]
            hint: did you mean `val/accuracy`?
          x.yaml:2:35: error: `up` is no value of `goal` [unknown-choice]
            hint: there are maximize, minimize
          x.yaml:2:39: error: `metric` has no `mode` [unknown-key]
            hint: there are name and goal
          """)
  }

  @Test func choosingNeedsAValidationSplit() {
    #expect(
      faults(
        """
        name: x
        seeds: {tune: 1, evaluate: 1}
        settings: {dataset: {name: digits, validation: 0}}
        """)
          == """
          x.yaml:3:36: error: there is no validation split to choose by [missing-metric]
            hint: set dataset.validation above 0, or `metric: train/loss`
          """)
  }

  @Test func aKeyStandsInSettingsOrInParameters() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits, optimizer.lr: 0.1}
        parameters:
          optimizer.lr: {values: [0.1]}
        """)
          == """
          x.yaml:4:3: error: `optimizer.lr` stands under `settings` and under `parameters` \
          [conflict]
            hint: the one under `settings` is in line 2; keep one of them
          """)
  }

  @Test func aCrossedAxisTheOptimizerLacksPointsToOneOf() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        parameters:
          optimizer.name: {values: [sgd, adam]}
          optimizer.momentum: {values: [0, 0.9]}
        """)
          == """
          x.yaml:5:3: error: adam has no `optimizer.momentum` [not-applicable]
            hint: `optimizer.momentum` belongs to \(ownersOfMomentum); put it into the alternatives \
          of `optimizer: \
          {one_of: [...]}` that have it
          """)
  }

  @Test func aSettingTheOptimizerLacksNamesItsOwner() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits, optimizer: {name: adam, momentum: 0.9}}
        """)
          == """
          x.yaml:2:53: error: adam has no `optimizer.momentum` [not-applicable]
            hint: `optimizer.momentum` belongs to \(ownersOfMomentum)
          """)
  }

  @Test func compareNamesAnAxis() {
    #expect(
      faults(
        """
        name: x
        compare: optimizer
        settings: {dataset: {name: digits}}
        parameters: {optimizer.lr: {values: [1, 2]}}
        """)
          == """
          x.yaml:2:1: error: `optimizer` does not vary [conflict]
            hint: the axes are optimizer.lr
          """)
  }

  @Test func aNameIsNeededAndNamesAFolder() {
    #expect(
      faults(
        """
        settings: {dataset: {name: digits}}
        """)
          == """
          x.yaml:1:1: error: the experiment has no name [missing-key]
            hint: give one, as in `name: sgd-vs-adam`; reports are filed under it
          """)
  }

  @Test func aNameCannotLeaveItsFolder() {
    #expect(
      faults(
        """
        name: ../x
        settings: {dataset: {name: digits}}
        """)
          == """
          x.yaml:1:7: error: `../x` cannot name a folder, as an experiment's name does [bad-name]
            hint: use letters, digits, `-` and `_`, at most 100
          """)
  }

  @Test func anotherMethodIsRefused() {
    #expect(
      faults(
        """
        name: x
        method: bayes
        settings: {dataset: {name: digits}}
        parameters: {optimizer.lr: {distribution: log_uniform, min: 1, max: 2}}
        """)
          == """
          x.yaml:2:9: error: the method `bayes` is not supported by this version [unsupported]
            hint: use random or sobol, with `samples`, or grid
          """)
  }

  @Test func aGridSamplesFromNoDistribution() {
    #expect(
      faults(
        """
        name: x
        method: grid
        settings: {dataset: {name: digits}}
        parameters: {optimizer.lr: {distribution: log_uniform, min: 1, max: 2}}
        """)
          == """
          x.yaml:4:29: error: `distribution` needs a method that samples, and a grid does not \
          [unsupported]
            hint: write `values: [...]`, or `min`, `max`, `points` and `scale`
          """)
  }
}
