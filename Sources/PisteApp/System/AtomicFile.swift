package import Foundation

/// Writes files so that a reader, or the next start after a power cut, sees all of one or none.
package enum AtomicFile {
  /// Writes `bytes` under a temporary name, syncs them, and renames the file into place.
  ///
  /// Without `syncs` only other processes see all or nothing; of a loss of power nothing is promised
  /// until somebody syncs the file.
  ///
  /// - Throws: ``FileError`` naming the path and the system's reason.
  package static func write(
    _ bytes: some DataProtocol, to path: String, syncs: Bool = true
  ) throws {
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw FileError(path: folder, action: "create", reason: error.localizedDescription)
      }
    }
    let temporary = "\(path).\(getpid()).tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw FileError(path: path, action: "write") }
    var failure: FileError?
    for region in bytes.regions where failure == nil {
      failure = region.withUnsafeBytes { write($0, to: file, path: path) }
    }
    if failure == nil, syncs, fsync(file) != 0 { failure = FileError(path: path, action: "sync") }
    close(file)
    if failure == nil, rename(temporary, path) != 0 {
      failure = FileError(path: path, action: "rename")
    }
    if let failure {
      unlink(temporary)
      throw failure
    }
  }

  /// Removes what a killed process left under temporary names in `folder`.
  ///
  /// Only for a folder that one process at a time writes to.
  package static func removeLeftovers(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasSuffix(".tmp") { unlink("\(folder)/\(name)") }
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to file: Int32, path: String
  ) -> FileError? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let chunk = UnsafeRawBufferPointer(rebasing: rest)
      let written = Glibc.write(file, chunk.baseAddress, chunk.count)
      if written < 0 {
        if errno == EINTR { continue }
        return FileError(path: path, action: "write")
      }
      rest = rest.dropFirst(written)
    }
    return nil
  }
}

/// A file that could not be read or written.
package struct FileError: Error {
  /// The file.
  package let path: String
  /// What was tried, as a verb.
  package let action: String
  /// The system's reason.
  package let reason: String

  init(path: String, action: String, reason: String = String(cString: strerror(errno))) {
    self.path = path
    self.action = action
    self.reason = reason
  }
}
