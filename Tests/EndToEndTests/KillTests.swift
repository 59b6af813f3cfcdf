import Foundation
import Testing

@Suite(.serialized) struct KillTests {
  private func undisturbed() throws -> [[String]] {
    let place = try Workplace()
    try place.write(Experiments.slow, to: "slow.yaml")
    #expect(try place.run("sweep", "slow.yaml", "--workers", "1", "--no-report").status == 0)
    return try place.results()
  }

  private func isUnderWay(_ place: Workplace) -> Bool {
    let rows = try? place.query("SELECT count(*) FROM metric_view")
    return (rows?.first?.first.flatMap(Int.init) ?? 0) > 0
  }

  @Test func aKilledSweepLeavesNoWorkerAndEndsInTheSameBits() throws {
    let place = try Workplace()
    try place.write(Experiments.slow, to: "slow.yaml")
    let sweep = try place.start(["sweep", "slow.yaml", "--workers", "2", "--no-report"])
    #expect(eventually(within: 30) { isUnderWay(place) })
    #expect(!Workplace.workers(of: place.path).isEmpty)
    sweep.send(SIGKILL)
    #expect(try sweep.wait().status == -SIGKILL)
    #expect(eventually(within: 1) { Workplace.workers(of: place.path).isEmpty })
    let done = try place.query("SELECT count(*) FROM run_view WHERE status = 'completed'")
    #expect(done.first?.first.flatMap(Int.init) ?? 99 < 16)
    let again = try place.run("sweep", "slow.yaml", "--workers", "3", "--no-report")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try place.results() == undisturbed())
  }

  @Test func aKilledWorkerIsReplacedAndItsRunTriedAgain() throws {
    let place = try Workplace()
    try place.write(Experiments.slow, to: "slow.yaml")
    let sweep = try place.start(["sweep", "slow.yaml", "--workers", "2", "--no-report"])
    #expect(eventually(within: 30) { isUnderWay(place) })
    let worker = try #require(Workplace.workers(of: place.path).first)
    kill(worker, SIGKILL)
    let result = try sweep.wait()
    #expect(result.status == 0, "\(result.errors)")
    #expect(try place.query("SELECT max(attempts) FROM run_view") == [["2"]])
    #expect(try place.results() == undisturbed())
  }

  @Test func aRunWhoseWorkerDiesTwiceFailsAndStaysToldUntilItIsTriedAgain() throws {
    let place = try Workplace()
    try place.write(Experiments.long, to: "long.yaml")
    let sweep = try place.start(["sweep", "long.yaml", "--workers", "1", "--no-report"])
    for attempt in 1...2 {
      // Only a worker that has the run in hand counts as the run's.
      let started = eventually(within: 20) {
        let rows = try? place.query("SELECT attempts, status FROM run_view")
        return rows == [["\(attempt)", "running"]]
      }
      #expect(started)
      let worker = try #require(Workplace.workers(of: place.path).first)
      kill(worker, SIGKILL)
    }
    let first = try sweep.wait()
    #expect(first.status == 1, "\(first.errors)")
    #expect(first.errors.contains("SIGKILL"))
    let failed = try place.query("SELECT status, attempts FROM run_view")
    #expect(failed == [["failed", "2"]])
    let second = try place.run("sweep", "long.yaml", "--no-report")
    #expect(second.status == 1)
    #expect(second.errors.contains("--retry-failed"))
    let third = try place.run("sweep", "long.yaml", "--no-report", "--retry-failed")
    #expect(third.status == 0, "\(third.errors)")
    #expect(try place.query("SELECT status, attempts FROM run_view") == [["completed", "3"]])
  }

  @Test func controlCEndsWith130AndTheSweepGoesOnLater() throws {
    let place = try Workplace()
    try place.write(Experiments.slow, to: "slow.yaml")
    let sweep = try place.start(["sweep", "slow.yaml", "--workers", "2"])
    #expect(eventually(within: 30) { isUnderWay(place) })
    sweep.send(SIGINT)
    let result = try sweep.wait()
    #expect(result.status == 130, "\(result.errors)")
    #expect(result.errors.contains("piste sweep"))
    #expect(Workplace.workers(of: place.path).isEmpty)
    #expect(try place.query("SELECT count(*) FROM run_view WHERE status = 'failed'") == [["0"]])
    #expect(try place.run("sweep", "slow.yaml", "--no-report").status == 0)
    #expect(try place.results() == undisturbed())
  }

  @Test func aSecondSweepBesideTheFirstIsToldByWhom() throws {
    let place = try Workplace()
    try place.write(Experiments.slow, to: "slow.yaml")
    let sweep = try place.start(["sweep", "slow.yaml", "--workers", "1", "--no-report"])
    #expect(eventually(within: 30) { isUnderWay(place) })
    let second = try place.run("sweep", "slow.yaml")
    #expect(second.status == 75)
    #expect(second.errors.contains("\(sweep.processID)"))
    #expect(try place.run("status").status == 0)
    sweep.send(SIGTERM)
    #expect(try sweep.wait().status == 130)
  }
}
