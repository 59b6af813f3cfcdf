private import Foundation
private import Glibc

/// The file that a worker's stderr goes to while it works on a run.
package enum WorkerLog {
  /// What the line before each attempt begins with.
  package static let headerPrefix = "== attempt "

  /// The line before an attempt.
  package static func header(attempt: Int) -> String { "\(headerPrefix)\(attempt) ==\n" }

  /// Points descriptors at the log of an attempt, behind what earlier attempts wrote.
  ///
  /// - Parameters:
  ///   - targets: The descriptors to point at it.
  ///   - path: The log; its folder is made where it is missing.
  ///   - attempt: The number that the header bears.
  /// - Throws: ``ExecutorError`` with code `.cannotLog`; the descriptors are then as they were.
  package static func redirect(
    _ targets: [Int32], to path: String, attempt: Int
  ) throws(ExecutorError) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw ExecutorError(
        .cannotLog, "cannot make the folder \(folder.path)", underlying: "\(error)")
    }
    let log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard log >= 0 else { throw failure(path) }
    defer { close(log) }
    let header = Array(Self.header(attempt: attempt).utf8)
    guard write(log, header, header.count) == header.count else { throw failure(path) }
    for target in targets {
      guard dup2(log, target) == target else { throw failure(path) }
    }
  }

  private static func failure(_ path: String) -> ExecutorError {
    ExecutorError(
      .cannotLog, "cannot write the log \(path)", underlying: String(cString: strerror(errno)))
  }
}
