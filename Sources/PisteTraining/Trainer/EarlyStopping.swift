internal import PisteCore

/// Ends a run whose validation metric has stopped improving.
///
/// An epoch is better than the best one so far if it improves on it by more than δ. The run ends
/// when p epochs in a row were not.
///
/// > Source: Prechelt, "Early Stopping, But When?", in Neural Networks: Tricks of the Trade, 1998,
/// > class UP; patience, δ and restoring the best epoch are Keras's EarlyStopping.
///
/// > Differs from: Keras's default, where the last epoch's parameters stay.
package struct EarlyStopping: Sendable, Hashable {
  /// p, epochs without improvement at which the run ends, ≥ 1.
  package let patience: Int
  /// What is watched, as `val/loss`.
  package let metric: String
  /// δ ≥ 0, in units of the metric.
  package let minDelta: Double
  /// Whether the run ends with the parameters of the best epoch.
  package let restoresBest: Bool

  /// What is known after some epochs.
  package struct Progress: Sendable, Hashable {
    /// The latest epoch that was judged; 0 for none.
    package var epoch = 0
    /// The best epoch; 0 as long as no value was a number.
    package var bestEpoch = 0
    /// The metric at the best epoch.
    package var bestValue = Double.nan
    /// `train/loss` at the best epoch.
    package var bestTrainingLoss = Double.nan

    /// Creates the progress of a run that has not begun.
    package init() {}
  }

  private var goal: Goal { metric.hasSuffix("/accuracy") ? .maximize : .minimize }

  /// Whether `value` improves on the best one so far by more than δ.
  func isImprovement(_ value: Double, over progress: Progress) -> Bool {
    guard value.isFinite else { return false }
    guard progress.bestEpoch > 0 else { return true }
    return goal == .maximize
      ? value > progress.bestValue + minDelta : value < progress.bestValue - minDelta
  }

  /// Whether patience has run out.
  func isOver(_ progress: Progress) -> Bool { progress.epoch - progress.bestEpoch >= patience }

  /// Why a run was ended, in a sentence.
  func reason(_ progress: Progress) -> String {
    guard progress.bestEpoch > 0 else {
      return "\(metric) was no number for \(NumberFormat.count(patience, "epoch"))"
    }
    let wait = NumberFormat.count(patience, "epoch")
    let best = "the best was epoch \(progress.bestEpoch)"
    let tail = restoresBest ? ", whose parameters the run ends with" : ""
    return "\(metric) has not improved for \(wait); \(best)\(tail)"
  }
}

extension Recipe {
  /// The rule that the settings ask for; nil for none.
  static func earlyStopping(_ reader: inout RecipeReader) -> EarlyStopping? {
    guard reader.has("early_stopping.patience") else { return nil }
    return EarlyStopping(
      patience: reader.integer("early_stopping.patience"),
      metric: reader.word("early_stopping.metric"),
      minDelta: reader.number("early_stopping.min_delta"),
      restoresBest: reader.bool("early_stopping.restore_best"))
  }
}
