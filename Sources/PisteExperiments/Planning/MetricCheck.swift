internal import PisteCore

/// Checks that the experiment's metric is recorded and may select.
enum MetricCheck {
  /// The metric in use: the file's, or the validation accuracy or loss by the task.
  ///
  /// Where no run has a validation split and nothing is to be chosen, it is the training loss.
  static func objective(
    of experiment: Experiment, isRegression: Bool, dataSets: [DataSetFacts]
  ) -> Objective {
    if let objective = experiment.objective { return objective }
    if dataSets.contains(where: { $0.validationRows == 0 }) {
      return Objective(name: Metric.trainLoss, goal: .minimize)
    }
    return isRegression
      ? Objective(name: Metric.validationLoss, goal: .minimize)
      : Objective(name: Metric.validationAccuracy, goal: .maximize)
  }

  static func check(
    _ task: LearningTask, _ facts: DataSetFacts, _ point: GridPoint, _ experiment: Experiment,
    _ faults: inout Faults
  ) {
    let place = experiment.place(of: experiment.objective == nil ? "name" : "metric.name")
    let isChosen = experiment.hasAxes || !experiment.seeds.tune.isEmpty
    guard let name = experiment.objective?.name else {
      if facts.validationRows == 0, isChosen {
        faults.add(noValidation(point, experiment))
      }
      return
    }
    guard Metric.all.contains(name) else { return unknown(name, at: place, &faults) }
    if name.hasPrefix("test/"), !experiment.isReproduction {
      faults.add(
        .testMetric, "`\(name)` is for reporting, never for selecting",
        hint:
          "use `val/\(name.dropFirst(5))`, or `protocol: reproduction` to repeat a published one",
        at: place)
    } else if name.hasPrefix("test/"), facts.testRows == 0 {
      faults.add(
        .missingMetric, "`\(name)` is not recorded: there is no test split",
        hint: "set dataset.test", at: place)
    }
    if name.hasSuffix("/accuracy"), task == .regression {
      faults.add(
        .missingMetric, "`\(name)` is not recorded: \(facts.name) is a regression",
        hint: "use `\(name.prefix { $0 != "/" })/loss`", at: place)
    }
    if name.hasPrefix("val/"), facts.validationRows == 0 {
      faults.add(
        .missingMetric, "`\(name)` is not recorded: there is no validation split",
        hint: "set dataset.validation above 0", at: place)
    }
  }

  private static func unknown(_ name: String, at place: SourceLocation, _ faults: inout Faults) {
    let near = NearestName.among(Metric.all, to: name).map { "did you mean `\($0)`?" }
    faults.add(
      .missingMetric, "no run records `\(name)`",
      hint: near ?? "there are " + Metric.all.joined(separator: ", "), at: place)
  }

  private static func noValidation(_ point: GridPoint, _ experiment: Experiment) -> SpecError {
    let place =
      point.assignment("dataset.validation") ?? point.assignment("dataset.name")
    return SpecError(
      .missingMetric, "there is no validation split to choose by",
      hint: "set dataset.validation above 0, or `metric: train/loss`",
      location: place?.location ?? experiment.place(of: "settings"))
  }
}
