private import Foundation
internal import PisteReports

/// Writes report folders and reads them back.
enum ReportFolderWriter {
  /// Renders `table` into `folder` and returns the folder; figures that it no longer has are removed.
  ///
  /// `accepts` says which of the rendered files are wanted; `results.json` always is. An index beside the
  /// folder is brought up to date.
  @discardableResult
  static func write(
    _ table: ResultTable, to folder: String, accepts: (String) -> Bool = { _ in true }
  ) throws -> String {
    let files = try Report(table).files()
      .filter { $0.path == ReportFolder.source || accepts($0.path) }
    let wanted = Set(files.map(\.path))
    for path in contents(of: "figures", in: folder) where !wanted.contains(path) {
      try FileManager.default.removeItem(atPath: "\(folder)/\(path)")
    }
    for file in files { try AtomicFile.write(file.bytes, to: "\(folder)/\(file.path)") }
    try refreshIndex(beside: folder)
    return folder
  }

  /// Writes every table of a report, and the table they are rendered from, into `folder`.
  static func writeTables(_ table: ResultTable, _ format: TableFormat, to folder: String) throws {
    let source = ReportFile(path: ReportFolder.source, bytes: try table.json())
    try writeTables(Report(table).tables(format) + [source], format, to: folder)
  }

  /// Writes every table of a report of several experiments, and what they are rendered from, into `folder`.
  static func writeTables(_ report: StudyReport, _ format: TableFormat, to folder: String) throws {
    let source = try report.files().filter { $0.path == StudyReport.source }
    try writeTables(report.tables(format) + source, format, to: folder)
  }

  private static func writeTables(
    _ files: [ReportFile], _ format: TableFormat, to folder: String
  ) throws {
    let wanted = Set(files.map(\.path))
    for path in tables(format, in: folder) where !wanted.contains(path) {
      try FileManager.default.removeItem(atPath: "\(folder)/\(path)")
    }
    for file in files { try AtomicFile.write(file.bytes, to: "\(folder)/\(file.path)") }
  }

  private static func tables(_ format: TableFormat, in folder: String) -> [String] {
    contents(of: "tables", in: folder).filter { $0.hasSuffix("." + format.suffix) }
  }

  /// Renders a folder again from its own table.
  ///
  /// - Throws: `FileError` if it has none or it is none of this version.
  static func renderAgain(_ folder: String) throws {
    let formats = TableFormat.allCases.filter { !tables($0, in: folder).isEmpty }
    if let report = try study(of: folder) {
      try write(report, to: folder)
      return try formats.forEach { try writeTables(report, $0, to: folder) }
    }
    let table = try table(of: folder)
    try write(table, to: folder)
    for format in formats { try writeTables(table, format, to: folder) }
  }

  /// Writes the report of several experiments; an index beside the folder is brought up to date.
  static func write(
    _ report: StudyReport, to folder: String, accepts: (String) -> Bool = { _ in true }
  ) throws {
    for file in try report.files() where file.path == StudyReport.source || accepts(file.path) {
      try AtomicFile.write(file.bytes, to: "\(folder)/\(file.path)")
    }
    try refreshIndex(beside: folder)
  }

  private static func refreshIndex(beside folder: String) throws {
    let parent = URL(fileURLWithPath: folder).deletingLastPathComponent().path
    if ReportIndexWriter.exists(in: parent) { try ReportIndexWriter.write(parent) }
  }

  /// The report of several experiments that a folder holds; nil if it is not one of those.
  ///
  /// - Throws: `FileError` if its study is none of this version.
  static func study(of folder: String) throws -> StudyReport? {
    let path = "\(folder)/\(StudyReport.source)"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try read(path) { try StudyReport(Study(json: $0)) }
  }

  /// The table that a folder was rendered from.
  ///
  /// - Throws: `FileError` if there is no such file or it is no table of this version.
  static func table(of folder: String) throws -> ResultTable {
    try read("\(folder)/\(ReportFolder.source)") { try ResultTable(json: $0) }
  }

  /// The differences between a folder and what its table gives.
  ///
  /// - Throws: `FileError` if there is no such file or it is no table.
  static func check(_ folder: String) throws -> [ReportFolder.Difference] {
    var existing: [String: Data] = [:]
    let top = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let inner = contents(of: "figures", in: folder) + contents(of: "tables", in: folder)
    for path in top + inner {
      existing[path] = FileManager.default.contents(atPath: "\(folder)/\(path)")
    }
    if existing[StudyReport.source] != nil {
      return try read("\(folder)/\(StudyReport.source)") {
        try ReportFolder.check(study: $0, existing: existing)
      }
    }
    return try read("\(folder)/\(ReportFolder.source)") {
      try ReportFolder.check(results: $0, existing: existing)
    }
  }

  private static func read<Value>(
    _ path: String, _ decode: (Data) throws -> Value
  ) throws -> Value {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw FileError(path: path, action: "read", reason: "there is no such file")
    }
    do {
      return try decode(bytes)
    } catch is DecodingError {
      throw FileError(path: path, action: "read", reason: "it is no table of this version")
    }
  }

  private static func contents(of subfolder: String, in folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(subfolder)")
    return (names ?? []).map { "\(subfolder)/\($0)" }
  }
}
