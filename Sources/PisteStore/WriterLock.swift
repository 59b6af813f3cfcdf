private import Foundation
private import PisteCore

/// The right to write a store, held by one process at a time.
///
/// The kernel releases it when the process ends, however it ends. The descriptor is closed on
/// exec: a worker that inherited it would keep the lock beyond its scheduler's death.
package final class WriterLock: Sendable {
  /// The locked file.
  package let descriptor: Int32

  private static let patience = 10

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit {
    // Nothing can be done about a failing close, and the lock goes with the descriptor.
    _ = close(descriptor)
  }

  /// Gives the lock back before the object goes.
  package func release() {
    // The next holder's name is not known until it has signed: better none than the last one's.
    _ = ftruncate(descriptor, 0)
    _ = flock(descriptor, LOCK_UN)
  }

  /// Takes the lock and signs it.
  ///
  /// - Parameters:
  ///   - location: The store, whose folder exists.
  ///   - holder: Who asks.
  /// - Returns: The lock, held until it is released or goes out of use.
  /// - Throws: ``StoreError`` with code `.inUse` and the other holder, or as `errno` tells.
  package static func take(_ location: StoreLocation, as holder: LockHolder) throws -> WriterLock {
    let path = location.lockPath
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw StoreError(errno: errno, "open", path: path) }
    let lock = WriterLock(descriptor: descriptor)
    let deadline = ContinuousClock.now + .seconds(patience)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw StoreError(errno: errno, "lock", path: path)
      }
      // A reader that asks who writes holds the lock, shared, for an instant: that is waited
      // out. A writer holds it alone, so where it cannot be shared there is one.
      guard flock(descriptor, LOCK_SH | LOCK_NB) == 0, ContinuousClock.now < deadline else {
        throw inUse(location, by: card(descriptor))
      }
      _ = flock(descriptor, LOCK_UN)
      usleep(10_000)
    }
    try lock.sign(holder, path: path)
    return lock
  }

  /// Who holds the lock at this moment, or nil if nobody does.
  ///
  /// - Throws: ``StoreError`` as `errno` tells, if the file cannot be examined.
  package static func holder(of location: StoreLocation) throws -> LockHolder? {
    let descriptor = open(location.lockPath, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw StoreError(errno: errno, "open", path: location.lockPath)
    }
    defer { _ = close(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
    guard errno == EWOULDBLOCK else {
      throw StoreError(errno: errno, "examine", path: location.lockPath)
    }
    return card(descriptor) ?? LockHolder(processID: 0, host: "?", purpose: "?", since: "?")
  }

  private static func inUse(_ location: StoreLocation, by holder: LockHolder?) -> StoreError {
    StoreError(
      .inUse,
      "\(location.directory) is in use by " + (holder?.description ?? "a process just starting"),
      hint: "wait until it is done, or name another store with --store", path: location.directory,
      holder: holder)
  }

  private static func card(_ descriptor: Int32) -> LockHolder? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    // A card half written is one whose writer is just starting: then nothing is known of it.
    return try? JSONDecoder().decode(LockHolder.self, from: Data(bytes[..<count]))
  }

  private func sign(_ holder: LockHolder, path: String) throws {
    guard let text = try? CanonicalJSON.encode(holder) else {
      throw StoreError(.io, "cannot describe the writer in \(path)", path: path)
    }
    let written = text.withUnsafeBytes { bytes in
      ftruncate(descriptor, 0) == 0
        && pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count
    }
    guard written else { throw StoreError(errno: errno, "write", path: path) }
  }
}
