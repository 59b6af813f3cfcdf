import PisteCore
import PisteReports
import Testing

@Suite struct PrivacyTests {
  private var table: ResultTable {
    func entry(_ file: String) -> SmallSweep.Entry {
      SmallSweep.Entry(
        level: "/secret/\(file)/x.csv", coordinates: ["dataset.path": "/secret/\(file)/x.csv"],
        settings: [
          "dataset.path": .text("/secret/\(file)/x.csv"), "optimizer.lr": 0.1,
          "dataset.name": "csv",
        ], tune: [(0.8, 0.7), nil], evaluate: [(0.8, 0.7), (0.8, 0.7)])
    }
    var sweep = SmallSweep(entries: [entry("a"), entry("b")], compare: "dataset.path")
    sweep.axes = [
      ResultTable.Axis(key: "dataset.path", values: ["/secret/a/x.csv", "/secret/b/x.csv"])
    ]
    sweep.description = "What is in /secret/a/x.csv?"
    sweep.sourceText = """
      # from https://example.org/data/x.csv, metric val/accuracy, root /
      path: /secret/a/x.csv
      quoted: "/secret/my data/y.csv"  # spaces
      flow: {path: /secret/b/z.csv, other: [/secret/c/, "/secret/d/u.csv"]}

      """
    let provenance = ResultTable.Provenance(
      version: "1", coreVersion: 1, cpu: "c", cores: 1, os: "o", blas: "b", swift: "6",
      commandLine: "piste sweep /secret/x.yaml --store=/secret/s --set dataset.path=/secret/a/x.csv"
    )
    let table = sweep.table(provenance: [provenance])
    var runs = table.runs
    for place in runs.indices {
      runs[place].outcome?.reason = "cannot read /secret/a/x.csv: no such file"
    }
    return ResultTable(experiment: table.experiment, runs: runs, provenance: table.provenance)
  }

  @Test func noFileOfAReportNamesAFolderOfTheMachine() throws {
    for file in try Report(table).files() {
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(!text.contains("secret"), "\(file.path)")
    }
    #expect(!Report(table).comparisonText().contains("secret"))
  }

  @Test func textKeepsTheLastPartOfAPathAndAllThatIsNone() {
    #expect(
      table.experiment.sourceText == """
        # from https://example.org/data/x.csv, metric val/accuracy, root /
        path: …/x.csv
        quoted: "…/y.csv"  # spaces
        flow: {path: …/z.csv, other: […/c, "…/u.csv"]}

        """)
    #expect(table.experiment.description == "What is in …/x.csv?")
    #expect(table.runs[1].outcome?.reason == "cannot read …/x.csv: no such file")
  }

  @Test func aCommandKeepsTheLastPartOfAPath() throws {
    let expected = "piste sweep x.yaml --store=s --set dataset.path=x.csv"
    #expect(table.provenance[0].commandLine == expected)
    var changed = table.provenance[0]
    changed.commandLine = "piste sweep '/secret/my files/y.yaml' experiments/z.yaml"
    #expect(changed.commandLine == "piste sweep 'y.yaml' experiments/z.yaml")
  }

  @Test func settingsThatAffectNoResultAreNotKept() {
    #expect(
      table.experiment.configurations.map(\.settings.keys)
        == Array(repeating: ["dataset.name", "optimizer.lr"], count: 2))
  }

  @Test func filesOfOneNameStayApart() {
    #expect(table.experiment.levels == ["…/x.csv", "…/x.csv (2)"])
    #expect(table.experiment.axes[0].values == ["…/x.csv", "…/x.csv (2)"])
    #expect(table.experiment.configurations.map(\.level) == ["…/x.csv", "…/x.csv (2)"])
    #expect(
      table.experiment.configurations.map { $0.coordinates["dataset.path"] }
        == ["…/x.csv", "…/x.csv (2)"])
  }

  @Test func aTableReadAgainIsTheSame() throws {
    #expect(try ResultTable(json: table.json()) == table)
  }
}
