import Foundation
import PisteCore
import PisteData
import PisteTestSupport
import Testing

@Suite struct DataCacheTests {
  private let folder: TemporaryDirectory
  private let cache: DataCache
  private let csv: String

  init() throws {
    folder = try TemporaryDirectory()
    cache = DataCache(directory: folder.path + "/cache/deep")
    csv = try folder.write(Self.text(firstValue: 1), to: "a.csv")
  }

  private static func text(firstValue: Int) -> String {
    "x,y\n\(firstValue),a\n" + (2...100).map { "\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
  }

  private func files() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: URL(fileURLWithPath: cache.directory), includingPropertiesForKeys: nil)
  }

  private var request: DataSetRequest { DataSetRequest(name: "csv", path: csv) }

  @Test func theSecondLoadMapsTheSameBytes() throws {
    let first = try DataSets.load(request, cache: cache)
    let stamps = try files().map { try $0.resourceValues(forKeys: [.contentModificationDateKey]) }
    let second = try DataSets.load(request, cache: cache)
    #expect(first.facts == second.facts)
    #expect(first.training.inputs.elementsEqual(second.training.inputs))
    #expect(first.test.labels.elementsEqual(second.test.labels))
    #expect(try files().count == stamps.count)
    #expect(
      try files().map { try $0.resourceValues(forKeys: [.contentModificationDateKey]) }
        .map(\.contentModificationDate) == stamps.map(\.contentModificationDate))
  }

  @Test func buffersBeginAtCacheLines() throws {
    let data = try DataSets.load(request, cache: cache)
    for split in [data.training, data.validation, data.test] {
      #expect(Int(bitPattern: split.inputs.baseAddress) % 64 == 0)
      #expect(Int(bitPattern: split.labels.baseAddress) % 64 == 0)
    }
  }

  @Test func buffersOutliveTheirDataSet() throws {
    // Nothing holds the data sets; loading again and again must not map again and again either.
    let buffers = try (0..<3).map { _ in try DataSets.load(request, cache: cache).training.inputs }
    #expect(Set(buffers.map(\.baseAddress)).count == 1)
    #expect(buffers.allSatisfy { $0.count == 70 && $0.reduce(0, +).isFinite })
  }

  @Test func aWarmCacheGivesFactsWithoutTheRows() throws {
    let facts = try DataSets.facts(request, cache: cache)
    // Same length, other content, same time: only a header that is trusted gives the old facts.
    let attributes = try FileManager.default.attributesOfItem(atPath: csv)
    let date = try #require(attributes[.modificationDate] as? Date)
    #expect(try DataSets.facts(request, cache: cache) == facts)
    _ = try folder.write(Self.text(firstValue: 7), to: "a.csv")
    try FileManager.default.setAttributes(
      [.modificationDate: date.addingTimeInterval(5)], ofItemAtPath: csv)
    let changed = try DataSets.facts(request, cache: cache)
    #expect(changed.digest != facts.digest)
  }

  @Test(arguments: [0, 9, 20, 30, 35, 40, 70, 90])
  func aDamagedHeaderIsRemade(byte: Int) throws {
    let facts = try DataSets.facts(request, cache: cache)
    for file in try files() {
      var bytes = try Data(contentsOf: file)
      bytes[byte] ^= 0x20
      try bytes.write(to: file, options: .atomic)
    }
    #expect(try DataSets.load(request, cache: cache).facts == facts)
  }

  @Test(arguments: [0, 1, 63, 64, 100, 500])
  func aFileCutOffIsRemade(length: Int) throws {
    let whole = try DataSets.load(request, cache: cache)
    for file in try files() {
      // Atomically: cutting the very file that is mapped would take its pages away.
      try Data(contentsOf: file).prefix(length).write(to: file, options: .atomic)
    }
    let again = try DataSets.load(request, cache: cache)
    #expect(again.training.inputs.elementsEqual(whole.training.inputs))
  }

  @Test func namingTheTaskThatFollowsAnywayPreparesNothing() throws {
    let facts = try DataSets.facts(request, cache: cache)
    #expect(facts.task == .binary)
    let count = try files().count
    var named = request
    named.task = .binary
    #expect(try DataSets.facts(named, cache: cache) == facts)
    #expect(try files().count == count)
    named.task = .classification
    #expect(try DataSets.facts(named, cache: cache).digest != facts.digest)
    #expect(try files().count == count + 1)
  }

  @Test func whatShapesTheRowsIsInTheDigestAndThePathIsNot() throws {
    var digests: Set<String> = []
    let copy = try folder.write(Self.text(firstValue: 1), to: "elsewhere/b.csv")
    for path in [csv, copy] {
      digests.insert(
        try DataSets.facts(DataSetRequest(name: "csv", path: path), cache: cache).digest)
    }
    #expect(digests.count == 1)
    let changes: [(inout DataSetRequest) -> Void] = [
      { $0.limit = 50 }, { $0.validation = 20 }, { $0.test = 0 }, { $0.normalize = "none" },
      { $0.splitSeed = 1 }, { $0.task = .classification }, { $0.target = "1" },
    ]
    for change in changes {
      var changed = request
      change(&changed)
      let digest = try DataSets.facts(changed, cache: cache).digest
      #expect(digests.insert(digest).inserted)
    }
    // Settings of synthetic sets do not touch a file's rows.
    var other = request
    other.rows = 5
    other.noise = 1
    #expect(try digests.contains(DataSets.facts(other, cache: cache).digest))
  }

  @Test func manyMakersAtOnceAgree() async throws {
    let request = self.request
    let cache = self.cache
    let sums = try await withThrowingTaskGroup(of: Double.self) { group in
      for _ in 0..<8 {
        group.addTask { @concurrent in
          let data = try DataSets.load(request, cache: cache)
          return data.training.inputs.reduce(0) { $0 + Double($1 * $1) }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(sums).count == 1)
    #expect(try files().allSatisfy { $0.pathExtension == "pistedata" })
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    let blocked = DataCache(directory: csv + "/cache")
    let fault = #expect(throws: DataError.self) { try DataSets.load(request, cache: blocked) }
    #expect(fault?.code == .cacheFailure)
    #expect(fault?.isEnvironment == true)
    var missing = request
    missing.path = csv + ".gone"
    let gone = #expect(throws: DataError.self) { try DataSets.load(missing, cache: cache) }
    #expect(gone?.isEnvironment == false)
    #expect(fault?.message == "cannot make the cache folder '\(csv)/cache'")
  }
}
