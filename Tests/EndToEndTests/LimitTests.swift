import Foundation
import Testing

/// Limits of an experiment file, held by real workers.
@Suite(.serialized) struct LimitTests {
  private func isRunning(_ place: Workplace, attempt: Int = 1) -> Bool {
    let rows = try? place.query("SELECT status, attempts FROM run_view WHERE status = 'running'")
    return rows == [["running", "\(attempt)"]]
  }

  private func place(_ limits: String, epochs: Int = 100_000) throws -> Workplace {
    let place = try Workplace()
    let text = Experiments.long.replacingOccurrences(of: "epochs: 60", with: "epochs: \(epochs)")
    try place.write(text + "\n\(limits)\n", to: "long.yaml")
    return place
  }

  @Test func aRunOverItsTimeLimitFailsOnceAndIsToldSo() throws {
    let place = try place("timeout: {run: 2s}")
    let result = try place.run("sweep", "long.yaml", "--no-report")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.errors.contains("over its time limit of 2 s"), "\(result.errors)")
    #expect(try place.query("SELECT status, attempts FROM run_view") == [["failed", "1"]])
  }

  @Test func aWorkerThatWasStoppedIsReplacedAndItsRunGoesOn() throws {
    let place = try place("timeout: {silence: 2s}", epochs: 60)
    let sweep = try place.start(["sweep", "long.yaml", "--no-report", "--workers", "1"])
    #expect(eventually(within: 60) { isRunning(place) })
    kill(try #require(Workplace.workers(of: place.path).first), SIGSTOP)
    let result = try sweep.wait()
    #expect(result.status == 0, "\(result.errors)")
    #expect(try place.query("SELECT status, attempts FROM run_view") == [["completed", "2"]])
    #expect(
      try place.query("SELECT count(*) FROM attempt WHERE reason LIKE 'no message for 2 s%'")
        == [["1"]])
  }

  @Test func theFirstFailureStopsTheSweepWhereTheFileSaysSo() throws {
    let place = try place("timeout: {run: 1s}\non_failure: stop")
    let result = try place.run(
      "sweep", "long.yaml", "--no-report", "--seeds", "4", "--workers", "1")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.errors.contains("Stopped after 1 failure, as on_failure asks"))
    let statuses = try place.query(
      "SELECT status, count(*) FROM run_view GROUP BY status ORDER BY status")
    #expect(statuses == [["failed", "1"], ["queued", "3"]])
  }
}
