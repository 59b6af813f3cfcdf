import GRDB
import PisteCore
import PisteStore
import Testing

@Suite struct SizeTests {
  // 100 runs, 100 epochs, 6 metrics, written as two workers would, epoch by epoch in turns.
  @Test func aMetricValueTakesAtMostFortyBytes() throws {
    let sandbox = try StoreSandbox()
    let runs = (1...100).map { Sample.run($0) }
    let store = try sandbox.store(runs)
    let pages = { try store.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 } }
    let before = try pages()
    for pair in stride(from: 1, through: 99, by: 2) {
      var events: [RunEvent] = []
      for run in [pair, pair + 1] { try store.start(run) }
      for epoch in 1...100 {
        for run in [pair, pair + 1] {
          let values = Metric.all.prefix(6).enumerated().map { index, name in
            (name, 1 / Double(run * 1000 + epoch * 10 + index))
          }
          let metrics = MetricValues(Dictionary(uniqueKeysWithValues: values))
          events.append(
            .epoch(Sample.id(run), attempt: 1, EpochReport(epoch: epoch, metrics: metrics)))
        }
      }
      try store.record(events)
    }
    let values = try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM epoch_value") }
    #expect(values == 60_000)
    let bytes = Double((try pages() - before) * 4096) / 60_000
    #expect(bytes <= 40, "\(bytes) bytes a value")
  }
}
