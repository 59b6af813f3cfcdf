import PisteCore
import PisteExecution
import PisteExperiments
import Testing

@Suite struct StartOrderTests {
  private func order(_ names: [String], _ seconds: [String: Double]) -> [String] {
    let known = Dictionary(uniqueKeysWithValues: seconds.map { (RunID(hex: $0), $1) })
    let batch = names.enumerated().map { QueuedRun(plan($1), attempt: $0 + 1) }
    let sorted = StartOrder.longestFirst(batch, seconds: known)
    // Whatever the order: the same runs with the same attempts.
    #expect(Set(sorted) == Set(batch))
    #expect(sorted.count == batch.count)
    return sorted.map(\.plan.id.hex)
  }

  @Test func theLongestBeginFirst() {
    #expect(order(["a", "b", "c"], ["a": 1, "b": 9, "c": 4]) == ["b", "c", "a"])
  }

  @Test func withoutHistoryTheOrderOfTheFileStays() {
    #expect(order(["c", "a", "b"], [:]) == ["c", "a", "b"])
    #expect(order(["c", "a", "b"], ["other": 5]) == ["c", "a", "b"])
  }

  @Test func equalOnesKeepTheirOrder() {
    let names = ["d", "a", "c", "b"]
    #expect(order(names, ["a": 2, "b": 2, "c": 2, "d": 2]) == names)
  }

  @Test func oneThatNobodyKnowsStandsInTheMiddle() {
    #expect(order(["x", "a", "b", "y"], ["a": 1, "b": 9]) == ["b", "x", "y", "a"])
  }
}
