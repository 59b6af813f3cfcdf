internal import PisteCore

/// Divided wherever a metric has not improved for some epochs.
///
///     bad epoch: metric ≥ best·(1 − θ), or ≤ best·(1 + θ) where larger is better
///     more than `patience` bad epochs in a row:  η ← max(γ·η, η_min), unless η would change by
///                                                10⁻⁸ or less; then `cooldown` epochs' rest
///
/// The first epoch behind the last one that patience put up with has the smaller rate. A value that
/// is not a number is a bad epoch.
///
/// > Source: PyTorch's ReduceLROnPlateau, `threshold_mode='rel'`.
///
/// With a metric of the validation rows the run has *seen* them: what it then measures there is no
/// longer a measurement on rows that were held out, and choosing by it chooses twice. It must see
/// the metrics of every finished epoch; those from before its first moment, as those of a warm-up,
/// do not count.
package struct PlateauSchedule: LearningRateSchedule {
  private let metric: String
  private let goal: Goal
  private let factor: Double
  private let patience: Int
  private let threshold: Double
  private let cooldown: Int
  private let minimum: Double

  private var current: Double
  private var best: Double
  private var badEpochs = 0
  private var restLeft = 0
  private var seenEpoch: Int?

  /// Creates a schedule at its beginning.
  ///
  /// - Parameters:
  ///   - base: η.
  ///   - metric: What must improve, as `val/loss`; an accuracy by rising, a loss by falling.
  ///   - factor: γ, above 0, at most 1.
  ///   - patience: Bad epochs in a row that are put up with, at least 0.
  ///   - threshold: θ, a share of the best value, 0..<1.
  ///   - cooldown: Epochs after a division in which none counts as bad, at least 0.
  ///   - minimumFactor: η_min as a share of η, 0...1.
  package init(
    base: Double, metric: String = Metric.validationLoss, factor: Double = 0.1,
    patience: Int = 10, threshold: Double = 1e-4, cooldown: Int = 0, minimumFactor: Double = 0
  ) {
    precondition(
      patience >= 0 && cooldown >= 0,
      "PlateauSchedule: a patience of \(patience) epochs, a cooldown of \(cooldown)")
    self.metric = metric
    goal = metric.hasSuffix("accuracy") ? .maximize : .minimize
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.cooldown = cooldown
    minimum = minimumFactor * base
    current = base
    best = goal == .minimize ? .infinity : -.infinity
  }

  package mutating func rate(at moment: ScheduleMoment) -> ScheduledRate {
    if let seen = seenEpoch, moment.epoch > seen {
      guard let value = moment.observed[metric] else {
        preconditionFailure(
          "PlateauSchedule: no \(metric) among the \(moment.observed.values.count) metrics of "
            + "epoch \(moment.epoch)")
      }
      observe(value)
    }
    seenEpoch = moment.epoch
    return ScheduledRate(learningRate: current)
  }

  private mutating func observe(_ value: Double) {
    if isBetter(value) {
      best = value
      badEpochs = 0
    } else {
      badEpochs += 1
    }
    if restLeft > 0 {
      restLeft -= 1
      badEpochs = 0
    }
    guard badEpochs > patience else { return }
    let reduced = max(current * factor, minimum)
    if current - reduced > 1e-8 { current = reduced }
    restLeft = cooldown
    badEpochs = 0
  }

  private func isBetter(_ value: Double) -> Bool {
    goal == .minimize ? value < best * (1 - threshold) : value > best * (1 + threshold)
  }

  package var state: [String: Double] {
    var state = [
      "rate": current, "bad_epochs": Double(badEpochs), "rest_left": Double(restLeft),
    ]
    // Before the first epoch the best is infinite, which no file of numbers may hold.
    if best.isFinite { state["best"] = best }
    state["seen_epoch"] = seenEpoch.map { Double($0) }
    return state
  }

  package mutating func restore(_ state: [String: Double]) {
    current = state["rate"] ?? current
    best = state["best"] ?? (goal == .minimize ? .infinity : -.infinity)
    badEpochs = Int(state["bad_epochs"] ?? 0)
    restLeft = Int(state["rest_left"] ?? 0)
    seenEpoch = state["seen_epoch"].map { Int($0) }
  }
}
