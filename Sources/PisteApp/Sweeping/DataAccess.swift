private import Foundation
internal import PisteCore
private import PisteData
internal import PisteExperiments
internal import PisteStore

/// Tells the checker of experiment files what it must know of data sets.
struct DataAccess: Sendable {
  /// The folder of prepared data.
  let cacheDirectory: String
  /// The folder from which relative paths in the file count.
  let baseDirectory: String

  /// Access for an experiment, whose file's folder relative paths count from.
  init(location: StoreLocation, experiment: Experiment) {
    cacheDirectory = location.cacheDirectory
    baseDirectory = URL(fileURLWithPath: experiment.baseDirectory).path
  }

  /// The facts of the data set that `settings` ask for.
  ///
  /// - Throws: `DataFault` for data that cannot be had, `DataError` for trouble with the cache.
  func facts(for settings: Settings) throws -> DataSetFacts {
    let request = DataSetRequest(settings: settings, baseDirectory: baseDirectory)
    do {
      return try DataSets.facts(request, cache: DataCache(directory: cacheDirectory))
    } catch {
      // A cache that cannot be written is no fault of the file, and has no place in it.
      if error.isEnvironment { throw error }
      throw DataFault(error.specError, setting: error.setting)
    }
  }
}
