internal import PisteCatalog
internal import PisteCore

extension ResultTable.Experiment {
  /// The experiment without what tells of the machine it was planned on.
  ///
  /// Settings that do not affect the result, as `dataset.path`, are left out; in the file's text, in values of axes
  /// and in the description paths keep their last part only.
  var withoutMachine: ResultTable.Experiment {
    var experiment = self
    let names = Dictionary(
      axes.map { ($0.key, Self.shortened($0.values)) }, uniquingKeysWith: { first, _ in first })
    let levelNames = Self.shortened(levels)
    for place in configurations.indices {
      experiment.configurations[place].settings = Settings(
        configurations[place].settings.values.filter {
          Catalog.definition($0.key)?.affectsResult != false
        })
      experiment.configurations[place].level = configurations[place].level.map {
        levelNames[$0] ?? AbsolutePaths.shortened($0)
      }
      for (key, value) in configurations[place].coordinates {
        experiment.configurations[place].coordinates[key] =
          names[key]?[value] ?? AbsolutePaths.shortened(value)
      }
    }
    for place in axes.indices {
      experiment.axes[place].values = axes[place].values.map {
        names[axes[place].key]?[$0] ?? AbsolutePaths.shortened($0)
      }
    }
    experiment.levels = levels.map { levelNames[$0] ?? AbsolutePaths.shortened($0) }
    experiment.description = AbsolutePaths.shortened(description)
    experiment.sourceFile = AbsolutePaths.lastComponents(sourceFile)
    experiment.sourceText = AbsolutePaths.shortened(sourceText)
    return experiment
  }

  /// Shortened values by the values, numbered where two would become one.
  private static func shortened(_ values: [String]) -> [String: String] {
    var names: [String: String] = [:]
    var taken: Set<String> = []
    for value in values where names[value] == nil {
      let name = AbsolutePaths.shortened(value)
      var free = name
      var count = 1
      while !taken.insert(free).inserted {
        count += 1
        free = name + " (\(count))"
      }
      names[value] = free
    }
    return names
  }
}

extension ResultTable.Run {
  /// The run without folders in the reason why it ended.
  var withoutMachine: ResultTable.Run {
    var run = self
    run.outcome?.reason = outcome?.reason.map(AbsolutePaths.shortened)
    return run
  }
}
