import PisteApp
import PisteCore
import Testing

@Suite struct RunConditionsTests {
  private static let names = FieldNames(
    settings: [
      "optimizer.lr", "optimizer.name", "schedule.name", "model.hidden", "epochs", "level",
    ],
    metrics: ["val/accuracy", "val/loss", "lr", "seconds"])

  /// Runs as what they have in their fields.
  private static let runs: [[ListField: [SettingValue]]] = [
    run(1, "sgd", 0.1, "completed", 0.9), run(2, "sgd", 0.01, "diverged", nil),
    run(3, "adam", 0.001, "completed", 0.95, tags: ["keep", "paper"], note: "The Best"),
    run(4, "adam", 0.01, "failed", nil, tags: ["odd"]), run(5, "lion", 1e-4, "completed", 0.9),
  ]

  private static func run(
    _ number: Int, _ optimizer: String, _ lr: Double, _ status: String, _ accuracy: Double?,
    tags: [String] = [], note: String? = nil
  ) -> [ListField: [SettingValue]] {
    [
      .column(.number): [.number(Double(number))], .column(.seed): [.number(Double(number % 2))],
      .column(.run): [.text("\(number)fab0")], .column(.status): [.text(status)],
      .column(.started): [.text("2026-01-0\(number)T09:00:00.000Z")],
      .column(.tag): tags.map(SettingValue.text), .column(.note): note.map { [.text($0)] } ?? [],
      .setting("optimizer.name"): [.text(optimizer)], .setting("optimizer.lr"): [.number(lr)],
      .setting("model.hidden"): [[64, 32]],
      .metric("val/accuracy"): accuracy.map { [.number($0)] } ?? [],
    ]
  }

  /// The numbers of the runs that words take, in the order they ask for.
  private func numbers(_ words: [String]) throws -> [Int] {
    let conditions = try RunConditions(RunFilter(words), names: Self.names)
    let taken = Self.runs.filter { run in conditions.accept { run[$0] ?? [] } }
    return conditions.arrange(taken) { run, field in run[field] ?? [] }
      .compactMap { $0[.column(.number)]?.first?.integer }
  }

  @Test(
    arguments: [
      (["optimizer.name=adam"], [3, 4]), (["lr<0.01"], [3, 5]), (["lr<=1e-2"], [2, 3, 4, 5]),
      (["lr=1e-2"], [2, 4]), (["lr=0.010"], [2, 4]), (["lr!=0.01"], [1, 3, 5]),
      (["lr>0.0001", "lr<0.1"], [2, 3, 4]), (["status=diverged"], [2]),
      (["status=diverged,failed"], [2, 4]), (["status=diverged", "status=failed"], [2, 4]),
      (["status!=completed"], [2, 4]), (["optimizer.name=sgd", "OR", "lr<0.001"], [1, 2, 5]),
      (["tag=keep"], [3]), (["tag=keep,odd"], [3, 4]), (["tag!=odd"], [1, 2, 3, 5]),
      (["tag="], [1, 2, 5]), (["tag!="], [3, 4]), (["note~best"], [3]),
      (["note!~best"], [1, 2, 4, 5]),
      (["note="], [1, 2, 4, 5]), (["val/accuracy>0.9"], [3]), (["val/accuracy>=0.9"], [1, 3, 5]),
      (["val/accuracy="], [2, 4]), (["run=3F"], [3]), (["run=fab"], []),
      (["model.hidden=[64,32]", "seed=1"], [1, 3, 5]), (["hidden=[64, 32]", "limit:1"], [1]),
      (["started>=2026-01-03", "started<2026-01-05"], [3, 4]),
      (["sort:lr"], [5, 3, 2, 4, 1]), (["sort:-lr", "limit:2"], [1, 2]),
      (["sort:-val/accuracy", "sort:-number"], [3, 5, 1, 4, 2]),
      (["sort:val/accuracy"], [1, 5, 3, 2, 4]), (["sort:-optimizer.name"], [1, 2, 5, 3, 4]),
      (["limit:2"], [1, 2]), ([], [1, 2, 3, 4, 5]),
    ] as [([String], [Int])])
  func wordsTakeTheRunsTheyDescribe(_ words: [String], _ expected: [Int]) throws {
    #expect(try numbers(words) == expected, "\(words)")
  }

  @Test func aShortNameIsTheSettingThatEndsSo() throws {
    #expect(try Self.names.field("lr") == .setting("optimizer.lr"))
    #expect(try Self.names.field("optimizer.lr") == .setting("optimizer.lr"))
    #expect(try Self.names.field("metric:lr") == .metric("lr"))
    // A column goes first; a prefix reaches the others.
    #expect(try Self.names.field("seconds") == .column(.seconds))
    #expect(try Self.names.field("metric:seconds") == .metric("seconds"))
    #expect(try Self.names.field("setting:level") == .setting("level"))
  }

  @Test(
    arguments: [
      (["optimzer.lr=1"], "no run has a field `optimzer.lr`", "did you mean `optimizer.lr`?"),
      (["hiden=1"], "no run has a field `hiden`", "did you mean `hidden`?"),
      (["val/acuracy>1"], "no run has a field `val/acuracy`", "did you mean `val/accuracy`?"),
      (["statu=lost"], "no run has a field `statu`", "did you mean `status`?"),
      (
        ["metric:val/los>1"], "no run has a field `metric:val/los`",
        "did you mean `metric:val/loss`?"
      ),
      (["name=sgd"], "`name` could be several settings", "write optimizer.name or schedule.name"),
      (["status=compelted"], "there is no status `compelted`", "did you mean `completed`?"),
      (["stage=train"], "there is no stage `train`", "there are tune, evaluate"),
      (["lr<small"], "`small` in `lr<small` is no number", nil),
    ] as [([String], String, String?)])
  func whatNoRunCanHaveIsTold(_ words: [String], _ message: String, _ hint: String?) {
    let error = #expect(throws: FilterFaults.self) {
      try RunConditions(RunFilter(words), names: Self.names)
    }
    #expect(error?.faults.map(\.message) == [message])
    #expect(error?.faults.first?.hint == hint)
  }

  @Test func allFaultsComeAtOnceAndEachOnce() {
    let error = #expect(throws: FilterFaults.self) {
      try RunConditions(
        RunFilter(["lrr=1", "sort:lrr", "status=gone", "lr<x"]), names: Self.names)
    }
    #expect(error?.faults.count == 3)
  }

  @Test func onlyTheMetricsAskedForAreToBeRead() throws {
    let conditions = try RunConditions(
      RunFilter(["lr<1", "val/loss<1", "sort:val/accuracy"]), names: Self.names)
    #expect(conditions.metrics == ["val/loss", "val/accuracy"])
  }
}
