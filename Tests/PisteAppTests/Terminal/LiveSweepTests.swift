import PisteApp
import PisteCore
import Testing

@Suite struct LiveSweepTests {
  private var sweep = LiveSweep(
    name: "x", objective: Objective(name: "val/accuracy", goal: .maximize),
    levels: ["sgd", "adam"], seeds: .init(tune: 2, evaluate: 3), total: 20)

  private func id(_ number: Int) -> RunID {
    let digits = String(number, radix: 16)
    return RunID(hex: String(repeating: "0", count: 64 - digits.count) + digits)
  }

  private func expected(
    _ run: Int, _ level: String, _ configuration: String, _ stage: Stage = .tune,
    in sweep: inout LiveSweep
  ) {
    let place = LiveSweep.Place(
      level: level, configuration: configuration, stage: stage, epochs: 4)
    sweep.expect(id(run), at: place)
  }

  private func start(_ run: Int, _ sweep: inout LiveSweep) {
    sweep.take(.started(id(run), attempt: 1, worker: "worker-1", processID: 1))
  }

  private func report(_ run: Int, _ epoch: Int, _ value: Double, _ sweep: inout LiveSweep) {
    let report = EpochReport(epoch: epoch, metrics: MetricValues(["val/accuracy": value]))
    sweep.take(.epoch(id(run), attempt: 1, report))
  }

  private func finish(
    _ run: Int, _ kind: Outcome.Kind = .completed, best: Int? = nil, in sweep: inout LiveSweep
  ) {
    let outcome = Outcome(kind, reason: kind == .failed ? "why" : nil, bestEpoch: best)
    sweep.take(.finished(id(run), attempt: 1, outcome, nil))
  }

  private func carryOut(_ run: Int, _ values: [Double], _ sweep: inout LiveSweep) {
    start(run, &sweep)
    for (index, value) in values.enumerated() { report(run, index + 1, value, &sweep) }
    finish(run, in: &sweep)
  }

  @Test func theLeaderIsTheOneThatTheSweepWouldChoose() {
    var sweep = sweep
    for run in 1...2 { expected(run, "sgd", "a", in: &sweep) }
    for run in 3...4 { expected(run, "sgd", "b", in: &sweep) }
    carryOut(1, [0.1, 0.5], &sweep)
    carryOut(2, [0.2, 0.7], &sweep)
    carryOut(3, [0.9], &sweep)
    // A better value of fewer seeds does not lead.
    var level = sweep.snapshot().levels[0]
    #expect(level.value == 0.6)
    #expect(level.basis == .mean(.tune, ended: 2, of: 2))
    #expect(level.curve == [0.2, 0.7])
    carryOut(4, [0.4, 0.8], &sweep)
    level = sweep.snapshot().levels[0]
    #expect(abs((level.value ?? 0) - 0.85) < 1e-12)
    #expect(level.curve == [0.4, 0.8])
    #expect(sweep.snapshot().levels[1] == .init("adam", value: nil, basis: .nothing))
  }

  @Test func evaluationSeedsAreToldOnceThereAreSome() {
    var sweep = sweep
    for run in 1...2 { expected(run, "sgd", "a", in: &sweep) }
    expected(3, "sgd", "b", in: &sweep)
    expected(5, "sgd", "b", .evaluate, in: &sweep)
    for run in 1...3 { carryOut(run, [0.6], &sweep) }
    carryOut(5, [0.55], &sweep)
    let level = sweep.snapshot().levels[0]
    #expect(level.value == 0.55)
    #expect(level.basis == .mean(.evaluate, ended: 1, of: 3))
  }

  @Test func aRunUnderWayIsToldWhereNoneHasEnded() {
    var sweep = sweep
    for run in 1...2 { expected(run, "adam", "c\(run)", in: &sweep) }
    for run in 1...2 { start(run, &sweep) }
    report(1, 1, 0.3, &sweep)
    report(2, 1, 0.2, &sweep)
    report(2, 2, 0.4, &sweep)
    let level = sweep.snapshot().levels[1]
    #expect(
      level == .init("adam", value: 0.4, basis: .runUnderWay(epoch: 2, of: 4), curve: [0.2, 0.4]))
    report(2, 3, .nan, &sweep)
    #expect(sweep.snapshot().levels[1].value == 0.3)
  }

  @Test func onlyRunsThatWentTheirWholeWayCount() {
    var sweep = sweep
    for run in 1...2 { expected(run, "sgd", "a", in: &sweep) }
    start(1, &sweep)
    report(1, 1, 0.99, &sweep)
    finish(1, .diverged, in: &sweep)
    #expect(sweep.snapshot().levels[0].value == nil)
    start(2, &sweep)
    for (epoch, value) in [(1, 0.5), (2, 0.8), (3, 0.6)] { report(2, epoch, value, &sweep) }
    finish(2, best: 2, in: &sweep)
    #expect(sweep.snapshot().levels[0].value == 0.8)
    #expect(sweep.snapshot().ended == [.diverged: 1, .completed: 1])
  }

  @Test func aRunThatGoesOnKeepsWhatItsEarlierAttemptsMeasured() {
    var sweep = sweep
    expected(1, "sgd", "a", in: &sweep)
    sweep.recall(id(1), values: [1: 0.7, 2: 0.9])
    start(1, &sweep)
    sweep.take(.began(id(1), attempt: 1, afterEpoch: 1, step: 10))
    report(1, 2, 0.6, &sweep)
    sweep.take(.attemptLost(id(1), attempt: 1, reason: "killed"))
    #expect(sweep.snapshot().running == 0)
    start(1, &sweep)
    sweep.take(.began(id(1), attempt: 2, afterEpoch: 2, step: 20))
    report(1, 3, 0.5, &sweep)
    finish(1, best: 1, in: &sweep)
    let level = sweep.snapshot().levels[0]
    #expect(level.value == 0.7)
    #expect(level.curve == [0.7, 0.6, 0.5])
  }

  @Test func timeLeftCountsPartsOfRunsAndWhatThisSweepDid() {
    var sweep = sweep
    for run in 1...4 { expected(run, "sgd", "a\(run)", in: &sweep) }
    start(1, &sweep)
    sweep.elapsed = 10
    #expect(sweep.snapshot().secondsLeft == nil)
    report(1, 2, 0.5, &sweep)
    // Half a run in ten seconds, nineteen and a half to go.
    #expect(sweep.snapshot().secondsLeft == 390)
    #expect(sweep.snapshot().runsPerSecond == nil)
    start(2, &sweep)
    sweep.take(.began(id(2), attempt: 1, afterEpoch: 2, step: 9))
    // What an earlier sweep did is done, but says nothing of the pace.
    #expect(sweep.snapshot().secondsLeft == 380)
    finish(1, in: &sweep)
    #expect(sweep.snapshot().runsPerSecond == 0.1)
    sweep.note = "stopping"
    #expect(sweep.snapshot().secondsLeft == nil)
  }

  @Test func theLastFailuresAreKeptAndAllAreCounted() {
    var sweep = sweep
    for run in 1...5 { finish(run, .failed, in: &sweep) }
    let snapshot = sweep.snapshot()
    #expect(snapshot.failures.map(\.run) == (3...5).map(id))
    #expect(snapshot.ended[.failed] == 5)
    #expect((snapshot.over, snapshot.waiting) == (5, 15))
  }

  @Test func aRunCountsOnceHoweverOftenItIsTold() {
    var sweep = sweep
    for run in 1...2 { expected(run, "sgd", "a", in: &sweep) }
    for _ in 1...3 { sweep.settle(id(1), value: 0.5, curve: nil) }
    sweep.settle(id(2), value: nil, curve: nil)
    #expect(sweep.snapshot().levels[0].basis == .mean(.tune, ended: 1, of: 2))
    #expect(sweep.runsWithoutCurve == [id(1)])
    sweep.addCurve([0.1, 0.5], of: id(1))
    #expect(sweep.runsWithoutCurve.isEmpty)
    #expect(sweep.snapshot().levels[0].curve == [0.1, 0.5])
  }

  @Test func withoutAComparedFactorThereIsOneBest() {
    var sweep = LiveSweep(
      name: "x", objective: Objective(name: "val/accuracy", goal: .maximize), total: 2)
    sweep.expect(id(1), at: .init(level: nil, configuration: "a", stage: .evaluate, epochs: 1))
    carryOut(1, [0.5], &sweep)
    let expected = SweepSnapshot.Level(
      nil, value: 0.5, basis: .mean(nil, ended: 1, of: 1), curve: [0.5])
    #expect(sweep.snapshot().levels == [expected])
  }
}
