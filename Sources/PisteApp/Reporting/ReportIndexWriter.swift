internal import Foundation
internal import PisteReports

/// Writes the index of a folder of reports and holds it against what they say.
enum ReportIndexWriter {
  /// The index's files.
  static let names = ["index.html", "index.md"]

  /// Whether a folder has an index.
  static func exists(in folder: String) -> Bool {
    names.contains { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
  }

  /// Writes the index of all reports in `folder`.
  ///
  /// - Throws: `FileError` if a table cannot be read or the index not be written.
  static func write(_ folder: String) throws {
    for file in try files(of: folder) {
      try AtomicFile.write(file.bytes, to: "\(folder)/\(file.path)")
    }
  }

  /// The differences between the index and what the reports give.
  ///
  /// - Throws: `FileError` if a table cannot be read.
  static func check(_ folder: String) throws -> [ReportFolder.Difference] {
    var existing: [String: Data] = [:]
    for name in names {
      existing[name] = FileManager.default.contents(atPath: "\(folder)/\(name)")
    }
    return ReportFolder.differences(of: existing, from: try files(of: folder))
  }

  private static func files(of folder: String) throws -> [ReportFile] {
    let entries = try ReportFolders.folders(in: folder).map { path in
      let name = URL(fileURLWithPath: path).lastPathComponent
      if let study = try ReportFolderWriter.study(of: path) {
        return ReportIndex.Entry(folder: name, report: study)
      }
      return ReportIndex.Entry(folder: name, report: Report(try ReportFolderWriter.table(of: path)))
    }
    return ReportIndex(entries).files()
  }
}
