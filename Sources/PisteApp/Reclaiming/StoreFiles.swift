private import Foundation
internal import PisteCore
private import PisteData
internal import PisteStore

/// Files in the store's folder that can go.
struct StoreFiles {
  /// Folders of weights, or what is too much in one.
  var artifacts: [String] = []
  /// Logs.
  var logs: [String] = []
  /// Prepared data.
  var cache: [String] = []

  /// All of them.
  var all: [String] { artifacts + logs + cache }

  /// The files of runs that are deleted.
  init(of runs: [RunID], at location: StoreLocation) {
    let exists = { (path: String) in FileManager.default.fileExists(atPath: path) }
    artifacts = runs.map(location.artifacts).filter(exists)
    logs = runs.map(location.log).filter(exists)
  }

  /// The files that no run needs: those of runs that are gone, checkpoints of runs that have a
  /// result, what was left in the middle of writing, and data that no run was planned on.
  ///
  /// Names that Piste does not give are left alone.
  init(besides runs: [RunID: RunStatus], data digests: Set<String>, at location: StoreLocation) {
    for name in Self.names(in: location.artifactsDirectory) where Self.isID(name[...]) {
      let folder = "\(location.artifactsDirectory)/\(name)"
      guard let status = runs[RunID(hex: name)] else {
        artifacts.append(folder)
        continue
      }
      let checkpoint = location.checkpoint(of: RunID(hex: name))
      for file in Self.names(in: folder).map({ "\(folder)/\($0)" })
      where file.hasSuffix(".tmp") || (status.isDone && file == checkpoint) {
        artifacts.append(file)
      }
    }
    for name in Self.names(in: location.logsDirectory) where name.hasSuffix(".log") {
      let id = name.dropLast(".log".count)
      guard Self.isID(id), runs[RunID(hex: String(id))] == nil else { continue }
      logs.append("\(location.logsDirectory)/\(name)")
    }
    for file in DataCache(directory: location.cacheDirectory).files() {
      if let digest = file.digest, digests.contains(digest) { continue }
      cache.append(file.path)
    }
  }

  /// Removes them.
  ///
  /// - Throws: `FileError` at the first that cannot be removed.
  func remove() throws {
    for path in all {
      do {
        try FileManager.default.removeItem(atPath: path)
      } catch {
        // Somebody else was faster, which is what was wanted.
        guard FileManager.default.fileExists(atPath: path) else { continue }
        throw FileError(path: path, action: "remove", reason: error.localizedDescription)
      }
    }
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  private static func isID(_ name: Substring) -> Bool {
    name.utf8.count == 64 && name.allSatisfy { "0123456789abcdef".contains($0) }
  }
}
