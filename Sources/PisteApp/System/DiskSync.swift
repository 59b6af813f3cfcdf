private import Dispatch
private import Foundation
private import Synchronization

/// Waits until files are on the disk.
enum DiskSync {
  /// Files that are waited for at the same time, each on a thread of its own.
  ///
  /// A disk makes room for many in one flush: forty files together take hardly longer than one.
  private static let lanes = (1...16).map { DispatchQueue(label: "piste.sync.\($0)") }

  /// Returns once files and folders are safe from a loss of power; what is not there is passed over.
  ///
  /// - Throws: ``FileError`` for one of those that cannot be synced.
  static func sync(_ paths: [String]) throws {
    let failure = Mutex<FileError?>(nil)
    let group = DispatchGroup()
    for (place, path) in paths.enumerated() {
      lanes[place % lanes.count].async(group: group) {
        guard let error = fault(syncing: path) else { return }
        failure.withLock { $0 = $0 ?? error }
      }
    }
    group.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private static func fault(syncing path: String) -> FileError? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return errno == ENOENT ? nil : FileError(path: path, action: "open") }
    defer { close(file) }
    guard fsync(file) != 0 else { return nil }
    let error = FileError(path: path, action: "sync")
    guard errno == EINVAL else { return error }
    // Some file systems cannot sync folders; theirs are safe with the files.
    var facts = stat()
    return fstat(file, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR ? nil : error
  }
}
