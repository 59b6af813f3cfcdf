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
    // The ninth root of a hundredth.
    let ratio = 0.5994842503189409
    func error(_ values: [Double]) -> Double {
      guard values.count == 10, values[0] == 1 else { return .infinity }
      return LargestError.of(
        zip(values, values.dropFirst()).map { abs($1 / $0 - ratio) } + [abs(values[9] - 0.01)])
    }
    let form = try form(DataSetRequest(name: "quadratic"))
    #expect(form.dimension == 10)
    #expect(error(form.eigenvalues) < 1e-12)
    withKnownIssue("equal steps must be caught") {
      #expect(error((0..<10).map { 1 - 0.11 * Double($0) }) < 1e-12)
    }
    for condition in [99.0, 101] {
      withKnownIssue("another condition must be caught") {
        #expect(error(QuadraticForm.spectrum(condition: condition, dimension: 10)) < 1e-12)
      }
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
    // A rotation that has been stretched, and one of whose rows has been turned into another.
    let rotation = try #require(first.rotation)
    var (stretched, doubled) = (rotation, rotation)
    stretched[0] += 1e-3
    for place in 0..<dimension { doubled[(dimension - 1) * dimension + place] = rotation[place] }
    for (impostor, isOne) in [(stretched, false), (doubled, dimension == 1)] where !isOne {
      let error = try departure(
        QuadraticForm(eigenvalues: first.eigenvalues, rotation: impostor))
      withKnownIssue("what is not orthogonal must be caught") { #expect(error < 1e-13) }
    }
    request.splitSeed = 1
    let other = try form(request)
    withKnownIssue("another seed's rotation must be caught", isIntermittent: dimension == 1) {
      #expect(other == first)
    }
  }

  @Test func withoutARotationTheAxesAreTheirOwn() throws {
    let form = try form(
      DataSetRequest(
        name: "quadratic", arguments: ["dataset.spectrum": [4, 9], "dataset.rotate": false]))
    #expect(form.rotation == nil)
    #expect(form.root == [2, 0, 0, 3])
    let turned = try self.form(
      DataSetRequest(name: "quadratic", arguments: ["dataset.spectrum": [4, 9]]))
    withKnownIssue("axes that have been turned must be caught") {
      #expect(turned.root == [2, 0, 0, 3])
    }
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
    func varianceError(_ data: DataSet) -> Double {
      let squares = data.training.inputs.reduce(0.0) { $0 + Double($1) * Double($1) }
      return abs(squares / Double(data.training.inputs.count) - 4)
    }
    // 8000 numbers and more: the variance of 4 is known to 0.06.
    #expect(varianceError(noisy) < 0.25)
    for noise in [0, 1.9, 2.1] {
      let other = try DataSets.load(
        DataSetRequest(name: name, rows: 5000, noise: noise), cache: cache)
      withKnownIssue("noise of \(noise) must be caught") { #expect(varianceError(other) < 0.25) }
    }
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
    let other = try DataSets.facts(DataSetRequest(name: "quadratic"), cache: cache)
    withKnownIssue("another function's rows must be caught") { #expect(other == bare) }
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
    // Scripts/golden.py: the sum, the least, the largest and the first.
    func error(_ values: [Double]) -> Double {
      LargestError.absolute(
        [values.reduce(0, +), values.min() ?? .nan, LargestError.of(values), values[0]],
        [477.61227959501394, 0.005522117123602399, 53.12901539863683, 0.3745401188473625])
    }
    let values = QuadraticDeep.form.eigenvalues
    #expect(error(values) < 1e-11)
    var random = MersenneTwister(seed: 43)
    let others = (0..<100).map { $0 < 90 ? random.uniform() : 30 + 30 * random.uniform() }
    withKnownIssue("another seed's spectrum must be caught") { #expect(error(others) < 1e-3) }
    #expect(try departure(QuadraticDeep.form) < 1e-12)
    let data = try DataSets.load(DataSetRequest(name: "quadratic-deep"), cache: cache)
    #expect([data.training.count, data.validation.count, data.test.count] == [1000, 0, 896])
    func endsAsPublished(_ inputs: [Float]) -> Bool {
      inputs.suffix(3) == [0.7027892470359802, -0.7832239270210266, 0.508416473865509]
    }
    #expect(endsAsPublished(Array(data.test.inputs)))
    withKnownIssue("training rows under the test's name must be caught") {
      #expect(endsAsPublished(Array(data.training.inputs)))
    }
  }
}
