import Foundation
import PisteCore
import PisteData
import PisteTestSupport
import Testing

/// Files that changed behind the cache's back: its own, and the ones the data came from.
@Suite struct StaleFilesTests {
  private let folder: TemporaryDirectory
  private let cache: DataCache
  private let csv: String

  init() throws {
    folder = try TemporaryDirectory()
    cache = DataCache(directory: folder.path + "/cache")
    csv = try folder.write(Self.text(firstValue: 1), to: "a.csv")
  }

  private static func text(firstValue: Int) -> String {
    "x,y\n\(firstValue),a\n" + (2...100).map { "\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
  }

  private var request: DataSetRequest { DataSetRequest(name: "csv", path: csv, task: .binary) }

  /// How a file gets other bytes; either way its size and its time of modification stay.
  enum Edit: CaseIterable { case inPlace, replacing }

  private func edit(_ path: String, _ edit: Edit, _ change: (inout Data) -> Void) throws {
    let before = try status(path)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    change(&bytes)
    // A file system's clock ticks every few milliseconds: the loop waits for the next tick.
    repeat {
      switch edit {
      case .inPlace:
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.write(contentsOf: bytes)
        try file.close()
      case .replacing: try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
      }
      #expect(utimensat(AT_FDCWD, path, [before.st_atim, before.st_mtim], 0) == 0)
    } while try status(path).st_ctim.tv_nsec == before.st_ctim.tv_nsec
    let after = try status(path)
    #expect(after.st_size == before.st_size)
    #expect(after.st_mtim.tv_sec == before.st_mtim.tv_sec)
    #expect(after.st_mtim.tv_nsec == before.st_mtim.tv_nsec)
    #expect((after.st_ino == before.st_ino) == (edit == .inPlace))
  }

  private func status(_ path: String) throws -> stat {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return status
  }

  private func cacheFile() throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: cache.directory)
    try #require(names.count == 1)
    return "\(cache.directory)/\(names[0])"
  }

  /// Damage to the first row and to the last.
  enum Place: CaseIterable { case first, last }

  @Test(arguments: Edit.allCases, Place.allCases)
  func aDamagedRowIsRemade(by edit: Edit, at place: Place) throws {
    let first = try DataSets.load(request, cache: cache)
    let inputs = Array(first.training.inputs)
    let rowBytes = inputs.withUnsafeBytes { Data($0) }
    let file = try cacheFile()
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    func damage() throws {
      try self.edit(file, edit) { bytes in
        switch place {
        case .first:
          guard let rows = bytes.range(of: rowBytes) else {
            Issue.record("the file does not hold the training inputs")
            return
          }
          bytes.resetBytes(in: rows.lowerBound..<rows.lowerBound + 160)
        case .last: bytes[bytes.count - 1] ^= 1
        }
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)) != whole)
    }
    try damage()
    let again = try DataSets.load(request, cache: cache)
    #expect(again.training.inputs.elementsEqual(inputs))
    #expect(again.facts == first.facts)
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == whole)
    // Nor are facts handed out of a file whose rows are not the ones they tell of.
    try damage()
    #expect(try DataSets.facts(request, cache: cache) == first.facts)
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == whole)
  }

  @Test(arguments: Edit.allCases)
  func dataEditedUnderItsOldTimeIsReadAnew(by edit: Edit) throws {
    let facts = try DataSets.facts(request, cache: cache)
    try self.edit(csv, edit) { $0 = Data(Self.text(firstValue: 7).utf8) }
    #expect(try DataSets.facts(request, cache: cache).digest != facts.digest)
  }
}
