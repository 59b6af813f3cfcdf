internal import Foundation
internal import PisteReports

/// Report folders that are there already, with or without the store they came from.
struct ReportFolders {
  private let names: [String]
  private let isEverything: Bool

  /// The folders named, or all in `reports/` where none is.
  ///
  /// - Throws: ``NotFoundError`` if there is none.
  init(_ names: [String]) throws {
    isEverything = names.isEmpty
    self.names = names.isEmpty ? Self.folders(in: "reports") : names
    guard !self.names.isEmpty else {
      throw NotFoundError(message: "there is no report in reports/", hint: "name the folder")
    }
  }

  /// The folders of a folder that hold a report's table, in order of name.
  static func folders(in parent: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    return names.sorted().map { "\(parent)/\($0)" }.filter { folder in
      [ReportFolder.source, StudyReport.source].contains {
        FileManager.default.fileExists(atPath: "\(folder)/\($0)")
      }
    }
  }

  /// Says of each folder, and of the index where all are meant, whether it is what its table gives.
  ///
  /// - Throws: exit status 1 if one is stale; `FileError` if one cannot be read.
  func check() throws {
    var isStale = false
    var unreadable: FileError?
    func tell(_ name: String, _ differences: () throws -> [ReportFolder.Difference]) throws {
      let found: [ReportFolder.Difference]
      do {
        found = try differences()
      } catch let error as FileError {
        unreadable = unreadable ?? error
        return Terminal.standardOutput.write("\(name): unreadable")
      }
      isStale = isStale || !found.isEmpty
      Terminal.standardOutput.write("\(name): \(found.isEmpty ? "fresh" : "stale")")
      for difference in found {
        Terminal.standardOutput.write("  \(difference.path) \(difference.kind.rawValue)")
      }
    }
    for folder in names { try tell(folder) { try ReportFolderWriter.check(folder) } }
    if isEverything, ReportIndexWriter.exists(in: "reports") {
      try tell("reports index") { try ReportIndexWriter.check("reports") }
    }
    if let unreadable { throw unreadable }
    if isStale { throw ExitStatus.failure.code }
  }

  /// Renders each folder again from its own table; the tables that a folder has are written again, too.
  ///
  /// - Throws: `FileError` if one cannot be read or written.
  func render() throws {
    for folder in names {
      try ReportFolderWriter.renderAgain(folder)
      Terminal.standardOutput.write(folder)
    }
  }
}
