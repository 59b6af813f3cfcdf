import Foundation
import PisteCore
import PisteData
import PisteTestSupport
import Testing

/// Prepared files and identities outlive the settings that are added later.
@Suite struct CacheKeyTests {
  private let folder: TemporaryDirectory
  private let cache: DataCache

  init() throws {
    folder = try TemporaryDirectory()
    cache = DataCache(directory: folder.path + "/cache")
  }

  private func names(_ request: DataSetRequest) throws -> [String] {
    _ = try DataSets.facts(request, cache: cache)
    return try FileManager.default.contentsOfDirectory(atPath: cache.directory)
  }

  // Both keys are computed by Scripts/golden.py.
  @Test func aSettingAtItsDefaultLeavesTheKeyAsItWas() throws {
    let old = "52f26db7a7da4a5b6ba0e2a04ceffa211849248e1d98cdae9dcd30acdd8479cd.pistedata"
    #expect(try names(DataSetRequest(name: "moons")).contains(old))
  }

  @Test func anotherScopeIsAnotherFile() throws {
    let new = "31842ae0c2acaeb2e86fb727fef469617c6047be839475ea4f34ad9b497c216e.pistedata"
    let names = try names(DataSetRequest(name: "moons", normalizeScope: "image"))
    #expect(names.contains(new))
  }

  /// The digest in the committed report of the experiment `quickstart`, made before there was a
  /// scope or an argument.
  @Test func theDigestOfAnOldRequestIsWhatItWas() throws {
    let facts = try DataSets.facts(
      DataSetRequest(name: "digits", validation: 0.15, test: 0.25), cache: cache)
    #expect(facts.digest == "eaa931a7ac187b7557db42da175d2626394d92bf5926869c0f1156892bbe2479")
  }

  @Test func everyArgumentIsPartOfTheDigest() throws {
    let changes: [(String, DataSetRequest)] = [
      ("spirals", DataSetRequest(name: "spirals", arguments: ["dataset.turns": 2])),
      ("xor", DataSetRequest(name: "xor", arguments: ["dataset.points": "corners"])),
      (
        "teacher-student",
        DataSetRequest(name: "teacher-student", arguments: ["dataset.teacher_hidden": [8, 8]])
      ),
      (
        "teacher-student",
        DataSetRequest(name: "teacher-student", arguments: ["dataset.features": 11])
      ),
      ("quadratic", DataSetRequest(name: "quadratic", arguments: ["dataset.condition": 10])),
      ("quadratic", DataSetRequest(name: "quadratic", arguments: ["dataset.spectrum": [1, 2]])),
      ("quadratic", DataSetRequest(name: "quadratic", arguments: ["dataset.rotate": false])),
      ("quadratic", DataSetRequest(name: "quadratic", splitSeed: 1)),
      ("quadratic", DataSetRequest(name: "quadratic", noise: 1)),
      ("rosenbrock", DataSetRequest(name: "rosenbrock", arguments: ["dataset.dimension": 3])),
      ("moons", DataSetRequest(name: "moons", normalizeScope: "image")),
    ]
    for (name, request) in changes {
      let usual = try DataSets.facts(DataSetRequest(name: name), cache: cache)
      #expect(try DataSets.facts(request, cache: cache).digest != usual.digest, "\(request)")
    }
  }

  @Test func whatHasNoEffectTellsNoTwoApart() throws {
    func digest(_ request: DataSetRequest) throws -> String {
      try DataSets.facts(request, cache: cache).digest
    }
    // Nothing is scaled, so that it cannot matter over what.
    #expect(
      try digest(DataSetRequest(name: "moons", normalize: "none", normalizeScope: "image"))
        == digest(DataSetRequest(name: "moons", normalize: "none")))
    // Moons have no turns; eigenvalues leave nothing for a condition to say.
    #expect(
      try digest(DataSetRequest(name: "moons", arguments: ["dataset.turns": 3]))
        == digest(DataSetRequest(name: "moons")))
    #expect(
      try digest(
        DataSetRequest(
          name: "quadratic", arguments: ["dataset.spectrum": [1, 2], "dataset.condition": 7]))
        == digest(DataSetRequest(name: "quadratic", arguments: ["dataset.spectrum": [1, 2]])))
  }
}
