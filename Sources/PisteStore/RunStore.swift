package import Foundation
package import GRDB
private import PisteCore
private import Synchronization

/// The record of every experiment, run and epoch, in one SQLite file.
///
/// One process writes: the scheduler, which holds the writer's lock for as long as the store is
/// open. Workers send their epochs over pipes, commands and reports open the store to read, so
/// that nothing waits for another process. What must hold is held by the schema.
///
/// All calls are synchronous and may be made from any thread. All throw ``StoreError`` alone.
public final class RunStore: Sendable {
  /// Where the store is.
  public let location: StoreLocation

  private let reader: any DatabaseReader
  private let writer: DatabasePool?
  private let lock: WriterLock?
  private let clock: @Sendable () -> Date
  private let isClosed = Mutex(false)

  private init(
    location: StoreLocation, reader: any DatabaseReader, writer: DatabasePool?,
    lock: WriterLock?, clock: @escaping @Sendable () -> Date
  ) {
    self.location = location
    self.reader = reader
    self.writer = writer
    self.lock = lock
    self.clock = clock
  }

  /// Opens a store to write it, making folder and file where they are missing.
  ///
  /// Runs that a dead scheduler left running are queued again: with the lock held, nobody has
  /// them.
  ///
  /// - Parameters:
  ///   - location: Where the store is.
  ///   - purpose: What for, told to others who want to write, as `sweep quickstart.yaml`.
  /// - Returns: The store, whose lock is held until it is closed or goes out of use.
  /// - Throws: ``StoreError`` with code `.inUse`, `.newerSchema`, `.corrupt`, `.cannotOpen`,
  ///   `.readOnly`, `.networkFileSystem` or `.full`.
  public static func openForWriting(
    _ location: StoreLocation, purpose: String
  ) throws -> RunStore {
    try openForWriting(location, purpose: purpose, clock: { Date() })
  }

  /// Opens a store that is there to write it, and makes none.
  ///
  /// - Parameters:
  ///   - location: Where the store is.
  ///   - purpose: What for, told to others who want to write, as `gc`.
  /// - Returns: The store, whose lock is held until it is closed or goes out of use.
  /// - Throws: ``StoreError`` with code `.notFound`, or as ``openForWriting(_:purpose:)``.
  public static func openExisting(
    _ location: StoreLocation, purpose: String
  ) throws -> RunStore {
    guard let size = try Connection.size(of: location.databasePath), size > 0 else {
      throw notFound(location)
    }
    return try openForWriting(location, purpose: purpose)
  }

  /// As ``openForWriting(_:purpose:)``, with a clock of the caller's.
  package static func openForWriting(
    _ location: StoreLocation, purpose: String, clock: @escaping @Sendable () -> Date
  ) throws -> RunStore {
    try makeFolder(location.directory)
    try NetworkFileSystem.refuse(location.directory)
    let holder = LockHolder(
      processID: getpid(), host: ProcessInfo.processInfo.hostName, purpose: purpose,
      since: StoreTime.text(clock()))
    let lock = try WriterLock.take(location, as: holder)
    for folder in [location.artifactsDirectory, location.logsDirectory, location.cacheDirectory] {
      try makeFolder(folder)
    }
    let path = location.databasePath
    let pool = try StoreError.translating(path) { try Connection.writing(path) }
    let store = RunStore(
      location: location, reader: pool, writer: pool, lock: lock, clock: clock)
    try store.takeUpAbandonedRuns()
    return store
  }

  /// Opens a store to read it, beside a writer or without one.
  ///
  /// - Parameter location: Where the store is.
  /// - Returns: The store; calls that write throw `.readOnly`.
  /// - Throws: ``StoreError`` with code `.notFound`, `.newerSchema`, `.corrupt`, `.cannotOpen`
  ///   or `.networkFileSystem`.
  public static func openForReading(_ location: StoreLocation) throws -> RunStore {
    let path = location.databasePath
    guard let size = try Connection.size(of: path), size > 0 else { throw notFound(location) }
    try NetworkFileSystem.refuse(location.directory)
    return try StoreError.translating(path) {
      do {
        return try checked(Connection.reading(path), location)
      } catch let error as DatabaseError where Connection.isUnfinished(error) {
        guard try Connection.content(path) != .empty else { throw notFound(location) }
        return try checked(Connection.reading(path), location)
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
      {
        guard access(location.directory, W_OK) != 0 else { throw error }
        return try openImmutable(location)
      } catch let error as DatabaseError
        where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE
      {
        // The disk is full: what was recorded can be read all the same, where nobody writes.
        guard let store = try? openImmutable(location) else { throw error }
        return store
      }
    }
  }

  /// Opens a store whose folder cannot be written, as long as nobody writes it.
  ///
  /// - Throws: ``StoreError`` with code `.inUse` if there is a writer.
  package static func openImmutable(_ location: StoreLocation) throws -> RunStore {
    if let holder = try WriterLock.holder(of: location) {
      throw StoreError(
        .inUse, "\(location.directory) is written by \(holder), and its folder is read-only here",
        hint: "wait until it is done", path: location.directory, holder: holder)
    }
    let path = location.databasePath
    return try StoreError.translating(path) {
      try checked(Connection.readingImmutable(path), location)
    }
  }

  /// Who writes the store at this moment, or nil if nobody does.
  ///
  /// - Throws: ``StoreError`` if the lock cannot be examined.
  public static func writer(of location: StoreLocation) throws -> LockHolder? {
    try WriterLock.holder(of: location)
  }

  /// Closes the files and gives the lock back; nothing may be asked of the store afterwards.
  ///
  /// Everything recorded is in the database file by then, without its log, unless a reader
  /// elsewhere is in the middle of an older state of it. Closing again does nothing.
  ///
  /// - Throws: ``StoreError`` if the database cannot be closed, or its log not be folded in; what
  ///   was recorded is kept all the same.
  public func close() throws {
    let wasClosed = isClosed.withLock { isClosed in
      defer { isClosed = true }
      return isClosed
    }
    if wasClosed { return }
    defer { lock?.release() }
    try StoreError.translating(location.databasePath) {
      let folding = Result { if let writer { try Connection.fold(writer) } }
      try reader.close()
      try folding.get()
    }
  }

  private static func checked(
    _ reader: any DatabaseReader, _ location: StoreLocation
  ) throws -> RunStore {
    let content = try reader.read { try Schema.content($0, path: location.databasePath) }
    // Empty means that its making broke off: the next writer finishes it.
    guard content != .empty else { throw notFound(location) }
    return RunStore(
      location: location, reader: reader, writer: nil, lock: nil, clock: { Date() })
  }

  private static func notFound(_ location: StoreLocation) -> StoreError {
    StoreError(
      .notFound, "there is no store in \(location.directory)",
      hint: "sweep an experiment first (piste sweep FILE), or name the store with --store",
      path: location.directory)
  }

  private static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      let cause = (error as? CocoaError)?.underlying as? POSIXError
      throw StoreError(errno: cause?.code.rawValue ?? EIO, "make the folder", path: path)
    }
  }
}

extension RunStore {
  /// The present moment as the store writes it.
  var now: String { StoreTime.text(clock()) }

  /// Reads in one snapshot.
  package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try StoreError.translating(location.databasePath) { try reader.read(body) }
  }

  /// Writes in one transaction, durable when it returns.
  package func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    let writer = try writable()
    return try StoreError.translating(location.databasePath) { try writer.write(body) }
  }

  /// Writes the file anew without its free pages.
  func vacuum() throws {
    let writer = try writable()
    try StoreError.translating(location.databasePath) {
      try writer.vacuum()
      try Connection.fold(writer)
    }
  }

  private func writable() throws -> DatabasePool {
    if let writer { return writer }
    throw StoreError(
      .readOnly, "\(location.databasePath) was opened to be read",
      hint: "open it for writing, which takes the writer's lock", path: location.databasePath)
  }
}
