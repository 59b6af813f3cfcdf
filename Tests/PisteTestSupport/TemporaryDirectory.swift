public import Foundation

/// A folder of its own for a test, removed when the last reference goes.
public final class TemporaryDirectory: Sendable {
  /// The folder.
  public let url: URL

  /// The folder's path.
  public var path: String { url.path }

  /// Creates the folder.
  ///
  /// - Throws: what the file manager throws.
  public init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("piste-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// Writes a text file and returns its path; folders in the name are created.
  ///
  /// - Parameters:
  ///   - text: the file's content.
  ///   - name: its path below the folder.
  /// - Returns: its whole path.
  /// - Throws: what writing throws.
  public func write(_ text: String, to name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
