private import Foundation
internal import PisteCore

/// Which Piste this is.
enum Versions {
  /// Release and core, as `--version` prints them.
  static var text: String { "piste \(PisteVersion.release) (core \(PisteVersion.core))" }

  /// The compiler this was built with, to its minor version.
  static var swift: String {
    #if swift(>=6.5)
      "6.5 or later"
    #elseif swift(>=6.4)
      "6.4"
    #elseif swift(>=6.3)
      "6.3"
    #elseif swift(>=6.2)
      "6.2"
    #else
      "before 6.2"
    #endif
  }
}

/// The commit of the sources that the program was built from, where it still lies among them.
struct SourceRevision: Sendable {
  /// The commit's hash.
  let commit: String
  /// Whether tracked files differ from it, or have changed since the program was built.
  let isDirty: Bool

  /// The revision of the work tree that holds the program; nil where there is none, as for an
  /// installed binary, or no git.
  static func current() -> SourceRevision? {
    let folder = URL(fileURLWithPath: SystemFacts.executable).deletingLastPathComponent().path
    guard let root = git(["-C", folder, "rev-parse", "--show-toplevel"]),
      FileManager.default.fileExists(atPath: root + "/Sources/PisteCore"),
      let commit = git(["-C", root, "rev-parse", "HEAD"]),
      let changes = git(["-C", root, "status", "--porcelain", "--untracked-files=no"])
    else { return nil }
    return SourceRevision(
      commit: commit, isDirty: !changes.isEmpty || isOlderThanSources(below: root))
  }

  /// Whether a source was written after the program, as by a checkout of another commit.
  private static func isOlderThanSources(below root: String) -> Bool {
    let built = modificationTime(of: SystemFacts.executable) ?? .distantPast
    let paths = FileManager.default.enumerator(atPath: root + "/Sources")
    while let path = paths?.nextObject() as? String {
      guard path.hasSuffix(".swift") || path.hasSuffix(".c") || path.hasSuffix(".h") else {
        continue
      }
      if let time = modificationTime(of: "\(root)/Sources/\(path)"), time > built { return true }
    }
    return false
  }

  private static func modificationTime(of path: String) -> Date? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
  }

  private static func git(_ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
