import Foundation
import GRDB
import PisteCore
import PisteStore
import Testing

@Suite struct OpeningTests {
  private let sandbox: StoreSandbox

  init() throws { sandbox = try StoreSandbox() }

  @Test func openingForWritingMakesTheWholeFolder() throws {
    let store = try sandbox.write()
    let names = try FileManager.default.contentsOfDirectory(atPath: sandbox.location.directory)
    let expected = ["artifacts", "logs", "cache", "store.sqlite", "writer.lock"]
    #expect(Set(names).isSuperset(of: expected))
    let id = Sample.id(1)
    #expect(store.location.log(of: id) == "\(sandbox.location.directory)/logs/\(id.hex).log")
    #expect(
      store.location.artifacts(of: id) == "\(sandbox.location.directory)/artifacts/\(id.hex)")
  }

  @Test func aCommitIsSynchronizedWithTheDisk() throws {
    let store = try sandbox.write()
    let pragma = { (name: String) in
      try store.write { db in try String.fetchOne(db, sql: "PRAGMA \(name)") }
    }
    #expect(try pragma("journal_mode") == "wal")
    #expect(try pragma("synchronous") == "2")
    #expect(try pragma("foreign_keys") == "1")
    #expect(try pragma("busy_timeout") == "10000")
  }

  @Test func readersSeeWhatIsWrittenWhileItIsWritten() throws {
    let store = try sandbox.store([Sample.run(1)])
    let reader = try RunStore.openForReading(sandbox.location)
    #expect(try reader.status(1) == .queued)
    try store.start(1)
    #expect(try reader.status(1) == .running)
    var seen = 0
    try reader.forEachValue(of: "sample") { _ in seen += 1 }
    try store.record([.epoch(Sample.id(1), attempt: 1, Sample.report(1))])
    try reader.forEachValue(of: "sample") { _ in seen += 1 }
    #expect(seen == 2)
    // Nor does a reader in the middle of a snapshot hold the writer up.
    try reader.forEachValue(of: "sample") { _ in
      try store.record([.epoch(Sample.id(1), attempt: 1, Sample.report(2))])
      seen += 1
    }
    #expect(seen == 4)
    #expect(try reader.epochs(of: Sample.id(1)).count == 2)
    // The writer's going does not disturb the reader.
    try store.close()
    #expect(try reader.status(1) == .running)
  }

  @Test func aReaderCannotWrite() throws {
    try sandbox.store([Sample.run(1)]).close()
    let reader = try RunStore.openForReading(sandbox.location)
    #expect(storeError { try reader.start(1) }?.code == .readOnly)
    #expect(try reader.status(1) == .queued)
  }

  @Test func aFolderWithoutAStoreIsToldFromAnEmptyOne() throws {
    let error = storeError { _ = try RunStore.openForReading(sandbox.location) }
    #expect(error?.code == .notFound)
    #expect(error?.hint?.contains("piste sweep") == true)
    #expect(!FileManager.default.fileExists(atPath: sandbox.location.directory))
  }

  @Test func aStoreInAFolderThatCannotBeWrittenIsRead() throws {
    try sandbox.store([Sample.run(1)]).close()
    let reader = try RunStore.openImmutable(sandbox.location)
    #expect(try reader.status(1) == .queued)
    let names = try FileManager.default.contentsOfDirectory(atPath: sandbox.location.directory)
    #expect(!names.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") })
  }

  @Test func anImmutableStoreIsNotReadUnderAWriter() throws {
    let store = try sandbox.store([Sample.run(1)])
    let error = storeError { _ = try RunStore.openImmutable(sandbox.location) }
    #expect(error?.code == .inUse)
    #expect(error?.holder?.purpose == "sweep test.yaml")
    try store.close()
  }

  @Test func commitsLeftInTheLogAreNotPassedOver() throws {
    try sandbox.store([Sample.run(1)]).close()
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: sandbox.location.databasePath + "-wal"))
    let error = storeError { _ = try RunStore.openImmutable(sandbox.location) }
    #expect(error?.code == .cannotOpen)
    #expect(error?.message.contains("has commits in its log") == true)
  }

  @Test func aFolderNameThatLooksLikeAQueryIsAFolder() throws {
    let odd = StoreLocation(directory: sandbox.folder + "/50% done?#1; file:x")
    try RunStore.openForWriting(odd, purpose: "test").close()
    #expect(try RunStore.openForReading(odd).experiments().isEmpty)
    #expect(try RunStore.openImmutable(odd).experiments().isEmpty)
    #expect(StoreLocation(directory: "file:x").databasePath == "./file:x/store.sqlite")
  }

  @Test func aStoreOfANewerPisteIsRefusedWithBothVersions() throws {
    let store = try sandbox.write()
    try store.write { try $0.execute(sql: "PRAGMA user_version = 7") }
    try store.close()
    for open in [{ try sandbox.write() }, { try RunStore.openForReading(sandbox.location) }] {
      let error = storeError { _ = try open() }
      #expect(error?.code == .newerSchema)
      #expect((error?.foundVersion, error?.supportedVersion) == (7, 2))
      #expect(error?.message.contains("its schema is 7, the newest known here is 2") == true)
    }
  }

  @Test(arguments: [8192, 20])
  func aDamagedFileIsToldAndLeftAlone(_ size: Int) throws {
    try sandbox.write().close()
    let garbage = Data(repeating: 0x2A, count: size)
    let file = URL(fileURLWithPath: sandbox.location.databasePath)
    try garbage.write(to: file)
    #expect(storeError { _ = try sandbox.write() }?.code == .corrupt)
    #expect(
      storeError { _ = try RunStore.openForReading(sandbox.location) }?.code == .corrupt)
    #expect(try Data(contentsOf: file) == garbage)
  }

  @Test func pagesDamagedInTheMiddleAreToldWhenTheyAreRead() throws {
    let store = try sandbox.store((1...200).map { Sample.run($0) })
    try store.close()
    let file = URL(fileURLWithPath: sandbox.location.databasePath)
    var bytes = try Data(contentsOf: file)
    for index in 4096..<bytes.count { bytes[index] = 0x2A }
    try bytes.write(to: file)
    let error = storeError {
      _ = try RunStore.openForReading(sandbox.location).runs(of: "sample")
    }
    #expect(error?.code == .corrupt)
  }

  @Test func anotherProgramsDatabaseIsLeftAlone() throws {
    try FileManager.default.createDirectory(
      atPath: sandbox.location.directory, withIntermediateDirectories: true)
    let other = try DatabaseQueue(path: sandbox.location.databasePath)
    try other.write { try $0.execute(sql: "CREATE TABLE note (text)") }
    try other.close()
    let file = URL(fileURLWithPath: sandbox.location.databasePath)
    let before = try Data(contentsOf: file)
    let error = storeError { _ = try sandbox.write() }
    #expect(error?.code == .cannotOpen)
    #expect(error?.message.hasSuffix("is the database of another program") == true)
    #expect(try Data(contentsOf: file) == before)
  }

  @Test func aFileInTheFoldersPlaceIsTold() throws {
    try Data().write(to: URL(fileURLWithPath: sandbox.location.directory))
    let error = storeError { _ = try sandbox.write() }
    #expect(error?.code == .cannotOpen)
    #expect(error?.path == sandbox.location.directory)
  }

  @Test func aFullDiskIsTold() throws {
    let store = try sandbox.store([Sample.run(1)])
    try store.start(1)
    try store.write { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
    }
    let many = (1...2000).map { RunEvent.epoch(Sample.id(1), attempt: 1, Sample.report($0)) }
    let error = storeError { try store.record(many) }
    #expect(error?.code == .full)
    #expect(error?.description.contains("[disk-full]") == true)
    #expect(try store.epochs(of: Sample.id(1)).isEmpty)
  }

  @Test func networkFileSystemsAreRefused() throws {
    let mounts = """
      21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      40 21 0:35 / /home rw,relatime shared:20 - nfs4 server:/home rw,vers=4.2
      41 40 8:2 / /home/ann/local\\040disk rw,relatime - xfs /dev/sdb1 rw
      42 21 0:36 / /mnt rw shared:7 master:2 - ext4 /dev/sdc1 rw
      43 42 0:37 / /mnt rw - cifs //server/share rw
      """
    let refused = { (path: String) in
      storeError { try NetworkFileSystem.refuse("store", at: path, mounts: mounts) }?.message
    }
    #expect(refused("/var/store") == nil)
    #expect(refused("/homework") == nil)
    #expect(refused("/home") == "store lies on a network file system (nfs4)")
    #expect(refused("/home/ann/store") == "store lies on a network file system (nfs4)")
    #expect(refused("/home/ann/local disk/store") == nil)
    #expect(refused("/mnt/store") == "store lies on a network file system (cifs)")
  }
}
