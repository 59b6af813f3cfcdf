import PisteCatalog
import PisteCore
import PisteData
import PisteTestSupport
import Testing

/// The catalog's defaults are the ones by which rows are made.
@Suite struct MadeUpDefaultsTests {
  @Test func bothKnowTheSameNames() {
    #expect(Set(DataSets.names) == Set(Catalog.names(.dataset)))
    #expect(Set(DataSets.normalizations) == Set(Catalog.names(.normalization)))
    for name in DataSetName.allCases {
      #expect(name.isFunction == (FunctionName(rawValue: name.rawValue) != nil))
    }
  }

  @Test(arguments: [
    "spirals", "moons", "xor", "linear-regression", "teacher-student", "quadratic",
    "quadratic-deep", "rosenbrock",
  ])
  func completeSettingsMakeTheRowsOfBareOnes(name: String) throws {
    let folder = try TemporaryDirectory()
    let cache = DataCache(directory: folder.path)
    let bare: Settings = ["dataset.name": .text(name)]
    let complete = Catalog.complete(bare, facts: nil)
    #expect(complete.values.count > 10)
    func facts(_ settings: Settings) throws -> DataSetFacts {
      try DataSets.facts(DataSetRequest(settings: settings, baseDirectory: ""), cache: cache)
    }
    #expect(try facts(complete) == facts(bare))
    #expect(try facts(complete) == DataSets.facts(DataSetRequest(name: name), cache: cache))
  }

  @Test func whereMinimizingBeginsIsTheCatalogsStart() throws {
    for name in FunctionName.allCases {
      let key: Settings = ["dataset.name": .text(name.rawValue)]
      let stated = Catalog.complete(key, facts: nil)["dataset.start"]?.number
      let function = try #require(try ObjectiveFunction(DataSetRequest(name: name.rawValue)))
      guard let stated else {
        #expect(name == .rosenbrock)
        continue
      }
      #expect(function.start.allSatisfy { $0 == stated }, "\(name)")
    }
  }
}
