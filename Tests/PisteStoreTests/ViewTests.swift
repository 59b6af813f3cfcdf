import GRDB
import PisteCore
import PisteExperiments
import PisteStore
import Testing

@Suite struct ViewTests {
  private let sandbox: StoreSandbox

  init() throws { sandbox = try StoreSandbox() }

  @Test func theViewsHaveJustTheColumnsPromised() throws {
    let store = try sandbox.write()
    let columns = { (view: String) in
      try store.rows("SELECT name FROM pragma_table_info('\(view)')").joined(separator: ", ")
    }
    #expect(
      try columns("run_view")
        == "run, experiment, number, stage, configuration, level, status, outcome, seed, "
        + "settings, attempts, started_at, finished_at, seconds, host, worker, code_version, "
        + "data_digest, weights_hash, order_hash")
    #expect(try columns("metric_view") == "run, experiment, epoch, step, metric, value")
  }

  @Test func aRunViewRowTellsTheWholeRun() throws {
    let store = try sandbox.store([Sample.run(1), Sample.run(2, level: nil)])
    try store.start(1)
    try store.finish(1, .diverged)
    let id = String(repeating: "a", count: 60)
    #expect(
      try store.rows("SELECT * FROM run_view ORDER BY number") == [
        "0001\(id)|sample|1|evaluate|c0ffee1|sgd|diverged|{\"kind\":\"diverged\"}|1|"
          + "{\"optimizer\":{\"lr\":0.1,\"name\":\"sgd\"}}|1|2026-01-01T00:00:04.000Z|"
          + "2026-01-01T00:00:05.000Z|1.5|hill|worker-1|0.1.0+0123456789ab.dirty|d1g357|0w|0b",
        "0002\(id)|sample|2|evaluate|c0ffee2|NULL|queued|NULL|1|"
          + "{\"optimizer\":{\"lr\":0.1,\"name\":\"sgd\"}}|0|NULL|NULL|NULL|NULL|NULL|NULL|"
          + "d1g357|NULL|NULL",
      ])
  }

  @Test func epochRowsHaveNoStepAndStepRowsHaveBoth() throws {
    let store = try sandbox.store([Sample.run(1)])
    try store.start(1)
    let steps = [
      StepReport(step: 1, metrics: MetricValues([Metric.trainLoss: 2])),
      StepReport(step: 2, metrics: MetricValues([Metric.trainLoss: 1.5])),
    ]
    let report = EpochReport(
      epoch: 1, metrics: MetricValues([Metric.trainLoss: 1.75]), steps: steps)
    try store.record([.epoch(Sample.id(1), attempt: 1, report)])
    #expect(
      try store.rows(
        "SELECT experiment, epoch, step, metric, value FROM metric_view ORDER BY epoch, step") == [
          "sample|1|NULL|train/loss|1.75", "sample|1|1|train/loss|2.0",
          "sample|1|2|train/loss|1.5",
        ])
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func aValueThatIsNotFiniteIsNull(_ value: Double) throws {
    let store = try sandbox.store([Sample.run(1)])
    try store.start(1)
    try store.record([.epoch(Sample.id(1), attempt: 1, Sample.report(1, loss: value))])
    #expect(
      try store.rows("SELECT metric, value FROM metric_view ORDER BY metric")
        == ["train/loss|NULL", "val/accuracy|0.75"])
    #expect(try store.epochs(of: Sample.id(1))[0].metrics[Metric.trainLoss]?.isNaN == true)
  }

  @Test func aSharedRunHasARowForEachExperiment() throws {
    let store = try sandbox.store([Sample.run(1), Sample.run(2)], named: "one")
    try store.enqueue(Sample.experiment("two"), [Sample.run(1, id: 2), Sample.run(2, id: 3)])
    try store.start(2)
    try store.record([.epoch(Sample.id(2), attempt: 1, Sample.report(1))])
    #expect(
      try store.rows(
        "SELECT substr(run, 1, 4), experiment, number FROM run_view ORDER BY experiment, number")
        == ["0001|one|1", "0002|one|2", "0002|two|1", "0003|two|2"])
    #expect(
      try store.rows("SELECT experiment, count(*) FROM metric_view GROUP BY 1 ORDER BY 1")
        == ["one|2", "two|2"])
    #expect(try store.experiments(sharing: Sample.id(2)) == ["one", "two"])
  }

  @Test func aRunThatTunesAndEvaluatesListsItsValuesOnce() throws {
    let store = try sandbox.store([
      Sample.run(1, stage: .tune), Sample.run(2, id: 1, stage: .evaluate),
    ])
    try store.start(1)
    try store.record([.epoch(Sample.id(1), attempt: 1, Sample.report(1))])
    #expect(try store.rows("SELECT stage FROM run_view ORDER BY number") == ["tune", "evaluate"])
    #expect(try store.rows("SELECT count(*) FROM metric_view") == ["2"])
  }

  @Test func theLargestSeedIsShownUnsigned() throws {
    let store = try sandbox.store([Sample.run(1, seed: .max), Sample.run(2, seed: 1 << 62)])
    #expect(
      try store.rows("SELECT seed FROM run_view ORDER BY number")
        == ["18446744073709551615", "4611686018427387904"])
    #expect(try store.runs(of: "sample").map(\.seed) == [.max, 1 << 62])
  }
}
