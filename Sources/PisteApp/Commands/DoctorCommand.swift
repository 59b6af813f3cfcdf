internal import ArgumentParser
private import Foundation
private import PisteCatalog
private import PisteCore
private import PisteData
private import PisteStore
private import PisteTraining

/// `piste doctor`: what this machine has, and what is missing.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Says what this machine has and what is missing.",
    discussion: """
      With --data it only tries whether that data set can be had, and exits 65 if not.

        piste doctor
        piste doctor --data fashion-mnist
      """)

  @Option(help: ArgumentHelp("A data set of the catalogue.", valueName: "name"))
  var data: String?

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    if let data {
      let facts = try facts(of: data)
      Terminal.standardOutput.write("\(data): \(Self.describe(facts))")
      return
    }
    var table = TextTable([("what", .left), ("here", .left)])
    table.add(["piste", Versions.text.replacingOccurrences(of: "piste ", with: "")])
    let revision = SourceRevision.current()
    table.add(["sources", revision.map(Self.describe) ?? "not beside the program"])
    table.add(["system", SystemFacts.operatingSystem])
    let cores = NumberFormat.count(SystemFacts.availableCores, "core")
    table.add(["processor", "\(SystemFacts.cpu), \(cores) to use"])
    table.add(["BLAS", "\(BLAS.version), \(BLAS.coreName)"])
    table.add(["store", try describeStore()])
    for name in [DataSetName.fashionMNIST, .digits, .iris, .wine, .breastCancer, .diabetes] {
      let text: String
      do {
        text = Self.describe(try facts(of: name.rawValue))
      } catch let error as DataError {
        text = "missing: \(error.message)"
      }
      table.add([name.rawValue, text])
    }
    table.lines.forEach(Terminal.standardOutput.write)
  }

  private func facts(of name: String) throws -> DataSetFacts {
    guard Catalog.entry(.dataset, name) != nil else {
      let hint = NearestName.among(Catalog.names(.dataset), to: name)
      throw ValidationError(
        "no data set is called '\(name)'" + (hint.map { "; did you mean '\($0)'?" } ?? ""))
    }
    let directory = FileManager.default.currentDirectoryPath
    let request = DataSetRequest(
      settings: ["dataset.name": .text(name)], baseDirectory: directory)
    // What is only tried leaves nothing behind in a store that may not even be there yet.
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("piste-doctor-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    return try DataSets.facts(request, cache: DataCache(directory: scratch.path))
  }

  private func describeStore() throws -> String {
    let location = storeOptions.location
    guard FileManager.default.fileExists(atPath: location.databasePath) else {
      return "none at \(location.directory) yet"
    }
    do {
      let store = try RunStore.openForReading(location)
      let count = NumberFormat.count(try store.experiments().count, "experiment")
      let writer = try RunStore.writer(of: location)
      let use = writer.map { "; process \($0.processID) writes to it" } ?? ""
      return "\(location.directory), \(count)\(use)"
    } catch let error as StoreError {
      return "\(location.directory): \(error.message)"
    }
  }

  private static func describe(_ facts: DataSetFacts) -> String {
    let rows = facts.trainingRows + facts.validationRows + facts.testRows
    let classes = facts.classes.isEmpty ? "" : ", \(facts.classes.count) classes"
    return "\(rows) rows, \(facts.features) features\(classes)"
  }

  private static func describe(_ revision: SourceRevision) -> String {
    "commit \(revision.commit.prefix(12))\(revision.isDirty ? ", with changes" : "")"
  }
}
