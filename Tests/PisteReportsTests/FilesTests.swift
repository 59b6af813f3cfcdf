import Foundation
import PisteCore
import PisteReports
import Testing

@Suite struct FilesTests {
  @Test(arguments: Variant.allCases)
  func theSameTableGivesTheSameBytes(_ variant: Variant) throws {
    let table = variant.table
    let files = try Report(table).files()
    #expect(files == (try Report(table).files()))
    let again = try ResultTable(json: table.json())
    #expect(again == table)
    #expect(try Report(again).files() == files)
  }

  @Test func theOrderInWhichPartsAreGivenDoesNotMatter() throws {
    let table = Variant.usual.table
    var experiment = table.experiment
    experiment.configurations.reverse()
    let mixed = ResultTable(
      experiment: experiment, runs: table.runs.reversed(), provenance: table.provenance)
    #expect(mixed == table)
    #expect(try Report(mixed).files() == Report(table).files())
  }

  @Test func aFolderHoldsItsFilesInOrder() throws {
    #expect(
      try Report(Variant.usual.table).files().map(\.path) == [
        "figures/chance-of-best.svg", "figures/cost.svg", "figures/divergence.svg",
        "figures/expected-best.svg", "figures/generalization-gap.svg", "figures/heat-map-2.svg",
        "figures/heat-map-3.svg", "figures/heat-map.svg", "figures/isolation.svg",
        "figures/learning-curves.svg",
        "figures/learning-rate.svg", "figures/order.svg", "figures/paired-differences.svg",
        "figures/parallel.svg", "figures/result.svg", "figures/time-to-target.svg",
        "figures/variance.svg", "report.html", "report.md", "results.json", "runs.csv",
      ])
  }

  @Test func whatCannotBeDrawnIsLeftOutWithAReason() throws {
    let report = Report(Variant.oneConfiguration.table)
    let page = try report.text("report.md")
    #expect(page.contains("Learning-rate sensitivity is left out"))
    #expect(page.contains("A heat map is left out"))
    #expect(try !report.files().map(\.path).contains("figures/heat-map.svg"))
  }

  @Test func valuesThatAreNotFiniteTravelAsNull() throws {
    let table = Variant.usual.table
    let diverged = try #require(table.runs.first { $0.status == .diverged })
    #expect(diverged.curves[Metric.trainLoss]?.last == .some(nil))
    let json = String(decoding: try table.json(), as: UTF8.self)
    #expect(json.contains("null") && !json.contains("NaN") && !json.contains("nan,"))
  }

  @Test func aRunIsWrittenAsTheEncoderWritesIt() throws {
    var metrics = MetricValues()
    let values = [
      0, -0.0, 1, -3, 0.1, 1e-5, 1.5e-300, .leastNonzeroMagnitude, 1e15, 1e16, 123_456_789.125,
      1e300, .infinity,
    ]
    let names = [Metric.trainLoss, "é\"\n/\u{1F600}", "b", "a b", "", "\u{1}"]
    for name in names { metrics[name] = 0.25 }
    let epochs = values.enumerated().map { place, value in
      var all = metrics
      all[Metric.validationLoss] = value
      return EpochReport(epoch: place + 1, metrics: all, steps: [])
    }
    let table = Variant.usual.table
    let runs = [
      ResultTable.Run(
        id: table.runs[0].id, number: 1, stage: .evaluate,
        configuration: table.runs[0].configuration, seed: .max, status: .failed,
        outcome: Outcome(.failed, reason: "a text with \"curves\":{} in it"), epochs: epochs),
      ResultTable.Run(
        id: table.runs[1].id, number: 2, stage: .tune, configuration: "é \\ \"\u{7F}",
        seed: 0, status: .stopped,
        outcome: Outcome(
          .stopped, epoch: 3, step: 9, reason: "patience", cause: .patience, bestEpoch: 2),
        attempts: 2, seconds: 3, weightsHash: "a/b", orderHash: "\u{1}", epochs: epochs),
      ResultTable.Run(
        id: table.runs[2].id, number: 3, stage: .tune, configuration: "", seed: 1,
        status: .queued, seconds: 1.5e-7),
    ]
    let json = String(
      decoding: try ResultTable(
        experiment: table.experiment, runs: runs, provenance: table.provenance
      ).json(), as: UTF8.self)
    let lines = json.split(separator: "\n").filter { $0.hasPrefix("{\"attempts\"") }
    #expect(
      try lines.map { $0.hasSuffix(",") ? $0.dropLast() : $0 }
        == runs.map { Substring(decoding: try CanonicalJSON.encode($0), as: UTF8.self) })
    // A field that is new must be written, too.
    let fields = try JSONSerialization.jsonObject(with: CanonicalJSON.encode(runs[1]))
    #expect((fields as? [String: Any])?.count == Mirror(reflecting: runs[1]).children.count)
  }

  @Test func aRunIsTheSameFromReportsAsFromColumns() {
    let run = { (epochs: [EpochReport]) in
      ResultTable.Run(
        id: RunID(hex: "a"), number: 1, stage: .tune, configuration: "c", seed: 1,
        status: .running, epochs: epochs)
    }
    let columns = { (epochs: [Int], values: [String: [Double]]) in
      ResultTable.Run(
        id: RunID(hex: "a"), number: 1, stage: .tune, configuration: "c", seed: 1,
        status: .running, epochs: epochs, values: values)
    }
    for epochs in [[1, 2, 3], [2, 5], [1, 4], []] {
      let reports = epochs.map {
        EpochReport(epoch: $0, metrics: MetricValues(["a": Double($0), "b": .infinity]))
      }
      let values =
        epochs.isEmpty
        ? [:] : ["a": epochs.map(Double.init), "b": epochs.map { _ in Double.nan }]
      #expect(columns(epochs, values) == run(reports), "\(epochs)")
    }
  }

  @Test func aTableOfANewerFormIsRefused() throws {
    let json = String(decoding: try Variant.untouched.table.json(), as: UTF8.self)
      .replacing("\"format\": 1", with: "\"format\": 99")
    #expect(throws: DecodingError.self) { try ResultTable(json: Data(json.utf8)) }
  }

  @Test func aStaleFolderIsFound() throws {
    let files = try Report(Variant.usual.table).files()
    var folder = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) })
    let results = try #require(folder["results.json"])
    #expect(try ReportFolder.check(results: results, existing: folder).isEmpty)
    folder["report.html"]?.append(0x20)
    folder["report.md"] = nil
    folder["figures/old.svg"] = Data()
    folder["notes.txt"] = Data()
    #expect(
      try ReportFolder.check(results: results, existing: folder) == [
        .init(path: "figures/old.svg", kind: .unexpected),
        .init(path: "report.html", kind: .changed), .init(path: "report.md", kind: .missing),
      ])
  }

  @Test func everyRunIsOneRecordOfTheCSV() throws {
    for variant in [Variant.usual, .hostile, .partial] {
      let table = variant.table
      let records = parseCSV(try Report(table).text("runs.csv"))
      #expect(records.count == table.runs.count + 1)
      #expect(Set(records.map(\.count)).count == 1)
      let names = records[0]
      let column = try #require(names.firstIndex(of: Metric.testAccuracy))
      let level = try #require(names.firstIndex(of: "level"))
      for (run, record) in zip(table.runs, records.dropFirst()) {
        #expect(record[0] == run.id.hex && record[1] == "\(run.number)")
        #expect(Double(record[column]) == run.finalValue(Metric.testAccuracy))
        let configuration = table.experiment.configurations.first { $0.id == run.configuration }
        #expect(record[level] == configuration?.level)
      }
    }
  }

  @Test func theTerminalTextKeepsToItsWidth() {
    for width in [40, 60, 80, 120] {
      for variant in [Variant.usual, .manyLevels, .partial, .lossObjective] {
        let report = Report(variant.table)
        let text = report.comparisonText(width: width)
        // What is to be copied is not broken.
        let code = report.checks.compactMap { $0.cure?.code }.joined(separator: "\n")
        for line in text.split(separator: "\n") where !code.contains(line.drop { $0 == " " }) {
          #expect(line.count <= width, "\(line)")
        }
        #expect(!text.contains("\u{1B}"))
      }
    }
    #expect(Report(Variant.usual.table).comparisonText(color: true).contains("\u{1B}[1m"))
  }

  /// Reads RFC 4180, sharing nothing with the writer.
  private func parseCSV(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var cell: [Unicode.Scalar] = []
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    func string(_ scalars: [Unicode.Scalar]) -> String {
      String(String.UnicodeScalarView(scalars))
    }
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar != "\"" {
          cell.append(scalar)
        } else if scalars.first == "\"" {
          cell.append("\"")
          scalars.removeFirst()
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," {
        record.append(string(cell))
        cell = []
      } else if scalar == "\r", scalars.first == "\n" {
        scalars.removeFirst()
        records.append(record + [string(cell)])
        record = []
        cell = []
      } else {
        cell.append(scalar)
      }
    }
    return records
  }
}
