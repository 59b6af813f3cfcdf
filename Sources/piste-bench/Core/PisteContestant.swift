private import CBenchSupport
private import PisteCatalog
private import PisteCore
private import PisteTraining

/// The training core itself, through the trainer that sweeps use.
final class PisteContestant: Contestant {
  let name = "Piste"

  private var job: TrainingJob?

  func prepare(_ job: TrainingJob) throws -> Preparation {
    self.job = job
    let (seconds, loss) = try train(epochs: job.item.warmUp)
    return Preparation(epoch: seconds / Double(job.item.warmUp), loss: loss)
  }

  func train(epochs: Int) throws -> (seconds: Double, loss: Double) {
    var trainer = try makeTrainer()
    var isFinite = true
    let seconds = Timing.seconds {
      for _ in 0..<epochs where isFinite {
        isFinite = trainer.trainEpoch(everyBatch: {}).divergence == nil
      }
    }
    guard isFinite else { throw BenchmarkError("the training diverged; its time says nothing") }
    return (seconds, trainer.evaluate()[Metric.validationLoss] ?? .nan)
  }

  /// Counts what is allocated from before the second step of the second epoch to before its last.
  ///
  /// - Returns: Allocations and the steps among which they happened; nil where none are counted.
  func allocations() throws -> (count: Int, steps: Int)? {
    var trainer = try makeTrainer()
    _ = trainer.trainEpoch(everyBatch: {})
    var calls = 0
    var (first, last) = (Int64(0), Int64(0))
    _ = trainer.trainEpoch(everyBatch: {
      last = piste_allocation_count()
      if calls == 0 { first = last }
      calls += 1
    })
    return first < 0 ? nil : (Int(last - first), calls - 1)
  }

  private func makeTrainer() throws -> Trainer {
    guard let job else { throw BenchmarkError("nothing to train") }
    let settings = Catalog.complete(
      job.item.settings(optimizer: job.optimizer), facts: job.rows.facts)
    let recipe = try Recipe(settings: settings, facts: job.rows.facts)
    return Trainer(recipe, data: job.rows.data, seed: 1)
  }
}
