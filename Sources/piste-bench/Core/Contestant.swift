internal import PisteCore

/// What every side is to train.
struct TrainingJob {
  let item: CoreCase
  let rows: CaseRows
  let optimizer: String

  /// Rows of an epoch; an incomplete last batch is left out.
  var rowsPerEpoch: Int { rows.facts.trainingRows / item.batch * item.batch }

  /// η.
  var rate: Double {
    item.settings(optimizer: optimizer)["optimizer.lr"]?.number ?? 0
  }
}

/// Somebody who trains a network while the clock runs.
protocol Contestant: AnyObject {
  /// Who it is, with the version where it has one.
  var name: String { get }

  /// Takes up a job: compiles, and trains the job's warm-up from fresh weights.
  ///
  /// - Returns: What was found out.
  func prepare(_ job: TrainingJob) throws -> Preparation

  /// Trains from fresh weights for so many epochs.
  ///
  /// - Returns: The training's seconds, and the loss over the training rows afterwards.
  func train(epochs: Int) throws -> (seconds: Double, loss: Double)
}

/// What a warm-up found out.
struct Preparation {
  /// Duration of an epoch, in seconds.
  let epoch: Double
  /// The loss over the training rows after the warm-up.
  let loss: Double
}
