public import Foundation

/// Holds a report folder against its own `results.json`.
public enum ReportFolder {
  /// The file a folder is rendered from.
  public static let source = "results.json"

  /// What is wrong with one file of a folder.
  public struct Difference: Sendable, Hashable {
    /// The ways in which a file can be stale.
    public enum Kind: String, Sendable {
      /// The folder lacks it.
      case missing
      /// Its bytes are not those that rendering gives.
      case changed
      /// Rendering gives no such file.
      case unexpected
    }

    /// The file's path within the folder.
    public var path: String
    /// What is wrong.
    public var kind: Kind

    /// Creates a difference.
    public init(path: String, kind: Kind) {
      self.path = path
      self.kind = kind
    }
  }

  /// Renders a folder's table again and compares.
  ///
  /// Tables are held against what they should be only where there are any, since a folder need not have
  /// them.
  ///
  /// - Parameters:
  ///   - results: the bytes of the folder's `results.json`.
  ///   - existing: the folder's files by path, `results.json` among them or not. A path outside of
  ///     `figures/` and `tables/` that rendering does not give is somebody else's and not looked at.
  /// - Returns: the differences in order of path; none if the folder is fresh.
  /// - Throws: `DecodingError` if the bytes are no table this version can read.
  public static func check(results: Data, existing: [String: Data]) throws -> [Difference] {
    let report = try Report(ResultTable(json: results))
    var found = existing
    found[source] = found[source] ?? results
    return compare(found, with: try report.files(), tables: report.tables)
  }

  /// Renders the report of several experiments again and compares.
  ///
  /// - Parameters:
  ///   - study: the bytes of the folder's `study.json`.
  ///   - existing: the folder's files by path, as for ``check(results:existing:)``.
  /// - Returns: the differences in order of path; none if the folder is fresh.
  /// - Throws: `DecodingError` if the bytes are no study this version can read.
  public static func check(study: Data, existing: [String: Data]) throws -> [Difference] {
    let report = try StudyReport(Study(json: study))
    return compare(existing, with: try report.files(), tables: report.tables)
  }

  private static func compare(
    _ existing: [String: Data], with files: [ReportFile], tables: (TableFormat) -> [ReportFile]
  ) -> [Difference] {
    let formats = TableFormat.allCases.filter { format in
      existing.keys.contains { isTable($0, format) }
    }
    let rendered = files + formats.flatMap(tables)
    let expected = Set(rendered.map(\.path))
    let unexpected = existing.keys.filter { path in
      !expected.contains(path)
        && (path.hasPrefix("figures/") || TableFormat.allCases.contains { isTable(path, $0) })
    }
    return
      (differences(of: existing, from: rendered)
      + unexpected.map { Difference(path: $0, kind: .unexpected) }).sorted { $0.path < $1.path }
  }

  /// The rendered files that a folder lacks or has otherwise, in order of path.
  ///
  /// - Parameters:
  ///   - existing: the folder's files by path.
  ///   - rendered: what they should be.
  /// - Returns: the differences; none if the folder has all of them as they should be.
  public static func differences(
    of existing: [String: Data], from rendered: [ReportFile]
  ) -> [Difference] {
    rendered.compactMap { file -> Difference? in
      guard let bytes = existing[file.path] else {
        return Difference(path: file.path, kind: .missing)
      }
      return bytes == file.bytes ? nil : Difference(path: file.path, kind: .changed)
    }.sorted { $0.path < $1.path }
  }

  private static func isTable(_ path: String, _ format: TableFormat) -> Bool {
    path.hasPrefix("tables/") && path.hasSuffix("." + format.suffix)
  }
}
