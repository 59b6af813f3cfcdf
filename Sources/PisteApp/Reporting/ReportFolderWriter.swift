private import Foundation
internal import PisteReports

/// Writes report folders and reads them back.
enum ReportFolderWriter {
  /// Renders `table` into `folder` and returns the folder; figures that it no longer has are removed.
  ///
  /// `accepts` says which of the rendered files are wanted; `results.json` always is.
  @discardableResult
  static func write(
    _ table: ResultTable, to folder: String, accepts: (String) -> Bool = { _ in true }
  ) throws -> String {
    let files = try Report(table).files()
      .filter { $0.path == ReportFolder.source || accepts($0.path) }
    let wanted = Set(files.map(\.path))
    for path in figures(in: folder) where !wanted.contains(path) {
      try FileManager.default.removeItem(atPath: "\(folder)/\(path)")
    }
    for file in files { try AtomicFile.write(file.bytes, to: "\(folder)/\(file.path)") }
    return folder
  }

  /// The differences between a folder and what its `results.json` gives.
  ///
  /// - Throws: `FileError` if there is no such file or it is no table.
  static func check(_ folder: String) throws -> [ReportFolder.Difference] {
    let source = "\(folder)/\(ReportFolder.source)"
    guard let results = FileManager.default.contents(atPath: source) else {
      throw FileError(path: source, action: "read", reason: "there is no such file")
    }
    var existing: [String: Data] = [:]
    let top = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for path in top + figures(in: folder) {
      existing[path] = FileManager.default.contents(atPath: "\(folder)/\(path)")
    }
    do {
      return try ReportFolder.check(results: results, existing: existing)
    } catch is DecodingError {
      throw FileError(path: source, action: "read", reason: "it is no table of this version")
    }
  }

  private static func figures(in folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder + "/figures")
    return (names ?? []).map { "figures/\($0)" }
  }
}
