import Dispatch
import PisteCore
import PisteStore
import Synchronization
import Testing

/// Readers are always welcome: they wait for nobody and keep nobody waiting.
@Suite struct BesideWriterTests {
  // Opening and closing are the delicate moments: the last connection to go folds the log in.
  @Test func readersThatComeAndGoDisturbNeitherWriterNorOneAnother() throws {
    let sandbox = try StoreSandbox()
    let store = try sandbox.store((1...4).map { Sample.run($0) })
    for run in 1...4 { try store.start(run) }
    let location = sandbox.location
    let isDone = Mutex(false)
    let faults = Mutex<[String]>([])
    let reads = Mutex(0)
    let group = DispatchGroup()
    for _ in 0..<3 {
      DispatchQueue.global().async(group: group) {
        repeat {
          do {
            let reader = try RunStore.openForReading(location)
            let runs = try reader.runs(of: "sample")
            let values = try reader.lastValues(of: "sample", metric: Metric.trainLoss)
            let epochs = try reader.epochs(of: Sample.id(1))
            // A snapshot holds whole groups: all four runs have told an epoch, or none.
            if runs.count != 4 || ![0, 4].contains(values.count) {
              faults.withLock { $0.append("\(runs.count) runs, \(values.count) values") }
            }
            if epochs.map(\.epoch) != Array(1..<(epochs.count + 1)) {
              faults.withLock { $0.append("epochs \(epochs.map(\.epoch))") }
            }
            try reader.close()
            reads.withLock { $0 += 1 }
          } catch {
            faults.withLock { $0.append("\(error)") }
          }
        } while !isDone.withLock({ $0 })
      }
    }
    for epoch in 1...150 {
      try store.record(
        (1...4).map { .epoch(Sample.id($0), attempt: 1, Sample.report(epoch)) })
    }
    isDone.withLock { $0 = true }
    group.wait()
    #expect(faults.withLock { $0 } == [])
    #expect(reads.withLock { $0 } >= 3)
    #expect(try store.epochs(of: Sample.id(4)).count == 150)
    try store.close()
  }
}
