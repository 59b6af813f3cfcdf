import PisteCore
import PisteData
import PisteTestSupport
import Testing

@Suite struct ShippedSetTests {
  /// What is known of a set from its source: see Scripts/sets.py.
  struct Known: Sendable {
    var name: String
    var task: LearningTask
    var rows: Int
    var features: Int
    var classes: [String]
    var sizes: [Int]
    var last: [Float]
    var sum: Double
  }

  static let all = [
    Known(
      name: "digits", task: .classification, rows: 1797, features: 64,
      classes: (0...9).map(String.init),
      sizes: [178, 182, 177, 183, 181, 182, 181, 179, 174, 180], last: [0, 0, 10, 14, 8, 1],
      sum: 561_718),
    Known(
      name: "iris", task: .classification, rows: 150, features: 4,
      classes: ["setosa", "versicolor", "virginica"], sizes: [50, 50, 50],
      last: [5.9, 3, 5.1, 1.8], sum: 2078.7),
    Known(
      name: "wine", task: .classification, rows: 178, features: 13,
      classes: ["cultivar 1", "cultivar 2", "cultivar 3"], sizes: [59, 71, 48],
      last: [14.13, 4.1, 2.74, 24.5, 96, 2.05], sum: 159_975.295999),
    Known(
      name: "breast-cancer", task: .binary, rows: 569, features: 30,
      classes: ["benign", "malignant"], sizes: [357, 212],
      last: [7.76, 24.54, 47.92, 181, 0.05263, 0.04362], sum: 1_056_474.4596356),
    Known(
      name: "diabetes", task: .regression, rows: 442, features: 10, classes: [], sizes: [],
      last: [36, 1, 19.6, 71, 250, 133.2, 97, 3, 4.5951, 92], sum: 276_404.2336),
  ]

  @Test(arguments: all)
  func aShippedSetIsWhatItsSourceIs(known: Known) throws {
    let folder = try TemporaryDirectory()
    let request = DataSetRequest(name: known.name, validation: 0, test: 0, normalize: "none")
    let data = try DataSets.load(request, cache: DataCache(directory: folder.path))
    #expect(data.facts.name == known.name)
    #expect(data.facts.task == known.task)
    #expect(data.facts.features == known.features)
    #expect(data.facts.classes == known.classes)
    #expect(data.facts.trainingRows == known.rows)
    #expect(data.training.count == known.rows)
    #expect(data.validation.count == 0)
    #expect(data.test.inputs.isEmpty)
    let inputs = Array(data.training.inputs)
    #expect(inputs.count == known.rows * known.features)
    let last = inputs.suffix(known.features).prefix(known.last.count)
    #expect(Array(last) == known.last)
    let sum = inputs.reduce(0) { $0 + Double($1) }
    #expect(abs(sum / known.sum - 1) < 1e-7)
    let sizes = known.classes.indices.map { label in
      data.training.labels.count { $0 == Int32(label) }
    }
    #expect(sizes == known.sizes)
    switch known.task {
    case .classification: #expect(data.training.targets.isEmpty)
    case .binary:
      #expect(data.training.targets.elementsEqual(data.training.labels.map { Float($0) }))
    case .regression:
      #expect(data.training.labels.isEmpty)
      #expect(data.training.targets.reduce(0, +) == 67_243)
    case .minimization: Issue.record("\(known) is a data set, not a function")
    }
  }

  @Test func theDefaultsAreATenthAndAFifth() throws {
    let folder = try TemporaryDirectory()
    let facts = try DataSets.facts(
      DataSetRequest(name: "digits"), cache: DataCache(directory: folder.path))
    #expect([facts.trainingRows, facts.validationRows, facts.testRows] == [1258, 180, 359])
  }
}
