private import Foundation

/// What files take on the disk, as the file system counts it.
enum DiskUse {
  /// The bytes that the disk gives to files and to all that is in folders, each file once.
  ///
  /// What is not there counts nothing; nor does a database's shared memory, which comes and goes
  /// with whoever looks.
  static func bytes(of paths: some Sequence<String>) -> Int {
    var seen: Set<Identity> = []
    var total = 0
    for path in paths { add(path, &seen, &total) }
    return total
  }

  /// A file by itself, whatever names it has.
  private struct Identity: Hashable {
    let device: UInt
    let number: UInt
  }

  private static func add(_ path: String, _ seen: inout Set<Identity>, _ total: inout Int) {
    var facts = stat()
    guard !path.hasSuffix("-shm"), lstat(path, &facts) == 0 else { return }
    let identity = Identity(device: UInt(facts.st_dev), number: UInt(facts.st_ino))
    guard seen.insert(identity).inserted else { return }
    total += Int(facts.st_blocks) * 512
    guard facts.st_mode & S_IFMT == S_IFDIR else { return }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      add("\(path)/\(name)", &seen, &total)
    }
  }
}
