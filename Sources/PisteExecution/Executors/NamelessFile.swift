private import Glibc
private import SystemPackage

/// A file in memory that bears no name, so that no folder need be writable and nothing is left
/// behind, whenever the process is killed.
package enum NamelessFile {
  /// Opens a new empty file for reading and writing, closed on exec.
  ///
  /// Where the system offers none, `/dev/null` stands in: then a worker that dies before its first
  /// assignment leaves no words, but it can work.
  ///
  /// - Returns: The open file's descriptor.
  /// - Throws: `Errno`.
  package static func open() throws -> Int32 {
    typealias Create = @convention(c) (UnsafePointer<CChar>, CUnsignedInt) -> CInt
    // By its name in the C library: Swift's `Glibc` leaves it out.
    guard let symbol = dlsym(nil, "memfd_create") else { return try openNull() }
    let closeOnExec: CUnsignedInt = 1
    let descriptor = unsafeBitCast(symbol, to: Create.self)("piste-worker", closeOnExec)
    if descriptor >= 0 { return descriptor }
    guard errno == ENOSYS || errno == EPERM else { throw Errno(rawValue: errno) }
    return try openNull()
  }

  private static func openNull() throws -> Int32 {
    try FileDescriptor.open("/dev/null", .readWrite, options: .closeOnExec).rawValue
  }
}
