import Foundation
import PisteCore
import PisteData
import PisteTestSupport
import Testing

@Suite struct DataSetTests {
  private let folder: TemporaryDirectory
  private let cache: DataCache

  init() throws {
    folder = try TemporaryDirectory()
    cache = DataCache(directory: folder.path + "/cache")
  }

  private func load(
    _ text: String, _ change: (inout DataSetRequest) -> Void = { _ in }
  ) throws -> DataSet {
    let path = try folder.write(text, to: "a.csv")
    var request = DataSetRequest(name: "csv", path: path)
    change(&request)
    return try DataSets.load(request, cache: cache)
  }

  private func fault(
    _ text: String, _ change: (inout DataSetRequest) -> Void = { _ in }
  ) -> String {
    do {
      _ = try load(text, change)
      return ""
    } catch {
      return "\(error)".replacingOccurrences(of: folder.path, with: "DIR")
    }
  }

  /// Row i has the input i and the class i mod 4, "c0" … "c3".
  private let classes =
    "x,y\n" + (0..<200).map { "\($0),c\($0 % 4)\n" }.joined()
  private let numbers = "x,y\n" + (0..<50).map { "\($0),\($0 % 2)\n" }.joined()

  @Test func rowsKeepTheirLabelsAndTheOrderOfTheFile() throws {
    let data = try load(classes) { $0.normalize = "none" }
    let counts: [Int] = [data.training.count, data.validation.count, data.test.count]
    #expect(counts == [140, 20, 40])
    var seen: [Float] = []
    for split in [data.training, data.validation, data.test] {
      let inputs = Array(split.inputs)
      #expect(inputs == inputs.sorted())
      #expect(zip(inputs, split.labels).allSatisfy { Int($0) % 4 == Int($1) })
      seen += inputs
    }
    #expect(seen.sorted() == (0..<200).map { Float($0) })
  }

  @Test func scalersSeeTrainingRowsAlone() throws {
    let plain = try load(classes) { $0.normalize = "none" }
    let outlier = Int(plain.test.inputs[7])
    for kind in ["standardize", "min-max", "quantile", "robust", "quantile-normal"] {
      let usual = try load(classes) { $0.normalize = kind }
      let changed = classes.replacingOccurrences(
        of: "\n\(outlier),c", with: "\n1000000000,c")
      #expect(changed != classes)
      let other = try load(changed) { $0.normalize = kind }
      #expect(usual.training.inputs.elementsEqual(other.training.inputs))
      #expect(usual.validation.inputs.elementsEqual(other.validation.inputs))
      #expect(usual.test.inputs[7] != other.test.inputs[7])
      // The same outlier in a training row must change the fit, or this test proves nothing.
      let trained = Int(plain.training.inputs[7])
      let shifted = try load(
        classes.replacingOccurrences(of: "\n\(trained),c", with: "\n1000000000,c")
      ) { $0.normalize = kind }
      #expect(!usual.validation.inputs.elementsEqual(shifted.validation.inputs))
    }
  }

  @Test func standardizedTrainingRowsHaveMeanZeroAndVarianceOne() throws {
    let inputs = try load(classes).training.inputs.map { Double($0) }
    let mean = inputs.reduce(0, +) / Double(inputs.count)
    let variance = inputs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(inputs.count)
    #expect(abs(mean) < 1e-6)
    #expect(abs(variance - 1) < 1e-6)
  }

  @Test func aLimitTakesAStratifiedPartInOrder() throws {
    let sorted = "x,y\n" + (0..<200).map { "\($0),c\($0 / 50)\n" }.joined()
    let data = try load(sorted) {
      $0.limit = 40
      $0.validation = 0
      $0.test = 0
      $0.normalize = "none"
    }
    #expect(data.training.count == 40)
    let sizes = (0..<4).map { label in data.training.labels.count { $0 == Int32(label) } }
    #expect(sizes == [10, 10, 10, 10])
    let inputs = Array(data.training.inputs)
    #expect(inputs == inputs.sorted())
    #expect(try load(sorted) { $0.limit = 1000 }.facts.trainingRows == 140)
  }

  @Test func theTaskFollowsFromTheTargetUnlessItIsNamed() throws {
    #expect(try load(classes).facts.task == .classification)
    #expect(try load(numbers).facts.task == .regression)
    let binary = try load(numbers) { $0.task = .binary }
    #expect(binary.facts.classes == ["0", "1"])
    #expect(binary.training.targets.elementsEqual(binary.training.labels.map { Float($0) }))
    let two = try load(numbers) { $0.task = .classification }
    #expect(two.facts.task == .classification)
    #expect(two.training.targets.isEmpty)
    #expect(two.facts.outputWidth(for: two.facts.task) == 2)
    let words = numbers.replacingOccurrences(of: ",0", with: ",no")
      .replacingOccurrences(of: ",1", with: ",yes")
    #expect(try load(words).facts.task == .binary)
  }

  @Test func tasksThatTheTargetDoesNotAllowAreRefused() {
    #expect(
      fault(classes) { $0.task = .binary } == """
        error: task 'binary' needs 2 classes, but the target has 4 [conflict]
          hint: use task 'classification'
        """)
    #expect(
      fault(classes) { $0.task = .regression } == """
        error: task 'regression' needs numbers, but the target has the classes c0, c1, c2, … \
        [conflict]
          hint: leave task out, or choose a column of numbers in dataset.target
        """)
    #expect(
      fault("x,y\n1,a\n2,a\n") == """
        error: every row is of one class, 'a' [bad-data]
          hint: a target needs two classes or more; is dataset.target the right column?
        """)
  }

  @Test func splitsThatCannotBeAreRefused() {
    #expect(
      fault(classes) { $0.validation = 3 } == """
        error: the validation split of 3 rows leaves class 'c3' empty [out-of-range]
          hint: the data has 50 rows of 'c3'; change dataset.validation so that each split has \
        one of every class
        """)
    #expect(
      fault(classes) {
        $0.validation = 150
        $0.test = 60
      } == """
        error: 150 to validate on and 60 to test on of 200 rows leave none to train on \
        [out-of-range]
          hint: make dataset.validation or dataset.test smaller
        """)
    #expect(fault(classes) { $0.validation = 1000 }.contains("1000 to validate on and 40"))
    #expect(fault(classes) { $0.test = 1e15 }.contains("leave none to train on"))
    #expect(fault(classes) { $0.limit = 3 }.contains("the limit of 3 rows leaves class 'c3' empty"))
    #expect(
      fault(classes) {
        $0.validation = 100
        $0.test = 98
      }.contains("the training split of 2 rows leaves classes"))
    // Two rows of a class cannot be in three splits, however large these are.
    let limit = fault(classes) {
      $0.limit = 8
      $0.validation = 4
    }
    #expect(limit.contains("hint: dataset.limit keeps 2 rows of 'c"))
    #expect(limit.contains(" for 3 splits; raise it so that each split has one of every class"))
    #expect(
      fault(classes) {
        $0.limit = 100
        $0.validation = 3
      }.contains("hint: the limited rows have 25 rows of 'c"))
    #expect(fault(classes) { $0.validation = -1 }.contains("dataset.validation is -1"))
    #expect(fault(classes) { $0.limit = -1 }.contains("a limit of -1 rows"))
  }

  @Test func unknownNamesAreAnsweredWithTheNearest() throws {
    #expect(
      fault(classes) { $0.normalize = "standardise" } == """
        error: unknown normalization 'standardise' [unknown-choice]
          hint: did you mean 'standardize'?
        """)
    #expect(
      fault(classes) { $0.name = "irsi" } == """
        error: unknown data set 'irsi' [unknown-choice]
          hint: did you mean 'iris'?
        """)
    #expect(
      fault(classes) { $0.path = nil } == """
        error: data set 'csv' needs dataset.path [missing-key]
          hint: give the CSV file
        """)
    #expect(
      fault(classes) { $0.path? += "x" } == """
        error: no data file 'DIR/a.csvx' [missing-file]
          hint: a relative dataset.path starts from the experiment file's folder
        """)
    #expect(fault(classes) { $0.path = "/" }.contains("cannot read '/': Is a directory"))
  }

  @Test func everyNameIsFoundAndEveryNormalizationWorks() throws {
    #expect(
      DataSets.names == [
        "fashion-mnist", "digits", "iris", "wine", "breast-cancer", "diabetes", "spirals", "moons",
        "xor", "linear-regression", "teacher-student", "quadratic", "rosenbrock",
        "quadratic-deep", "csv", "idx",
      ])
    #expect(
      DataSets.normalizations
        == ["standardize", "quantile", "min-max", "robust", "quantile-normal", "none"])
    for kind in DataSets.normalizations {
      let data = try DataSets.load(DataSetRequest(name: "wine", normalize: kind), cache: cache)
      #expect(data.training.inputs.allSatisfy { $0.isFinite })
      let isWithinUnit = data.training.inputs.allSatisfy { (0...1).contains($0) }
      #expect(isWithinUnit == (kind == "quantile" || kind == "min-max"))
    }
  }

  // Plans are made from what a file states, workers get every default spelt out.
  @Test(arguments: DataSets.names.filter { !["fashion-mnist", "csv", "idx"].contains($0) })
  func defaultsStatedOrLeftOutAreOneDataSet(name: String) throws {
    let bare = try DataSets.facts(DataSetRequest(name: name), cache: cache)
    let isFunction = bare.task == .minimization
    let stated = DataSetRequest(
      name: name, limit: 0, validation: 0.1, test: 0.2, normalize: "standardize",
      normalizeScope: "feature", splitSeed: 0, rows: 1000, noise: isFunction ? 0 : 0.1,
      arguments: [
        "dataset.turns": 1.5, "dataset.points": "square", "dataset.features": 10,
        "dataset.teacher_hidden": [16], "dataset.spectrum": [], "dataset.condition": 100,
        "dataset.dimension": name == "rosenbrock" ? 2 : 10, "dataset.rotate": true,
      ], task: bare.task)
    #expect(try DataSets.facts(stated, cache: cache) == bare)
  }

  @Test func aFaultTellsWhichSettingToChange() throws {
    let fault = try #require(
      #expect(throws: DataError.self) { try load(classes) { $0.validation = 3 } })
    #expect(fault.setting == "dataset.validation")
    #expect(fault.specError.code == .outOfRange)
    #expect(fault.specError.message == fault.message)
    #expect(fault.specError.description == fault.description)
  }

  @Test func aRequestComesFromSettingsWithOrWithoutDefaults() {
    let bare = DataSetRequest(settings: ["dataset.name": "iris"], baseDirectory: "/base")
    #expect(bare == DataSetRequest(name: "iris"))
    let full = DataSetRequest(
      settings: [
        "dataset.name": "csv", "dataset.path": "a/b.csv", "dataset.target": 3,
        "dataset.header": false, "dataset.limit": 10, "dataset.validation": 0.25,
        "dataset.test": 5, "dataset.normalize": "none", "dataset.split_seed": 9,
        "dataset.rows": 7, "dataset.noise": 0.5, "task": "binary",
        "dataset.normalize_scope": "image", "dataset.turns": 2,
      ], baseDirectory: "/base")
    #expect(
      full
        == DataSetRequest(
          name: "csv", path: "/base/a/b.csv", target: "3", header: false, limit: 10,
          validation: 0.25, test: 5, normalize: "none", normalizeScope: "image", splitSeed: 9,
          rows: 7, noise: 0.5, arguments: ["dataset.turns": 2], task: .binary))
    let absolute = DataSetRequest(settings: ["dataset.path": "/x"], baseDirectory: "/base")
    #expect(absolute.path == "/x")
  }
}
