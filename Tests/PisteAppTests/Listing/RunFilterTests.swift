import PisteApp
import Testing

@Suite struct RunFilterTests {
  private func groups(_ words: String...) throws -> [[String]] {
    try RunFilter(words).groups.map { group in
      group.map { "\($0.name) \($0.comparison.rawValue) \($0.values.joined(separator: "|"))" }
    }
  }

  @Test func wordsWithoutAComparisonNameExperiments() throws {
    let filter = try RunFilter(["sgd-vs-adam", "quickstart"])
    #expect(filter.experiments == ["sgd-vs-adam", "quickstart"])
    #expect(filter.isPlain)
  }

  @Test(arguments: [
    ("lr=0.1", "lr = 0.1"), ("lr!=0.1", "lr != 0.1"), ("lr<0.1", "lr < 0.1"),
    ("lr<=0.1", "lr <= 0.1"), ("lr>0.1", "lr > 0.1"), ("lr>=0.1", "lr >= 0.1"),
    ("note~a b", "note ~ a b"), ("note!~a=b", "note !~ a=b"),
    ("val/accuracy>0.9", "val/accuracy > 0.9"),
    ("note=", "note = "), ("model.hidden=[64,32]", "model.hidden = [64,32]"),
    ("model.hidden=[64,32],[8]", "model.hidden = [64,32]|[8]"),
  ])
  func aTermIsANameAComparisonAndValues(_ word: String, _ meaning: String) throws {
    #expect(try groups(word) == [[meaning]])
  }

  @Test func valuesInCommasOrAfterOneAnotherAreAlternatives() throws {
    #expect(try groups("status=failed,lost") == [["status = failed|lost"]])
    #expect(
      try groups("status=failed", "seed=1", "status=lost") == [
        ["status = failed|lost", "seed = 1"]
      ])
    // Bounds and exclusions hold together.
    #expect(try groups("lr>0.01", "lr>0.1") == [["lr > 0.01", "lr > 0.1"]])
    #expect(try groups("seed!=1", "seed!=2") == [["seed != 1", "seed != 2"]])
  }

  @Test func orSeparatesGroups() throws {
    #expect(try groups("a=1", "b=2", "OR", "a=3") == [["a = 1", "b = 2"], ["a = 3"]])
    #expect(try groups("a=1", "OR", "a=2") == [["a = 1"], ["a = 2"]])
  }

  @Test func theOrderAndTheCountAreSaidInWords() throws {
    let filter = try RunFilter(["sort:-val/accuracy", "sort:seed", "limit:20"])
    #expect(filter.order.map(\.name) == ["val/accuracy", "seed"])
    #expect(filter.order.map(\.isDescending) == [true, false])
    #expect(filter.limit == 20)
  }

  @Test func aStatusIsAskedOfEveryGroup() throws {
    let filter = try RunFilter(["a=1", "OR", "b=2"]).restricted(toStatus: "failed")
    #expect(filter.groups.map(\.count) == [2, 2])
    #expect(try RunFilter([]).restricted(toStatus: "failed").groups.count == 1)
  }

  @Test func everyFaultIsToldAtOnce() {
    let words = ["OR", "=3", "limit:0", "limit:x", "sort:-", "!lr", "a=1", "OR"]
    let error = #expect(throws: FilterFaults.self) { try RunFilter(words) }
    #expect(
      error?.faults.map(\.message) == [
        "OR stands between two conditions", "`=3` is no condition",
        "`limit:0` is no number of runs", "`limit:x` is no number of runs",
        "`sort:-` names no field", "`!lr` is no condition", "OR stands between two conditions",
      ])
  }
}
