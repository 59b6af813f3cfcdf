import PisteCore
import PisteData
import PisteTestSupport
import Testing

@Suite struct FunctionSetTests {
  private let folder: TemporaryDirectory
  private let cache: DataCache

  init() throws {
    folder = try TemporaryDirectory()
    cache = DataCache(directory: folder.path + "/cache")
  }

  private func form(_ request: DataSetRequest) throws -> QuadraticForm {
    guard case .quadratic(let form) = try #require(try ObjectiveFunction(request)) else {
      Issue.record("\(request.name) is no quadratic")
      return QuadraticForm(eigenvalues: [1])
    }
    return form
  }

  /// The largest entry of R·Rᵀ − 1.
  private func departure(_ form: QuadraticForm) throws -> Double {
    let (count, rotation) = (form.dimension, try #require(form.rotation))
    var errors: [Double] = []
    for row in 0..<count {
      for other in 0...row {
        let product = (0..<count).reduce(0) {
          $0 + rotation[row * count + $1] * rotation[other * count + $1]
        }
        errors.append(abs(product - (row == other ? 1 : 0)))
      }
    }
    return LargestError.of(errors)
  }

  @Test func theSpectrumFallsFromOneByEqualRatios() throws {
    let form = try form(DataSetRequest(name: "quadratic"))
    #expect(form.dimension == 10)
    #expect(form.eigenvalues[0] == 1)
    #expect(abs(form.eigenvalues[9] - 0.01) < 1e-16)
    for (one, next) in zip(form.eigenvalues, form.eigenvalues.dropFirst()) {
      #expect(abs(next / one - 0.5994842503189409) < 1e-12)
    }
    #expect(QuadraticForm.spectrum(condition: 100, dimension: 1) == [1])
  }

  @Test(arguments: [1, 2, 3, 30])
  func rotationsAreOrthogonalAndFollowTheSplitSeed(dimension: Int) throws {
    var request = DataSetRequest(
      name: "quadratic", arguments: ["dataset.dimension": .number(Double(dimension))])
    let first = try form(request)
    #expect(try departure(first) < 1e-13)
    #expect(try form(request) == first)
    request.splitSeed = 1
    #expect(try form(request) != first || dimension == 1)
  }

  @Test func withoutARotationTheAxesAreTheirOwn() throws {
    let form = try form(
      DataSetRequest(
        name: "quadratic", arguments: ["dataset.spectrum": [4, 9], "dataset.rotate": false]))
    #expect(form.rotation == nil)
    #expect(form.root == [2, 0, 0, 3])
  }

  @Test(arguments: ["quadratic", "rosenbrock"])
  func rowsAreShiftsWithNothingToPredict(name: String) throws {
    let still = try DataSets.load(DataSetRequest(name: name), cache: cache)
    #expect(still.facts.task == .minimization)
    #expect(still.facts.targets == 0 && still.facts.classes.isEmpty)
    let counts = [still.training.count, still.validation.count, still.test.count]
    #expect(counts == [800, 0, 200])
    #expect(still.training.inputs.allSatisfy { $0 == 0 })
    #expect(still.training.labels.isEmpty && still.training.targets.isEmpty)
    let noisy = try DataSets.load(DataSetRequest(name: name, rows: 5000, noise: 2), cache: cache)
    let squares = noisy.training.inputs.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(squares / Double(noisy.training.inputs.count) - 4) < 0.4)
  }

  @Test func aFunctionIsNeitherScaledNorValidatedOn() throws {
    let stated = DataSetRequest(name: "quadratic", validation: 0.3, normalize: "standardize")
    let data = try DataSets.load(stated, cache: cache)
    #expect(data.facts == (try DataSets.facts(DataSetRequest(name: "quadratic"), cache: cache)))
  }

  @Test func nothingChangesThePublishedRows() throws {
    let bare = try DataSets.facts(DataSetRequest(name: "quadratic-deep"), cache: cache)
    let stated = DataSetRequest(
      name: "quadratic-deep", validation: 0, test: 0.5, normalize: "robust", splitSeed: 4,
      rows: 10, noise: 3, arguments: ["dataset.dimension": 4])
    #expect(try DataSets.facts(stated, cache: cache) == bare)
  }

  @Test func tasksAndTargetsMustFit() throws {
    let table = try folder.write("x,y\n1,2\n2,3\n3,4\n4,5\n5,6\n", to: "a.csv")
    for (request, word) in [
      (DataSetRequest(name: "quadratic", task: .regression), "needs a target"),
      (DataSetRequest(name: "iris", task: .minimization), "needs a function"),
      (DataSetRequest(name: "csv", path: table, task: .minimization), "needs a function"),
    ] {
      let fault = #expect(throws: DataError.self) { try DataSets.facts(request, cache: cache) }
      #expect(fault?.setting == "task")
      #expect(fault?.message.contains(word) == true)
    }
  }

  @Test func theDeepQuadraticHasItsPublishedSpectrumAndRows() throws {
    let values = QuadraticDeep.form.eigenvalues
    #expect(abs(values.reduce(0, +) - 477.612279595) < 1e-9)
    #expect(abs((values.min() ?? 0) - 0.00552211712) < 1e-11)
    #expect(abs(LargestError.of(values) - 53.1290153986) < 1e-10)
    #expect(abs(values[0] - 0.37454012) < 1e-8)
    #expect(try departure(QuadraticDeep.form) < 1e-12)
    let data = try DataSets.load(DataSetRequest(name: "quadratic-deep"), cache: cache)
    #expect([data.training.count, data.validation.count, data.test.count] == [1000, 0, 896])
    #expect(
      Array(data.test.inputs.suffix(3)) == [
        0.7027892470359802, -0.7832239270210266, 0.508416473865509,
      ])
  }
}
