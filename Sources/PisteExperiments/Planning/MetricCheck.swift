internal import PisteCatalog
internal import PisteCore

/// Checks that the experiment's metric is recorded and may select.
struct MetricCheck {
  let experiment: Experiment
  var faults: Faults

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

  private var place: SourceLocation { experiment.place(of: "metric.name") }

  /// Faults of the metric's name, which need no data.
  mutating func checkName() {
    guard let name = experiment.objective?.name else { return }
    if !Metric.all.contains(name) {
      let near = NearestName.among(Metric.all, to: name).map { "did you mean `\($0)`?" }
      faults.add(
        .missingMetric, "no run records `\(name)`",
        hint: near ?? "there are " + Metric.all.joined(separator: ", "), at: place)
    } else if name.hasPrefix("test/"), !experiment.isReproduction {
      faults.add(
        .testMetric, "`\(name)` is for reporting, never for selecting",
        hint:
          "use `val/\(name.dropFirst(5))`, or `protocol: reproduction` to repeat a published one",
        at: place)
    }
  }

  /// Faults of a point whose runs do not record the metric.
  ///
  /// - Parameters:
  ///   - point: The point.
  ///   - settings: What it sets, which tells enough of some faults even without data.
  ///   - facts: What is known of its data set, nil if nothing is.
  mutating func check(_ point: GridPoint, _ settings: Settings, _ facts: DataSetFacts?) {
    let isFunction = facts.map { $0.task == .minimization } ?? Self.isFunction(settings)
    let validation =
      isFunction ? 0 : facts?.validationRows ?? Self.noRows(settings, "dataset.validation")
    guard let name = experiment.objective?.name else {
      // A metric that could not be read may need no validation split.
      if validation == 0, !isFunction, experiment.places["metric"] == nil,
        experiment.hasAxes || !experiment.seeds.tune.isEmpty
      {
        tellNoValidation(point)
      }
      return
    }
    guard Metric.all.contains(name) else { return }
    if name.hasPrefix("val/"), validation == 0 {
      faults.add(
        .missingMetric, "`\(name)` is not recorded: there is no validation split",
        hint: isFunction
          ? "use `\(Metric.trainLoss)`, which is the function itself"
          : "set dataset.validation above 0", at: place)
    }
    if name.hasPrefix("test/"), experiment.isReproduction,
      facts?.testRows ?? Self.noRows(settings, "dataset.test") == 0
    {
      faults.add(
        .missingMetric, "`\(name)` is not recorded: there is no test split",
        hint: "set dataset.test", at: place)
    }
    let task = settings["task"]?.text.flatMap(LearningTask.init) ?? facts?.task
    if name.hasSuffix("/accuracy"), !name.hasPrefix("val/"), isFunction {
      faults.add(
        .missingMetric, "`\(name)` is not recorded: a function has no accuracy",
        hint: "use `\(Metric.trainLoss)`, which is the function itself", at: place)
    }
    if name.hasSuffix("/accuracy"), task == .regression, !isFunction {
      let data = facts?.name ?? settings["dataset.name"]?.text ?? "the task"
      faults.add(
        .missingMetric, "`\(name)` is not recorded: \(data) is a regression",
        hint: "use `\(name.prefix { $0 != "/" })/loss`", at: place)
    }
    // Of a function without validation rows, `val/…` has been told already.
    let isTold = isFunction && name.hasPrefix("val/")
    if name.hasSuffix("/rmse"), let task, task != .regression, !isTold {
      let data = facts?.name ?? settings["dataset.name"]?.text ?? "the task"
      faults.add(
        .missingMetric, "`\(name)` is not recorded: \(data) is no regression",
        hint: isFunction
          ? "use `\(Metric.trainLoss)`, which is the function itself"
          : "use `\(name.prefix { $0 != "/" })/accuracy`", at: place)
    }
  }

  /// Whether the settings name a function to be minimized.
  private static func isFunction(_ settings: Settings) -> Bool {
    settings["dataset.name"]?.text.flatMap(DataSetName.init(rawValue:))?.isFunction == true
  }

  /// Zero if the setting is zero; nil if the data must tell.
  private static func noRows(_ settings: Settings, _ key: String) -> Int? {
    settings[key]?.number == 0 ? 0 : nil
  }

  private mutating func tellNoValidation(_ point: GridPoint) {
    let given = point.givenValue("dataset.validation") ?? point.givenValue("dataset.name")
    faults.add(
      .missingMetric, "there is no validation split to choose by",
      hint: "set dataset.validation above 0, or `metric: train/loss`",
      at: given?.location ?? experiment.place(of: "settings"))
  }
}
