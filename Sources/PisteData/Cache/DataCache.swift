private import Foundation
internal import PisteCore

/// The folder of prepared data sets, one file a request, which all processes share.
///
/// A file's name is the SHA-256 of the request and of its source files' names, sizes, numbers and
/// times. A file gets its name when it is whole and on disk, and is never written again, so that
/// readers need no lock; processes that prepare the same data at once each write a file of their
/// own, and the last name wins. Damage to the header or to a row, or a wrong length, makes a file
/// as good as absent; each process looks for it once a file.
public struct DataCache: Sendable, Hashable {
  /// The folder, made when it is first written to.
  public let directory: String

  /// Uses a folder, which need not exist.
  public init(directory: String) { self.directory = directory }

  func path(of key: String) -> String { "\(directory)/\(key).\(Self.ending)" }

  /// The header of a prepared file, nil if there is none that is whole.
  func header(for key: String) -> CacheHeader? {
    whole(key)?.header
  }

  /// The rows of a prepared file, nil if there is none that is whole.
  func open(_ key: String) -> DataSet? {
    guard let (header, mapping) = whole(key) else { return nil }
    return DataSet(facts: header.facts, mapping: mapping, layout: header.layout)
  }

  private func whole(_ key: String) -> (header: CacheHeader, mapping: FileMapping)? {
    guard let mapping = FileMapping(path: path(of: key)),
      let header = CacheHeader(mapping.bytes),
      let kept = MappedFiles.keep(mapping, ifWhole: { header.matchesRows(of: $0.bytes) })
    else { return nil }
    return (header, kept)
  }

  /// Writes prepared rows under the first key, and gives them the other keys as further names.
  func publish(_ data: PreparedData, keys: [String]) throws(DataError) -> DataSet {
    try makeDirectory()
    removeLeftovers()
    let temporary = "\(directory)/\(UUID().uuidString).\(Self.temporaryEnding)"
    defer { unlink(temporary) }
    try CacheWriter.write(data, to: temporary)
    for key in keys.dropFirst() {
      // A second name spares the second file. Without it (some file systems have no links) the
      // rows are only prepared again under the other key, so a failure is no fault.
      let alias = "\(directory)/\(UUID().uuidString).\(Self.temporaryEnding)"
      if link(temporary, alias) == 0 {
        if rename(alias, path(of: key)) != 0 { unlink(alias) }
      }
    }
    guard let key = keys.first, rename(temporary, path(of: key)) == 0 else {
      throw failure("name", errno)
    }
    syncDirectory()
    guard let ready = open(key) else {
      throw DataError(
        .cacheFailure, "the cache file '\(path(of: key))' cannot be read after it was written",
        hint: "check the disk, and that nothing else clears the folder")
    }
    return ready
  }

  /// Every prepared file, with the digest of its data; nil for one that is damaged.
  ///
  /// Files that another process is just writing are left out, those left by a dead one are not.
  public func files() -> [(path: String, digest: String?)] {
    guard let names = try? FileAccess.names(in: directory) else { return [] }
    return names.compactMap { name in
      let path = "\(directory)/\(name)"
      if name.hasSuffix(".\(Self.temporaryEnding)") {
        let age = (try? FileStamp(of: path)).map { time(nil) - Int($0.modifiedSeconds) } ?? 0
        return age > 86_400 ? (path, nil) : nil
      }
      guard name.hasSuffix(".\(Self.ending)") else { return nil }
      return (path, FileMapping(path: path).flatMap { CacheHeader($0.bytes)?.facts.digest })
    }
  }

  private static let ending = "pistedata"
  private static let temporaryEnding = "tmp"

  private func makeDirectory() throws(DataError) {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw DataError(
        .cacheFailure, "cannot make the cache folder '\(directory)'",
        hint: "choose a folder that can be written with --store")
    }
  }

  /// Removes what processes left that were killed while they wrote: temporary files a day old.
  private func removeLeftovers() {
    guard let names = try? FileAccess.names(in: directory) else { return }
    let dayAgo = time(nil) - 86_400
    for name in names where name.hasSuffix(Self.temporaryEnding) {
      guard let stamp = try? FileStamp(of: "\(directory)/\(name)") else { continue }
      if stamp.modifiedSeconds < dayAgo { unlink(stamp.path) }
    }
  }

  /// Puts the new name on disk; where a folder cannot be synced, a crash costs a file that is made again.
  private func syncDirectory() {
    let descriptor = Foundation.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private func failure(_ action: String, _ code: Int32) -> DataError {
    DataError(
      .cacheFailure,
      "cannot \(action) a file in the cache folder '\(directory)': \(FileAccess.reason(code))",
      hint: "check the folder's space and permissions, or choose another with --store")
  }
}
