import PisteCore
import PisteExperiments
import PisteStore
import Testing

@Suite struct ProgressTests {
  private let sandbox: StoreSandbox
  private let store: RunStore

  init() throws {
    sandbox = try StoreSandbox()
    store = try sandbox.store([
      Sample.run(1, stage: .tune), Sample.run(2), Sample.run(3, level: "adam"),
    ])
  }

  @Test func theOutlineIsWhatTheManifestSays() throws {
    let manifest = ExperimentManifest(
      name: "other", description: "", objective: Sample.experiment("other").objective,
      compare: "optimizer.name", levels: ["b", "a \"quoted\""], axes: [], seedsTune: [1, 2],
      seedsEvaluate: [3, 4, 5], sourceFile: "other.yaml", sourceText: "", datasets: [],
      configurations: [], plannedRuns: 12)
    try store.enqueue(ExperimentRecord(manifest), [Sample.run(1)])
    let outline = try store.outline(of: "other")
    #expect(outline.levels == ["b", "a \"quoted\""])
    #expect((outline.tuningSeeds, outline.evaluationSeeds) == (2, 3))
    #expect(outline.plannedRuns == 12)
    #expect(try store.outline(of: "sample").levels == [])
    #expect(storeError { _ = try store.outline(of: "nothing") }?.code == .noSuchExperiment)
  }

  @Test func endingsComeInTheirOrderAndSinceAMoment() throws {
    try store.start(3)
    try store.record([.epoch(Sample.id(3), attempt: 1, Sample.report(1, accuracy: 0.5))])
    try store.record([.epoch(Sample.id(3), attempt: 1, Sample.report(2, accuracy: 0.75))])
    try store.finish(3)
    try store.start(1)
    try store.record([
      .finished(Sample.id(1), attempt: 1, Outcome(.failed, reason: "why"), nil)
    ])
    let endings = try store.endings(of: "sample")
    #expect(endings.map(\.run) == [Sample.id(3), Sample.id(1)])
    #expect(endings.map(\.value) == [0.75, nil])
    #expect(endings.map(\.isWhole) == [true, false])
    #expect(endings.map(\.level) == ["adam", "sgd"])
    #expect(endings.map(\.stage) == [.evaluate, .tune])
    #expect(endings.map(\.reason) == [nil, "why"])
    let last = try #require(endings.last)
    #expect(try store.endings(of: "sample", since: last.finishedAt) == [last])
    let tally = try store.tally(of: "sample", since: last.finishedAt)
    #expect(tally.ended == 1)
    #expect(tally.failures.map(\.run) == [Sample.id(1)])
    #expect(tally.failures.first?.reason == "why")
  }

  @Test func aRunUnderWayIsToldWithItsEpochOnceForEachExperiment() throws {
    #expect(try store.runsUnderWay().isEmpty)
    try store.enqueue(Sample.experiment("other"), [Sample.run(7, id: 2, level: "x")])
    try store.start(2)
    #expect(try store.runsUnderWay().map(\.epoch) == [0, 0])
    try store.record([.epoch(Sample.id(2), attempt: 1, Sample.report(1, accuracy: 0.5))])
    let all = try store.runsUnderWay()
    #expect(all.map(\.experiment) == ["other", "sample"])
    let own = try #require(try store.runsUnderWay(in: "sample").first)
    #expect((own.run, own.epoch, own.value) == (Sample.id(2), 1, 0.5))
    #expect((own.level, own.worker, own.stage) == ("sgd", "worker-1", .evaluate))
    #expect(own.startedAt != nil)
    try store.finish(2)
    #expect(try store.runsUnderWay().isEmpty)
  }

  @Test func theCurveOfOneMetricIsReadAlone() throws {
    try store.start(2)
    for (epoch, value) in [(1, 0.5), (2, Double.nan)] {
      try store.record([
        .epoch(Sample.id(2), attempt: 1, Sample.report(epoch, accuracy: value))
      ])
    }
    let curve = try store.curve(of: Sample.id(2), metric: Metric.validationAccuracy)
    #expect(curve.map(\.epoch) == [1, 2])
    #expect(curve[0].value == 0.5 && curve[1].value.isNaN)
    #expect(try store.curve(of: Sample.id(2), metric: "nothing").isEmpty)
  }
}
