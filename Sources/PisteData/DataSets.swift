public import PisteCore

/// The way to data: by name, from file to prepared rows, through the cache.
public enum DataSets {
  /// The names that `dataset.name` may have.
  public static var names: [String] { DataSourceDirectory.names }

  /// The names that `dataset.normalize` may have.
  public static var normalizations: [String] { Normalization.allCases.map(\.rawValue) }

  /// The facts of a data set.
  ///
  /// With a warm cache this reads a header, and the first time also checks that the rows are
  /// whole; with a cold one it prepares the data set.
  ///
  /// - Parameters:
  ///   - request: What to prepare.
  ///   - cache: Where prepared rows are kept.
  /// - Returns: Task, classes, counts of rows and digest.
  /// - Throws: ``DataError`` if the data cannot be had as asked for.
  public static func facts(
    _ request: DataSetRequest, cache: DataCache
  ) throws(DataError) -> DataSetFacts {
    let plan = try PreparationPlan(request)
    if let header = cache.header(for: plan.key) { return header.facts }
    return try prepare(plan, cache: cache).facts
  }

  /// The rows of a data set, mapped into memory.
  ///
  /// The first call for a request decodes, splits and normalizes, and writes the result to the
  /// cache; later calls, of any process, map that file.
  ///
  /// - Parameters:
  ///   - request: What to prepare.
  ///   - cache: Where prepared rows are kept.
  /// - Returns: The three splits and the facts.
  /// - Throws: ``DataError`` if the data cannot be had as asked for.
  public static func load(
    _ request: DataSetRequest, cache: DataCache
  ) throws(DataError) -> DataSet {
    let plan = try PreparationPlan(request)
    if let ready = cache.open(plan.key) { return ready }
    return try prepare(plan, cache: cache)
  }

  private static func prepare(
    _ plan: PreparationPlan, cache: DataCache
  ) throws(DataError) -> DataSet {
    let prepared = try PreparedData(plan)
    return try cache.publish(prepared, keys: plan.keys(for: prepared.facts.task))
  }
}
