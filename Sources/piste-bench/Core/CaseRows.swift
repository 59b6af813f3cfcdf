internal import Foundation
internal import PisteCore
private import PisteData
internal import PisteTraining

/// The rows of a case, loaded once for all that is measured on them.
struct CaseRows {
  /// The data set's facts, for the rows in use.
  let facts: DataSetFacts
  /// The rows to learn from, and the same ones to measure the loss on.
  let data: TrainingData
  /// The set's test rows, to time an evaluation; nil where it has none.
  let evaluated: Examples?
  /// Whose rows they are.
  let note: String
}

/// Loads and keeps data sets for the cases.
final class RowShelf {
  private let cache: DataCache
  private var sets: [String: CaseRows] = [:]

  /// Creates an empty shelf.
  ///
  /// - Parameter folder: Where prepared data lies while the benchmark runs.
  init(folder: URL) { cache = DataCache(directory: folder.appendingPathComponent("cache").path) }

  /// The rows of a case.
  func rows(of item: CoreCase) throws -> CaseRows {
    let all = try sets[item.request.name] ?? load(item)
    sets[item.request.name] = all
    guard let limit = item.rows, limit < all.data.training.count else { return all }
    return CaseRows(
      all.data.training.prefix(limit), evaluated: all.evaluated, facts: all.facts,
      owner: all.data, note: all.note)
  }

  private func load(_ item: CoreCase) throws -> CaseRows {
    guard item.request.name != "fashion-mnist" || Self.hasClothing else {
      let made = MadeUpRows(count: 60_000, evaluated: 10_000, width: 784, classes: 10)
      return CaseRows(
        made.training, evaluated: made.test, facts: made.facts, owner: made,
        note: "made-up rows of this shape, Fashion-MNIST is not installed")
    }
    let set = try DataSets.load(item.request, cache: cache)
    let data = TrainingData(set, task: .classification)
    return CaseRows(
      data.training, evaluated: data.test.count > 0 ? data.test : nil, facts: set.facts,
      owner: data, note: set.facts.name)
  }

  /// Whether Fashion-MNIST is where it is looked for.
  static let hasClothing: Bool = {
    let data = ProcessInfo.processInfo.environment["PISTE_DATA"]
    return FashionMNIST.usualFolders(data: data).contains { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.contains { $0.hasPrefix("train-images") }
    }
  }()
}

extension CaseRows {
  fileprivate init(
    _ training: Examples, evaluated: Examples?, facts: DataSetFacts, owner: Any, note: String
  ) {
    var facts = facts
    facts.trainingRows = training.count
    self.init(
      facts: facts,
      data: TrainingData(
        training: training, validation: training, test: training.prefix(0),
        owner: Keeper(owner)), evaluated: evaluated, note: note)
  }

  /// Keeps whatever it is given alive.
  private final class Keeper {
    private let kept: Any
    init(_ kept: Any) { self.kept = kept }
  }
}

extension Examples {
  /// The first rows.
  func prefix(_ count: Int) -> Examples {
    Examples(
      count: count, inputWidth: inputWidth, targetWidth: targetWidth, inputs: inputs,
      labels: labels, targets: targets)
  }
}
