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
    var rendered = try report.files()
    for format in TableFormat.allCases
    where existing.keys.contains(where: { Self.isTable($0, format) }) {
      rendered += report.tables(format)
    }
    var found = existing
    found[source] = found[source] ?? results
    var differences = self.differences(of: found, from: rendered)
    let expected = Set(rendered.map(\.path))
    for path in existing.keys where !expected.contains(path) {
      guard
        path.hasPrefix("figures/") || TableFormat.allCases.contains(where: { isTable(path, $0) })
      else { continue }
      differences.append(Difference(path: path, kind: .unexpected))
    }
    return differences.sorted { $0.path < $1.path }
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
