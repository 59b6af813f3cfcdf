public import PisteCore

/// What training over one epoch measured.
public struct EpochTraining: Sendable, Hashable {
  /// The epoch, from 1.
  public let epoch: Int
  /// `train/loss`, `train/accuracy` where there are classes, `lr` and `grad_norm`.
  ///
  /// After a divergence they are over the steps up to it. Where the recipe asks for diagnostics,
  /// theirs are here too.
  public let metrics: MetricValues
  /// The steps that were logged, in order.
  public let steps: [StepReport]
  /// What was not finite; nil where all was.
  public let divergence: Divergence?
}

/// The step at which a value was no longer finite.
public struct Divergence: Sendable, Hashable {
  /// What was not finite.
  public enum Quantity: String, Sendable {
    /// The batch's loss before the step.
    case loss
    /// The gradient's norm.
    case gradient
    /// A parameter after the step.
    case parameter
  }

  /// What was not finite.
  public let quantity: Quantity
  /// The epoch, from 1.
  public let epoch: Int
  /// The step, from 1 over the whole run.
  public let step: Int
  /// The step's learning rate.
  public let learningRate: Double

  /// The fact in a sentence.
  public var reason: String {
    "the \(quantity.rawValue) was not finite at step \(step), "
      + "learning rate \(NumberFormat.significant(learningRate, digits: 4))"
  }
}
