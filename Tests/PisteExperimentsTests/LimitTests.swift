import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

@Suite struct LimitTests {
  private func read(_ lines: String) throws -> Experiment {
    try plan(experiment(lines)).experiment
  }

  @Test func aFileWithoutLimitsHasNone() throws {
    let experiment = try read("")
    #expect(experiment.timeouts == RunTimeouts())
    #expect(experiment.onFailure == .continue)
    #expect(experiment.runCap == nil)
  }

  @Test func limitsAreDurationsAndCounts() throws {
    #expect(try read("timeout: 10m").timeouts == RunTimeouts(run: .seconds(600)))
    #expect(try read("timeout: 2.5").timeouts == RunTimeouts(run: .milliseconds(2500)))
    #expect(
      try read("timeout: {run: 1h30m, silence: 90s}").timeouts
        == RunTimeouts(run: .seconds(5400), silence: .seconds(90)))
    #expect(try read("on_failure: continue").onFailure == .continue)
    #expect(try read("on_failure: stop").onFailure == .stop)
    #expect(try read("on_failure: {stop_after: 3}").onFailure == .stopAfter(3))
    #expect(try read("run_cap: 1K").runCap == 1000)
  }

  @Test func aPolicySaysHowManyFailuresItBears() throws {
    #expect([FailurePolicy.continue, .stop, .stopAfter(3)].map(\.limit) == [nil, 1, 3])
    for policy in [FailurePolicy.continue, .stop, .stopAfter(3)] {
      let json = try CanonicalJSON.encode(["policy": policy])
      #expect(try JSONReading.decode([String: FailurePolicy].self, json) == ["policy": policy])
    }
    let text = String(
      decoding: try CanonicalJSON.encode(["a": FailurePolicy.stop, "b": .stopAfter(2)]),
      as: UTF8.self)
    #expect(text == #"{"a":"stop","b":{"stop_after":2}}"#)
  }

  @Test func limitsMakeNoOtherRuns() throws {
    let limits = "timeout: {run: 1s, silence: 1s}\non_failure: stop\nrun_cap: 1\n"
    #expect(
      try plan(experiment(limits)).initialRuns.map(\.id)
        == plan(experiment("")).initialRuns.map(\.id))
  }

  @Test func aLimitThatIsNoneIsTold() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits}
        timeout: {run: 0, silence: 5K, silent: 3s}
        on_failure: {stop_after: 0, stopp_after: 1}
        run_cap: 10m
        """)
          == """
          x.yaml:3:16: error: `timeout.run` is 0, and no time is left [out-of-range]
            hint: leave it out for no limit
          x.yaml:3:28: error: `timeout.silence` is a duration, and `5K` is a count [wrong-unit]
            hint: as in 90s, 10m or 1h30m; a plain number counts seconds
          x.yaml:3:32: error: `timeout` has no `silent` [unknown-key]
            hint: did you mean `silence`?
          x.yaml:4:26: error: `stop_after` is 0, outside [1, 1000000] [out-of-range]
            hint: it counts failed runs, as in {stop_after: 3}
          x.yaml:4:29: error: `on_failure` has no `stopp_after` [unknown-key]
            hint: did you mean `stop_after`?
          x.yaml:5:10: error: `run_cap` is a count, and `10m` is a duration [wrong-unit]
            hint: it counts configurations, each with all its seeds, as in run_cap: 20
          """)
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits}
        timeout: soon
        on_failure: halt
        run_cap: 0
        """)
          == """
          x.yaml:3:10: error: `timeout` must be a duration, not `soon` [wrong-type]
            hint: as in 90s, 10m or 1h30m; a plain number counts seconds
          x.yaml:4:13: error: `halt` is no value of `on_failure` [unknown-choice]
            hint: there are continue, stop and {stop_after: n}
          x.yaml:5:10: error: `run_cap` is 0, outside [1, 1000000] [out-of-range]
            hint: it counts configurations, each with all its seeds, as in run_cap: 20
          """)
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits}
        timeout: 10M
        on_failure: []
        run_cap: many
        """)
          == """
          x.yaml:3:10: error: `timeout` is a duration, and `10M` is a count [wrong-unit]
            hint: minutes are written `m`: 10m
          x.yaml:4:13: error: `on_failure` must be a word or a mapping, not a list [wrong-type]
            hint: there are continue, stop and {stop_after: n}
          x.yaml:5:10: error: `run_cap` must be a whole number, not `many` [wrong-type]
            hint: it counts configurations, each with all its seeds, as in run_cap: 20
          """)
    #expect(
      codes(experiment("timeout: {}\non_failure: {}")) == ["3:10 missing-key", "4:13 missing-key"])
    #expect(codes(experiment("timeout: 11000d")) == ["3:10 out-of-range"])
  }

  // MARK: The cap

  private let axes = "parameters: {optimizer: {values: [sgd, adam]}, epochs: {values: [1, 2, 3]}}"

  @Test func theCapKeepsTheFirstConfigurationsWithAllTheirSeeds() throws {
    let plan = try plan(experiment("seeds: 2\nrun_cap: 4\n" + axes))
    #expect(grid(plan) == ["sgd 1", "sgd 2", "sgd 3", "adam 1"])
    #expect(plan.runCount == 8)
    #expect(plan.beyondCap == 2)
    #expect(plan.manifest.beyondCap == 2)
  }

  @Test func aCapAboveTheGridChangesNothing() throws {
    let plan = try plan(experiment("run_cap: 100\n" + axes))
    #expect(plan.configurations.count == 6)
    #expect(plan.beyondCap == 0)
    #expect(plan.manifest.beyondCap == nil)
  }

  @Test func aCapMayNotCutAComparedLevelAway() {
    #expect(
      faults(experiment("run_cap: 3\ncompare: optimizer\n" + axes)) == """
        x.yaml:3:1: error: `run_cap` leaves no configuration of `adam`, which is to be compared \
        [conflict]
          hint: its first is number 4 of 6: raise the cap, shorten some axes, or put the compared \
        axis last
        """)
  }

  @Test func faultsBehindTheCapAreToldAllTheSame() {
    #expect(
      codes(experiment("run_cap: 1\nparameters: {batch_size: {values: [1, 900]}}"))
        == ["4:39 out-of-range"])
  }
}
