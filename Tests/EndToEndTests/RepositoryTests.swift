import Foundation
import Testing

/// What the repository ships is what the program makes of it.
@Suite struct RepositoryTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let reports = folders(with: "results.json")
  private static let studies = folders(with: "study.json")

  private static func folders(with file: String) -> [String] {
    let folder = root.appendingPathComponent("reports").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)/\(file)")
    }
  }

  @Test func everyShippedExperimentHasItsReport() throws {
    let folder = Self.root.appendingPathComponent("experiments").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    let names = files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(Set(names) == Set(Self.reports))
  }

  @Test func reportsOfSeveralExperimentsAreCommitted() {
    #expect(Self.studies == ["adam-default", "deepobs"])
  }

  @Test(arguments: reports + studies)
  func everyCommittedReportIsFresh(name: String) throws {
    let folder = Self.root.appendingPathComponent("reports/\(name)").path
    let result = try Workplace().run("report", "--check", folder)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  /// The experiments on data that come along.
  private static let selfSufficient: [String] = {
    let folder = root.appendingPathComponent("experiments")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted().filter {
      let text = try? String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
      return text?.contains("fashion-mnist") == false
    }.map { String($0.dropLast(5)) }
  }()

  @Test func mostExperimentsNeedNoInstalledData() { #expect(Self.selfSufficient.count >= 20) }

  @Test(arguments: selfSufficient)
  func theShippedExperimentsAreSound(name: String) throws {
    let file = Self.root.appendingPathComponent("experiments/\(name).yaml").path
    let result = try Workplace().run("sweep", file, "--dry-run")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func theReadmeShowsTheFirstExperimentAsItIs() throws {
    let read = { (path: String) in
      try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    }
    let file = try read("experiments/quickstart.yaml")
    let body = file.drop { $0 != "\n" }.dropFirst()
    #expect(try read("README.md").contains("```yaml\n\(body)```"))
  }
}
