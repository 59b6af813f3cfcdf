internal import PisteCore

extension Plan {
  /// What store and report keep of this plan.
  public var manifest: ExperimentManifest {
    let file = experiment.sourceFile
    return ExperimentManifest(
      name: experiment.name, description: experiment.description, objective: objective,
      compare: experiment.compare, levels: levels, axes: axes,
      seedsTune: experiment.seeds.tune, seedsEvaluate: experiment.seeds.evaluate,
      isReproduction: experiment.isReproduction,
      published: experiment.published.isEmpty ? nil : experiment.published,
      artifacts: experiment.artifacts,
      tags: experiment.tags, sourceFile: file.split(separator: "/").last.map(String.init) ?? file,
      sourceText: experiment.sourceText, overrides: experiment.overrides, datasets: dataSets,
      configurations: configurations.map { configuration in
        ManifestConfiguration(
          number: configuration.number, id: configuration.id, level: configuration.level,
          coordinates: Dictionary(
            configuration.coordinates.map { ($0.key, $0.text) },
            uniquingKeysWith: { first, _ in first }))
      }, plannedRuns: runCount, beyondCap: beyondCap > 0 ? beyondCap : nil)
  }

  /// The axes with the values that configurations take on them, both as they first appear.
  private var axes: [ManifestAxis] {
    var order: [String] = []
    var values: [String: [Coordinate]] = [:]
    var seen: Set<Coordinate> = []
    for coordinate in configurations.flatMap(\.coordinates) {
      if values[coordinate.key] == nil { order.append(coordinate.key) }
      if seen.insert(coordinate).inserted { values[coordinate.key, default: []].append(coordinate) }
    }
    return order.map { key in
      let coordinates = values[key] ?? []
      let numbers = coordinates.compactMap(\.number)
      return ManifestAxis(
        key: key, values: coordinates.map(\.text),
        numbers: numbers.count == coordinates.count ? numbers : nil)
    }
  }
}
