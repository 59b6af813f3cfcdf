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
    /// A parameter after the step, or a running statistic of batch normalization.
    case parameter
    /// The loss on validation or test rows after the epoch.
    case evaluation
  }

  /// What was not finite.
  public let quantity: Quantity
  /// The epoch, from 1.
  public let epoch: Int
  /// The step, from 1 over the whole run.
  public let step: Int
  /// The step's learning rate.
  public let learningRate: Double

  /// Where it was found, by PyTorch's names; nil where unknown.
  ///
  /// Of a gradient or parameter it is the tensor, as `2.weight`; of a loss the first layer with an
  /// output that is not finite, as `2`.
  public internal(set) var layer: String?

  /// The fact in a sentence.
  public var reason: String {
    let rate = NumberFormat.significant(learningRate, digits: 4)
    let moment = "was not finite at step \(step), learning rate \(rate)"
    return switch (quantity, layer) {
    case (.loss, "theta"): "the loss \(moment), found at theta"
    case (.loss, let layer?): "the loss \(moment), first in the outputs of layer \(layer)"
    case (.gradient, let layer?): "the gradient of \(layer) \(moment)"
    case (.parameter, let layer?): "the parameter \(layer) \(moment)"
    case (.evaluation, _): "the loss on rows held out \(moment)"
    case (_, nil): "the \(quantity.rawValue) \(moment)"
    }
  }
}
