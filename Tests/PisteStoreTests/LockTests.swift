import Foundation
import PisteCore
import PisteStore
import Testing

@Suite struct LockTests {
  private let sandbox: StoreSandbox

  init() throws { sandbox = try StoreSandbox() }

  @Test func aSecondWriterIsToldWhoHoldsTheStore() throws {
    let store = try sandbox.write(purpose: "sweep first.yaml")
    let error = storeError { _ = try sandbox.write(purpose: "sweep second.yaml") }
    #expect(error?.code == .inUse)
    #expect(error?.holder?.processID == getpid())
    #expect(error?.holder?.purpose == "sweep first.yaml")
    #expect(error?.message.hasSuffix("(sweep first.yaml, since 2026-01-01T00:00:01.000Z)") == true)
    #expect(error?.message.contains("is in use by process \(getpid()) on ") == true)
    #expect(try RunStore.writer(of: sandbox.location)?.purpose == "sweep first.yaml")
    try store.close()
  }

  @Test func aClosedStoreCanBeWrittenByAnother() throws {
    let first = try sandbox.write()
    try first.close()
    #expect(try RunStore.writer(of: sandbox.location) == nil)
    try sandbox.write(purpose: "delete").close()
  }

  @Test func aStoreThatGoesOutOfUseGivesTheLockBack() throws {
    var first: RunStore? = try sandbox.write()
    #expect(try RunStore.writer(of: sandbox.location) != nil)
    first = nil
    #expect(first == nil)
    #expect(try RunStore.writer(of: sandbox.location) == nil)
  }

  @Test func aWorkerDoesNotInheritTheLock() throws {
    try FileManager.default.createDirectory(
      atPath: sandbox.location.directory, withIntermediateDirectories: true)
    let holder = LockHolder(processID: 1, host: "hill", purpose: "sweep", since: "now")
    var lock: WriterLock? = try WriterLock.take(sandbox.location, as: holder)
    let descriptor = try #require(lock).descriptor
    #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
    // A process that lives on after its parent gave the lock up must not keep it.
    let worker = Process()
    worker.executableURL = URL(fileURLWithPath: "/bin/sleep")
    worker.arguments = ["20"]
    try worker.run()
    lock = nil
    #expect(lock == nil)
    #expect(try WriterLock.holder(of: sandbox.location) == nil)
    #expect(worker.isRunning)
    kill(worker.processIdentifier, SIGKILL)
    worker.waitUntilExit()
  }

  @Test func aHolderWhoseCardIsTornIsStillAHolder() throws {
    let store = try sandbox.write()
    try Data("{\"pro".utf8).write(to: URL(fileURLWithPath: sandbox.location.lockPath))
    let error = storeError { _ = try sandbox.write() }
    #expect(error?.code == .inUse)
    #expect(error?.message.hasSuffix("is in use by a process just starting") == true)
    try store.close()
  }

  @Test func askingWhoWritesDoesNotKeepAWriterOut() throws {
    try sandbox.write().close()
    let asker = open(sandbox.location.lockPath, O_RDONLY)
    #expect(flock(asker, LOCK_SH | LOCK_NB) == 0)
    Thread.detachNewThread {
      usleep(30_000)
      _ = flock(asker, LOCK_UN)
      _ = close(asker)
    }
    try sandbox.write().close()
  }
}
