private import Foundation

/// Tells file systems of other machines, where SQLite's shared memory cannot work.
///
/// WAL needs all processes to map the same memory, which no network file system gives to two
/// machines; locks are unreliable there as well. FUSE is not listed: most of it is local.
///
/// > Source: SQLite, "Write-Ahead Logging", section 1; the numbers are those of statfs(2).
package enum NetworkFileSystem {
  /// The name of the file system with this `f_type`, or nil if it is local.
  package static func name(type: UInt32) -> String? {
    switch type {
    case 0x6969: "NFS"
    case 0x517B, 0xFF53_4D42, 0xFE53_4D42: "SMB"
    case 0x5346_414F, 0x6B41_4653: "AFS"
    case 0x7375_7245: "Coda"
    case 0x564C: "NCP"
    case 0x0102_1997: "9P"
    case 0x00C3_6400: "Ceph"
    case 0x0BD0_0BD0: "Lustre"
    case 0x4750_4653: "GPFS"
    default: nil
    }
  }

  /// Refuses a folder on a network file system.
  ///
  /// - Throws: ``StoreError`` with code `.networkFileSystem`, or as `errno` tells.
  package static func refuse(_ directory: String) throws {
    #if os(Linux)
      var facts = statfs()
      guard statfs(directory, &facts) == 0 else {
        throw StoreError(errno: errno, "examine", path: directory)
      }
      try refuse(directory, type: UInt32(truncatingIfNeeded: facts.f_type))
    #endif
  }

  /// Refuses a folder whose file system has this `f_type`, if that is a network's.
  ///
  /// - Throws: ``StoreError`` with code `.networkFileSystem`.
  package static func refuse(_ directory: String, type: UInt32) throws {
    guard let name = name(type: type) else { return }
    throw StoreError(
      .networkFileSystem, "\(directory) lies on a network file system (\(name))",
      hint: "SQLite's write-ahead log needs a local disk: name one with --store or PISTE_STORE",
      path: directory)
  }
}
