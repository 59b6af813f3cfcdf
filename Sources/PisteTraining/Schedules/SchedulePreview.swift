internal import PisteCatalog
public import PisteCore

/// The learning rates of a run that is not made, unit after unit, without any data.
///
/// A schedule that observes is shown an imagined run, whose losses fall for the first third of the
/// epochs and then stall.
public struct SchedulePreview: Sendable {
  /// What the rates are listed by: `epoch` or `step`.
  public let unit: String
  /// η of every unit, from the first.
  public let learningRates: [Double]
  /// The momentum of every unit; nil where the schedule leaves the optimizer's own.
  public let momenta: [Double]?
  /// The epoch, from 1, from which the imagined losses stall; nil where nothing is observed.
  public let stallsFrom: Int?

  /// Asks the schedule of some settings for its rates.
  ///
  /// - Parameters:
  ///   - settings: Every applicable setting, defaults filled in; what concerns the data may miss.
  ///   - stepsPerEpoch: How many steps an epoch is taken to have, at least 1.
  /// - Throws: Every fault of the optimizer's and the schedule's settings, none with a place.
  public init(settings: Settings, stepsPerEpoch: Int) throws(SpecErrors) {
    precondition(stepsPerEpoch >= 1, "SchedulePreview: \(stepsPerEpoch) steps in an epoch")
    var reader = RecipeReader(settings)
    let optimizer = reader.choice(
      "optimizer.name", of: OptimizerName.self, among: Catalog.names(.optimizer)
    )?.recipe(&reader)
    let epochs = reader.integer("epochs")
    let schedule = Recipe.schedule(
      &reader, base: optimizer?.learningRate ?? 0, epochs: epochs, steps: epochs * stepsPerEpoch)
    let conflicts = Catalog.conflicts(in: settings, facts: nil, stepsPerEpoch: stepsPerEpoch)
    for conflict in conflicts { reader.add(conflict.error) }
    guard reader.faults.isEmpty, var schedule else { throw SpecErrors(reader.faults) }

    let unit = settings["schedule.unit"]?.text ?? TimedSchedule.Unit.epoch.rawValue
    let distance = unit == TimedSchedule.Unit.step.rawValue ? 1 : stepsPerEpoch
    let stall = max(1, epochs / 3)
    var rates: [ScheduledRate] = []
    for step in stride(from: 0, to: epochs * stepsPerEpoch, by: distance) {
      let epoch = step / stepsPerEpoch
      rates.append(
        schedule.rate(
          at: ScheduleMoment(
            step: step, epoch: epoch, observed: Self.imagined(epoch, stallsFrom: stall))))
    }
    self.unit = unit
    learningRates = rates.map(\.learningRate)
    let moved = rates.compactMap(\.momentum)
    momenta = moved.count == rates.count ? moved : nil
    let observes = settings["schedule.name"]?.text == ScheduleName.reduceOnPlateau.rawValue
    stallsFrom = observes ? stall : nil
  }

  /// What the last of some finished epochs would measure.
  private static func imagined(_ finished: Int, stallsFrom stall: Int) -> MetricValues {
    guard finished > 0 else { return MetricValues() }
    let loss = 1 / Double(1 + min(finished, stall))
    return MetricValues([
      Metric.validationLoss: loss, Metric.trainLoss: loss, Metric.validationAccuracy: 1 - loss,
      Metric.trainAccuracy: 1 - loss,
    ])
  }
}
