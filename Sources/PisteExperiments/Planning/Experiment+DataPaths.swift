internal import PisteCore

extension Experiment {
  /// Makes relative data paths that extended files give count from this experiment's own folder.
  ///
  /// - Parameter folders: The folder of each extended file, from this experiment's folder.
  mutating func moveDataPaths(into folders: [String: String]) {
    guard folders.values.contains(where: { !$0.isEmpty }) else { return }
    func move(_ given: inout GivenValue) {
      guard given.key == "dataset.path", let path = given.value.text,
        let folder = folders[given.location.file]
      else { return }
      given.value = .text(ExtendsReader.join(folder, path))
    }
    for index in common.indices { move(&common[index]) }
    for dimension in dimensions.indices {
      for point in dimensions[dimension].points.indices {
        for index in dimensions[dimension].points[point].givenValues.indices {
          move(&dimensions[dimension].points[point].givenValues[index])
        }
      }
    }
    for pattern in exclude.indices {
      for index in exclude[pattern].givenValues.indices {
        move(&exclude[pattern].givenValues[index])
      }
    }
    for pattern in include.indices {
      for index in include[pattern].givenValues.indices {
        move(&include[pattern].givenValues[index])
      }
    }
  }
}
