import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

@Suite struct DataFaultTests {
  private let text = """
    name: x
    settings:
      dataset:
        name: csv
        path: gone.csv
        validation: 2000
      epochs: 0
    """

  private func faults(_ error: any Error) throws -> String {
    let experiment = try ExperimentFile.parse(text, file: "dir/x.yaml")
    do {
      _ = try experiment.plan { _ in throw error }
      return ""
    } catch let errors as SpecErrors {
      return errors.description
    }
  }

  @Test func aMissingFileIsPlacedAtItsPathAmongAllOtherFaults() throws {
    #expect(
      try faults(SpecError(.missingFile, "there is no file dir/gone.csv", hint: "check the path"))
        == """
        dir/x.yaml:5:5: error: there is no file dir/gone.csv [missing-file]
          hint: check the path
        dir/x.yaml:7:11: error: `epochs` is 0, outside [1, 1000000] [out-of-range]
          hint: `piste explain epochs` says what it does; the default is 10
        """)
  }

  @Test func aFaultThatNamesItsSettingIsPlacedThere() throws {
    let fault = DataFault(SpecError(.outOfRange, "too many rows"), setting: "dataset.validation")
    #expect(try faults(fault).hasPrefix("dir/x.yaml:6:5: error: too many rows"))
  }

  @Test func aPlaceInsideADataFileIsKept() throws {
    let place = SourceLocation(file: "gone.csv", line: 9, column: 2)
    let fault = SpecError(.badData, "`x` is no number", location: place)
    #expect(try faults(fault).contains("gone.csv:9:2: error: `x` is no number [bad-data]"))
  }

  private struct FullDisk: Error {}

  @Test func troubleOfTheEnvironmentIsNoFaultOfTheFile() throws {
    let experiment = try ExperimentFile.parse(
      "name: x\nsettings: {dataset: digits}", file: "x.yaml")
    #expect(throws: FullDisk.self) { try experiment.plan { _ in throw FullDisk() } }
    // What the file has wrong comes first, since it is known for certain.
    #expect(try faults(FullDisk()).hasPrefix("dir/x.yaml:7:11: error: `epochs` is 0"))
  }

  @Test func aMissingFileIsToldThoughOtherSettingsOfItCannotBeRead() throws {
    let text = text.replacing("2000", with: "-1")
    let experiment = try ExperimentFile.parse(text, file: "x.yaml")
    let errors = #expect(throws: SpecErrors.self) {
      try experiment.plan { _ in throw SpecError(.missingFile, "gone") }
    }
    #expect(errors?.faults.map(\.code) == [.missingFile, .outOfRange, .outOfRange])
    let other = #expect(throws: SpecErrors.self) {
      try experiment.plan { _ in throw SpecError(.badData, "because validation is 0.1") }
    }
    #expect(other?.faults.map(\.code) == [.outOfRange, .outOfRange])
  }

  @Test func eachDataSetIsAskedForOnce() throws {
    var asked: [Settings] = []
    let experiment = try ExperimentFile.parse(
      """
      name: x
      settings: {epochs: 2}
      parameters:
        dataset.name: {values: [digits, iris]}
        optimizer.lr: {values: [0.1, 0.2]}
      """, file: "x.yaml")
    let plan = try experiment.plan { settings in
      asked.append(settings)
      return ExperimentsFacts.facts(settings)
    }
    #expect(asked == [["dataset.name": "digits"], ["dataset.name": "iris"]])
    #expect(plan.dataSets.map(\.name) == ["digits", "iris"])
  }

  @Test func aRelativePathCountsFromTheFile() throws {
    #expect(try ExperimentFile.parse(text, file: "dir/x.yaml").baseDirectory == "dir")
    #expect(try ExperimentFile.parse(text, file: "x.yaml").baseDirectory == ".")
    #expect(try ExperimentFile.parse(text, file: "/x.yaml").baseDirectory == "/")
  }

  @Test func aMissingExperimentFileIsAFault() {
    #expect(throws: SpecErrors.self) { try ExperimentFile.load(path: "no/such/file.yaml") }
  }

  @Test func aFolderIsNoExperimentFile() {
    let errors = #expect(throws: SpecErrors.self) { try ExperimentFile.load(path: "/") }
    #expect(
      errors?.description == """
        /:1:1: error: this is a folder, not an experiment file [missing-file]
          hint: name a file in it, as /experiment.yaml
        """)
  }
}
