private import GRDB
public import PisteCore

/// The learning curves of one run, column by column.
public struct RunCurves: Hashable, Sendable {
  /// The run's id.
  public var run: RunID
  /// The epochs in order.
  public var epochs: [Int]
  /// For each metric one value an epoch, in that order; NaN where it was missing or not finite.
  public var values: [String: [Double]]

  /// Creates curves.
  public init(run: RunID, epochs: [Int] = [], values: [String: [Double]] = [:]) {
    self.run = run
    self.epochs = epochs
    self.values = values
  }
}

extension RunStore {
  /// Runs whose values a thread reads at a time.
  private static let pieceSize = 64

  /// The learning curves of all runs of an experiment, in the plan's order, each run once.
  ///
  /// They are read on all cores; beside a writer, each run's as they are when its turn comes.
  ///
  /// - Parameters:
  ///   - experiment: The experiment's name.
  ///   - metrics: The metrics wanted; nil for all.
  /// - Returns: The curves, without the runs that have no epoch yet.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment`.
  /// - Complexity: O(*v*) in the number of values of all metrics.
  public func curves(of experiment: String, metrics: Set<String>? = nil) throws -> [RunCurves] {
    let runs = try read { db in
      try Self.runs(of: try Self.plan(of: experiment, db)["id"], db)
    }
    let pieces = try ConcurrentPieces.map(runs.count, size: Self.pieceSize) { places in
      try read { db in
        var reader = try CurveReader(db, metrics: metrics)
        return try runs[places].map { run in
          try reader.curves(of: RunID(hex: run.hex), number: run.id)
        }.filter { !$0.epochs.isEmpty }
      }
    }
    return Array(pieces.joined())
  }
}

/// Reads runs' values into columns.
private struct CurveReader {
  private let statement: Statement
  /// The metrics' names, and the columns' places by the numbers of the metrics, from 0; -1 for one
  /// that is not wanted.
  private var names: [String] = []
  private var places: [Int] = []
  /// How long the last run's curves were, as the next ones will be.
  private var length = 0

  init(_ db: Database, metrics: Set<String>?) throws {
    statement = try db.cachedStatement(
      sql: "SELECT epoch, metric, value FROM epoch_value WHERE run = ? ORDER BY epoch")
    for row in try Row.fetchAll(db, sql: "SELECT id, name FROM metric ORDER BY id") {
      let (number, name): (Int, String) = (row[0], row[1])
      guard metrics?.contains(name) ?? true else { continue }
      places += repeatElement(-1, count: number + 1 - places.count)
      places[number] = names.count
      names.append(name)
    }
  }

  /// Reads the curves of the run that has this number inside the store.
  mutating func curves(of run: RunID, number: Int64) throws -> RunCurves {
    var epochs: [Int] = []
    epochs.reserveCapacity(length)
    var columns = [[Double]](repeating: [], count: names.count)
    let rows = try Row.fetchCursor(statement, arguments: [number])
    while let row = try rows.next() {
      let epoch: Int = row[0]
      if epochs.last != epoch { epochs.append(epoch) }
      let metric: Int = row[1]
      let place = metric < places.count ? places[metric] : -1
      guard place >= 0 else { continue }
      if columns[place].isEmpty { columns[place].reserveCapacity(length) }
      // Epochs at which the metric was not measured.
      while columns[place].count < epochs.count - 1 { columns[place].append(.nan) }
      columns[place].append(row[2] ?? .nan)
    }
    length = epochs.count
    var values: [String: [Double]] = [:]
    for (name, column) in zip(names, columns) where !column.isEmpty {
      values[name] = column + repeatElement(.nan, count: epochs.count - column.count)
    }
    return RunCurves(run: run, epochs: epochs, values: values)
  }
}
