private import Foundation

/// Tells file systems of other machines, where SQLite's shared memory cannot work.
///
/// WAL needs all processes to map the same memory, which no network file system gives to two
/// machines; locks are unreliable there as well.
///
/// > Source: SQLite, "Write-Ahead Logging", section 1; proc(5) for the table of mounts.
package enum NetworkFileSystem {
  private static let types: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "kafs", "coda", "ncpfs", "9p", "ceph",
    "lustre", "gpfs", "beegfs", "glusterfs", "fuse.sshfs", "fuse.glusterfs", "fuse.ceph",
    "fuse.s3fs", "fuse.rclone",
  ]

  /// Refuses a folder on a network file system.
  ///
  /// Where the kernel keeps no table of mounts the folder is taken for a local one.
  ///
  /// - Throws: ``StoreError`` with code `.networkFileSystem`.
  package static func refuse(_ directory: String) throws {
    guard let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8),
      let real = realpath(directory, nil)
    else { return }
    defer { free(real) }
    try refuse(directory, at: String(cString: real), mounts: mounts)
  }

  /// Refuses a folder whose mount is of a network file system.
  ///
  /// - Parameters:
  ///   - directory: The folder as the user named it.
  ///   - path: The same folder, absolute and without symbolic links.
  ///   - mounts: The table of mounts in the form of `/proc/self/mountinfo`.
  /// - Throws: ``StoreError`` with code `.networkFileSystem`.
  package static func refuse(_ directory: String, at path: String, mounts: String) throws {
    guard let type = type(of: path, mounts: mounts), types.contains(type) else { return }
    throw StoreError(
      .networkFileSystem, "\(directory) lies on a network file system (\(type))",
      hint: "SQLite's write-ahead log needs a local disk: name one with --store or PISTE_STORE",
      path: directory)
  }

  /// The type of the file system that a path is on: that of the deepest mount above it.
  static func type(of path: String, mounts: String) -> String? {
    var best: (length: Int, type: String)?
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 6, let dash = fields[6...].firstIndex(of: "-"),
        dash + 1 < fields.count
      else { continue }
      let point = unescaped(fields[4])
      let prefix = point == "/" ? "/" : point + "/"
      guard path == point || path.hasPrefix(prefix) else { continue }
      // Of two mounts on one point the later hides the earlier.
      if point.count >= best?.length ?? 0 { best = (point.count, String(fields[dash + 1])) }
    }
    return best?.type
  }

  /// A mount point's name, in which the kernel writes blanks and backslashes in octal.
  private static func unescaped(_ field: Substring) -> String {
    var name = String(field)
    for (escape, character) in [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")] {
      name = name.replacingOccurrences(of: escape, with: character)
    }
    return name
  }
}
