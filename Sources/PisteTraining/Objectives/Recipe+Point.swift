internal import PisteCore
internal import PisteData

extension Recipe {
  /// The function that the settings name, made as the data set's digest covers it; nil for data.
  static func point(_ reader: inout RecipeReader, _ settings: Settings) -> PointProblem? {
    do throws(DataError) {
      let request = DataSetRequest(settings: settings, baseDirectory: "")
      return try ObjectiveFunction(request).map {
        PointProblem($0, start: settings["dataset.start"]?.number)
      }
    } catch {
      reader.add(error.specError)
      return nil
    }
  }
}
