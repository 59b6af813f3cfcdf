import Testing

/// Every message as it is printed, place and hint included.
@Suite struct GridDiagnosticTests {
  @Test func nothingIsIgnored() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        where: 3
        programme: train.py
        protocol: free
        artifacts: some
        tags: 3
        """)
          == """
          x.yaml:3:8: error: a constraint is true or false, and this is a number [wrong-type]
            hint: compare it with something, as in `< 50`
          x.yaml:4:1: error: an experiment has no `programme` [unknown-key]
            hint: there are name, description, method, samples, metric, compare, seeds, \
          settings, parameters, zip, include, exclude, where, constants, extends, run_cap, timeout, \
          on_failure, artifacts, protocol, tags
          x.yaml:5:11: error: `free` is no value of `protocol` [unknown-choice]
            hint: there is reproduction
          x.yaml:6:12: error: `some` is no value of `artifacts` [unknown-choice]
            hint: there are all, final, none
          x.yaml:7:7: error: `tags` must be a list of words, not `3` [wrong-type]
            hint: as in [baseline, paper]
          """)
  }

  @Test func aBatchFitsTheTrainingRows() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits, batch_size: 900}
        """)
          == """
          x.yaml:2:29: error: a batch of 900 is larger than the 700 training rows [out-of-range]
            hint: at most 700 for this data set and split
          """)
  }

  @Test func patternsMustDoSomething() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        exclude: [{optimizer.lr: 0.5}]
        include: [{optimizer.lr: 0.1}]
        parameters: {optimizer.lr: {values: [0.1, 0.2]}}
        """)
          == """
          x.yaml:3:11: error: this pattern of `exclude` matches no configuration [no-effect]
            hint: every key of it must match at once
          x.yaml:4:11: error: the grid has this configuration already [no-effect]
            hint: remove it from `include`
          """)
  }

  @Test func theSameConfigurationTwiceIsAConflict() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        parameters: {optimizer.lr: {values: [0.1, 1e-1]}}
        """)
          == """
          x.yaml:3:43: error: configuration 2 is configuration 1 again [conflict]
            hint: two values mean the same; keep one of them
          """)
  }

  @Test func seedsThatChooseDoNotReport() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        seeds: {tune: 3, evaluate: [3, 4]}
        """)
          == """
          x.yaml:3:28: error: seed 3 both chooses and reports [conflict]
            hint: use other seeds for evaluate, or `protocol: reproduction`
          """)
  }

  @Test func seedsCountOnceAndAreWhole() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        seeds: [1, 1, -2]
        """)
          == """
          x.yaml:3:12: error: seed 1 is given twice [conflict]
            hint: a seed counts once
          x.yaml:3:15: error: seed -2 is outside [0, 9007199254740991] [out-of-range]
            hint: as in [1, 2, 3]
          """)
  }

  @Test func noSeedsAreNoRuns() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        seeds: 0
        """)
          == """
          x.yaml:3:8: error: no seeds, so no runs [empty-axis]
            hint: give at least 1
          """)
  }

  @Test func tuningAloneReportsNothing() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        seeds: {tune: 3, eval: 2}
        """)
          == """
          x.yaml:3:1: error: `seeds` lacks `evaluate`, whose results are reported [missing-key]
            hint: as in {tune: 3, evaluate: 5}
          x.yaml:3:18: error: `seeds` has no `eval` [unknown-key]
            hint: there are tune and evaluate
          """)
  }

  @Test func anAxisIsSpelledOut() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        parameters:
          optimizer.lr: [0.1, 0.2]
          epochs: 3
          batch_size: {min: 1, max: 4}
          drop_last: {min: 0, max: 1, points: 2}
          model.init: {valeus: [normal]}
        """)
          == """
          x.yaml:4:17: error: `optimizer.lr` under `parameters` must be an axis, not a list \
          [wrong-type]
            hint: write {values: [...]}
          x.yaml:5:11: error: `epochs` under `parameters` must be an axis, not `3` [wrong-type]
            hint: one value for all runs belongs under `settings`
          x.yaml:6:3: error: `batch_size` has `min` and `max`, but not how many `points` \
          [missing-key]
            hint: as in {min: 1e-4, max: 1e-1, points: 4, scale: log}
          x.yaml:7:3: error: `drop_last` is not a number, so it has no `min` and `max` [wrong-type]
            hint: write values: [...]
          x.yaml:8:16: error: there is no setting `model.init.valeus` [unknown-key]
            hint: did you mean `values`?
          """)
  }

  @Test func aRangeMustMakeSense() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        parameters:
          epochs: {min: 1, max: 4, points: 3}
          optimizer.lr: {min: 1, max: 0.1, points: 3}
          batch_size: {min: 1, max: 8, points: 1}
          optimizer.momentum: {min: 0, max: 0.5, points: 2, scale: log}
        """)
          == """
          x.yaml:4:36: error: 3 points from 1 to 4 are not all whole, and `epochs` needs whole \
          numbers [wrong-type]
            hint: write values: [...]
          x.yaml:5:18: error: `min` of `optimizer.lr` is not below `max` [out-of-range]
            hint: swap them
          x.yaml:6:40: error: `points` is 1, outside [2, 10000] [out-of-range]
            hint: both ends are points
          x.yaml:7:29: error: a logarithmic axis needs `min` above 0 [out-of-range]
            hint: write scale: linear
          """)
  }

  @Test func zippedAxesAreEquallyLong() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        zip: [[epochs, batch_size], [optimizer.lr, epochz]]
        parameters:
          epochs: {values: [1, 2]}
          batch_size: {values: [1, 2, 3]}
          optimizer.lr: {values: [0.1, 0.2]}
        """)
          == """
          x.yaml:3:7: error: axes of different lengths cannot be zipped: epochs has 2, batch_size \
          has 3 [conflict]
            hint: give each as many values
          x.yaml:3:44: error: `epochz` in `zip` is no axis [unknown-key]
            hint: did you mean `epochs`?
          """)
  }

  @Test func alternativesAreCheckedOneByOne() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: {name: digits}}
        parameters:
          optimizer:
            one_of:
              - {name: sgd, label: a, lr: {values: []}}
              - {name: adam, label: a, momentum: 0.1}
          schedule: {values: [{name: step, every: {values: [1, 2]}}]}
        """)
          == """
          x.yaml:6:44: error: the axis `optimizer.lr` has no values [empty-axis]
            hint: give at least one, or remove it
          x.yaml:7:22: error: two alternatives of `optimizer` bear the label `a` [conflict]
            hint: a label names one level
          x.yaml:7:32: error: adam has no `optimizer.momentum` [not-applicable]
            hint: `optimizer.momentum` belongs to \(ownersOfMomentum); put it into the alternatives \
          of `optimizer: \
          {one_of: [...]}` that have it
          x.yaml:8:36: error: an element of `values` cannot have an axis of its own [conflict]
            hint: write `one_of` instead of `values`
          """)
  }

  @Test func whatADataSetNeedsIsAskedFor() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: csv, schedule: multi-step}
        """)
          == """
          x.yaml:2:12: error: csv needs `dataset.path` [missing-key]
            hint: The file. A relative path counts from the experiment file.
          x.yaml:2:26: error: multi-step needs `schedule.milestones` [missing-key]
            hint: Where the rate is multiplied, each larger than the one before.
          """)
  }

  @Test func aDataSetIsNeeded() {
    #expect(
      faults(
        """
        name: x
        settings: {epochs: 2}
        """)
          == """
          x.yaml:2:1: error: no data set is chosen [missing-key]
            hint: give dataset.name under settings; there are fashion-mnist, digits, iris, wine, \
          breast-cancer, diabetes, spirals, moons, xor, linear-regression, teacher-student, \
          quadratic, quadratic-deep, rosenbrock, csv, idx
          """)
  }

  @Test func valuesThatCannotStandTogether() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits, optimizer: {nesterov: true}}
        """)
          == """
          x.yaml:2:41: error: Nesterov's form needs momentum above 0 and dampening 0 [conflict]
            hint: set optimizer.momentum, as to 0.9, or leave optimizer.nesterov out
          """)
  }

  @Test func batchNormalizationNeedsMoreThanOneRow() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits, batch_size: 1, model: {normalize: batch}}
        """)
          == """
          x.yaml:2:52: error: batch normalization cannot normalize over a batch of 1 row [conflict]
            hint: set batch_size to 2 or more, or use model.normalize: layer
          """)
  }

  @Test func theArgumentOfALossThatTheDataDoNotUseIsTold() {
    #expect(faults("name: x\nsettings: {dataset: digits, label_smoothing: 0.1}") == "")
    #expect(
      faults(
        """
        name: x
        settings: {dataset: diabetes, label_smoothing: 0.1}
        """)
          == """
          x.yaml:2:31: error: square has no label_smoothing [conflict]
            hint: it belongs to cross-entropy
          """)
  }
}
