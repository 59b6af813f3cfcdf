import GRDB
import PisteCore
import PisteExperiments
import PisteStore
import Testing

@Suite struct QueryTests {
  private let sandbox: StoreSandbox
  private let store: RunStore

  init() throws {
    sandbox = try StoreSandbox()
    store = try sandbox.store([Sample.run(1, id: 0x12), Sample.run(2, id: 0x13), Sample.run(3)])
  }

  @Test func experimentsAreListedLatestFirstWithTheirCounts() throws {
    try store.start(0x12)
    try store.finish(0x12)
    try store.start(3)
    try store.finish(3, .failed)
    try store.enqueue(Sample.experiment("other"), [Sample.run(1, id: 0x12)])
    let list = try store.experiments()
    #expect(list.map(\.name) == ["other", "sample"])
    #expect(list[1].counts == [.completed: 1, .queued: 1, .failed: 1])
    #expect((list[1].total, list[1].done) == (3, 1))
    #expect(list[0].lastSweep == "2026-01-01T00:00:08.000Z")
    #expect(list[0].objective == Objective(name: "val/accuracy", goal: .maximize))
    #expect(try store.experimentNames() == ["other", "sample"])
    #expect(try store.objective(of: "sample") == list[1].objective)
  }

  // More runs than one thread reads at a time.
  @Test func aLongPlanIsReadInItsOrder() throws {
    let sandbox = try StoreSandbox()
    let store = try sandbox.store((1...2100).map { Sample.run($0) })
    let measured = [1, 1024, 1025, 2048, 2100]
    for number in measured.reversed() {
      try store.start(number)
      let report = Sample.report(1, loss: Double(number))
      try store.record([.epoch(Sample.id(number), attempt: 1, report)])
    }
    #expect(try store.runs(of: "sample").map(\.number) == Array(1...2100))
    #expect(
      try store.lastValues(of: "sample", metric: Metric.trainLoss)
        == Dictionary(uniqueKeysWithValues: measured.map { ($0, Double($0)) }))
    let curves = try store.curves(of: "sample")
    #expect(curves.map(\.run) == measured.map { Sample.id($0) })
    #expect(curves.map { $0.values[Metric.trainLoss] } == measured.map { [Double($0)] })
  }

  @Test func aRunIsFoundByTheBeginningOfItsId() throws {
    #expect(try store.run(matching: "0003").run == Sample.id(3))
    #expect(try store.run(matching: Sample.id(3).hex.uppercased()).number == 3)
    let error = storeError { _ = try store.run(matching: "001") }
    #expect(error?.code == .ambiguous)
    #expect(error?.candidates == [Sample.id(0x12), Sample.id(0x13)])
    #expect(error?.hint == "give more digits: 0012aaaaaa, 0013aaaaaa")
    for prefix in ["0004", "", "xyz", "%", Sample.id(3).hex + "0"] {
      #expect(storeError { _ = try store.run(matching: prefix) }?.code == .noSuchRun)
    }
  }

  @Test func anUnknownExperimentIsToldWithTheNearestName() throws {
    for query in [
      { _ = try store.runs(of: "simple") }, { _ = try store.experiment(named: "simple") },
      { _ = try store.environment(of: "simple") }, { _ = try store.environments(of: "simple") },
      { _ = try store.curves(of: "simple") },
      { _ = try store.objective(of: "simple") },
      { _ = try store.lastValues(of: "simple", metric: "val/loss") },
      { try store.forEachValue(of: "simple") { _ in } },
    ] {
      let error = storeError(query)
      #expect(error?.code == .noSuchExperiment)
      #expect(error?.hint == "did you mean sample?")
    }
  }

  @Test func theExperimentComesBackAsItWasEnqueued() throws {
    #expect(try store.experiment(named: "sample") == Sample.experiment("sample"))
    #expect(try store.environment(of: "sample") == Sample.environment)
  }

  @Test func aManifestSurvivesTheStore() throws {
    let manifest = ExperimentManifest(
      name: "sample", description: "", objective: Sample.experiment("sample").objective,
      compare: "optimizer.name", levels: ["sgd"],
      axes: [ManifestAxis(key: "optimizer.lr", values: ["0.1"], numbers: [0.1])], seedsTune: [],
      seedsEvaluate: [1, .max], sourceFile: "sample.yaml", sourceText: "name: sample\n",
      datasets: [],
      configurations: [
        ManifestConfiguration(
          number: 1, id: "c0ffee", level: "sgd", coordinates: ["optimizer.lr": "0.1"])
      ], plannedRuns: 2)
    try store.enqueue(ExperimentRecord(manifest), [Sample.run(1)])
    #expect(try store.experiment(named: "sample").manifest() == manifest)
    #expect(try store.experiment(named: "sample").description == nil)
    let error = storeError { _ = try Sample.experiment("sample").manifest() }
    #expect(error?.code == .corrupt)
  }

  @Test func environmentsAreThoseWhereRunsWereDone() throws {
    #expect(try store.environments(of: "sample").isEmpty)
    try store.start(3)
    try store.finish(3)
    var elsewhere = Sample.environment
    elsewhere.host = "dale"
    _ = try store.enqueue(
      experiment: Sample.experiment("sample"), runs: [Sample.run(3)], environment: elsewhere,
      retryFailed: false)
    #expect(try store.environments(of: "sample").map(\.host) == ["hill"])
    #expect(try store.environment(of: "sample").host == "dale")
  }

  @Test func resultsAreThoseOfTheLastEpoch() throws {
    try store.start(0x12)
    try store.start(0x13)
    var partial = Sample.report(2)
    partial.metrics[Metric.validationAccuracy] = nil
    try store.record([
      .epoch(Sample.id(0x12), attempt: 1, Sample.report(1, accuracy: 0.5)),
      .epoch(Sample.id(0x12), attempt: 1, Sample.report(2, accuracy: 0.625)),
      .epoch(Sample.id(0x13), attempt: 1, Sample.report(1)),
      .epoch(Sample.id(0x13), attempt: 1, partial),
    ])
    try store.finish(0x12)
    let ids = [0x12, 0x13, 3, 4].map { Sample.id($0) }
    #expect(
      try store.results(of: ids, metric: Metric.validationAccuracy) == [
        ids[0]: RunResult(status: .completed, value: 0.625),
        ids[1]: RunResult(status: .running, value: nil),
        ids[2]: RunResult(status: .queued, value: nil),
      ])
    #expect(try store.results(of: ids, metric: "nonsense")[ids[0]]?.value == nil)
  }

  @Test func resultsAreThoseOfTheEpochThatEarlyStoppingRestored() throws {
    let runs = [0x12, 0x13, 3]
    let outcomes = [
      Outcome(.stopped, epoch: 3, cause: .patience, bestEpoch: 2), Outcome(.stopped, epoch: 3),
      Outcome(.completed, epoch: 3, bestEpoch: 1),
    ]
    for (run, outcome) in zip(runs, outcomes) {
      try store.start(run)
      try store.record(
        [0.25, 0.75, 0.5].enumerated().map { place, accuracy in
          .epoch(Sample.id(run), attempt: 1, Sample.report(place + 1, accuracy: accuracy))
        } + [.finished(Sample.id(run), attempt: 1, outcome, Sample.summary)])
    }
    let ids = runs.map { Sample.id($0) }
    #expect(
      try store.results(of: ids, metric: Metric.validationAccuracy) == [
        ids[0]: RunResult(status: .stopped, value: 0.75, isWhole: true),
        ids[1]: RunResult(status: .stopped, value: 0.5, isWhole: false),
        ids[2]: RunResult(status: .completed, value: 0.25, isWhole: true),
      ])
    #expect(try store.run(matching: ids[0].hex).outcome == outcomes[0])
  }

  @Test func aRunKnowsWhereItWasCarriedOut() throws {
    #expect(try store.environment(of: Sample.id(3)) == nil)
    try store.start(3)
    #expect(try store.environment(of: Sample.id(3)) == Sample.environment)
  }

  @Test func curvesAreColumnsWithGapsAsNaN() throws {
    try store.start(3)
    var first = Sample.report(1, loss: 0.5)
    first.metrics[Metric.learningRate] = nil
    var second = Sample.report(2, loss: .infinity)
    second.metrics[Metric.learningRate] = 0.1
    var third = Sample.report(3, loss: 0.25)
    third.metrics[Metric.validationAccuracy] = nil
    try store.record([first, second, third].map { .epoch(Sample.id(3), attempt: 1, $0) })
    let curves = try store.curves(of: "sample")
    #expect(curves.map(\.run) == [Sample.id(3)])
    #expect(curves[0].epochs == [1, 2, 3])
    let shown = curves[0].values.mapValues { $0.map { $0.isNaN ? -1 : $0 } }
    #expect(
      shown == [
        Metric.trainLoss: [0.5, -1, 0.25], Metric.validationAccuracy: [0.75, 0.75, -1],
        Metric.learningRate: [-1, 0.1, -1],
      ])
    let some = try store.curves(of: "sample", metrics: [Metric.trainLoss])
    #expect(some[0].values.keys.sorted() == [Metric.trainLoss])
    #expect(some[0].epochs == [1, 2, 3])
  }

  @Test func valuesComeInAnOrderThatHistoryCannotChange() throws {
    for run in [3, 0x12] { try store.start(run) }
    var report = Sample.report(1)
    report.steps = [2, 1].map {
      StepReport(step: $0, metrics: MetricValues([Metric.trainLoss: Double($0)]))
    }
    try store.record([
      .epoch(Sample.id(3), attempt: 1, Sample.report(2)),
      .epoch(Sample.id(3), attempt: 1, report),
      .epoch(Sample.id(0x12), attempt: 1, Sample.report(1)),
    ])
    var lines: [String] = []
    try store.forEachValue(of: "sample") { value in
      lines.append("\(value.number) \(value.epoch) \(value.step ?? 0) \(value.metric)")
    }
    #expect(
      lines == [
        "1 1 0 train/loss", "1 1 0 val/accuracy", "3 1 0 train/loss", "3 1 0 val/accuracy",
        "3 1 1 train/loss", "3 1 2 train/loss", "3 2 0 train/loss", "3 2 0 val/accuracy",
      ])
    #expect(try store.steps(of: Sample.id(3)).map(\.step) == [1, 2])
  }

  @Test func whatTheReaderOfValuesThrowsIsPassedOn() throws {
    struct Enough: Error {}
    try store.start(3)
    try store.record([.epoch(Sample.id(3), attempt: 1, Sample.report(1))])
    #expect(throws: Enough.self) {
      try store.forEachValue(of: "sample") { _ in throw Enough() }
    }
  }

  @Test func momentsSurviveTheirText() throws {
    let text = "2026-01-31T09:05:00.250Z"
    let date = try #require(StoreTime.date(text))
    #expect(StoreTime.text(date) == text)
    #expect(StoreTime.date("yesterday") == nil)
  }
}
