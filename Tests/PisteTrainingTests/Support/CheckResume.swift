import PisteCore
import PisteTraining
import Testing

/// What a run leaves behind from some epoch on.
struct RunTrace: Equatable {
  var epochs: [EpochTraining] = []
  var evaluations: [MetricValues] = []
  var final: [NamedTensor] = []
  var measuredAtTheEnd = MetricValues()
  var weightsHash = ""
  var orderHash = ""
  var outcome: Outcome?

  /// Trains to the end.
  mutating func take(_ trainer: inout Trainer) {
    while !trainer.isFinished {
      epochs.append(trainer.trainEpoch {})
      evaluations.append(trainer.evaluate())
    }
    final = trainer.finalTensors()
    measuredAtTheEnd = trainer.evaluate()
    weightsHash = trainer.weightsHash
    orderHash = trainer.orderHash
    outcome = trainer.outcome()
  }
}

/// Checks that a run which dies before a step, counted from 1, and is resumed in another trainer
/// ends in the same bits as one that nobody disturbed.
///
/// `makeOptimizer` makes another optimizer than the recipe's.
func checkResume(
  _ recipe: Recipe, _ data: MemoryData, seed: UInt64 = 5, dyingBefore step: Int,
  makeOptimizer: ((ParameterLayout) -> any Optimizer<Float>)? = nil, _ label: String = "",
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
  struct Death: Error {}
  func trainer() -> Trainer {
    Trainer(recipe, data: data.trainingData, seed: seed, makeOptimizer: makeOptimizer)
  }
  var undisturbed = RunTrace()
  var first = trainer()
  undisturbed.take(&first)

  var dying = trainer()
  var file: [UInt8] = []
  while file.isEmpty, !dying.isFinished {
    do {
      _ = try dying.trainEpoch(watchedBy: { trainer in
        guard trainer.step == step - 1 else { return }
        file = trainer.snapshot().encoded(with: ["note": "a text"])
        throw Death()
      })
      _ = dying.evaluate()
    } catch is Death {}
  }
  let (checkpoint, texts) = try TrainerCheckpoint.decode(file)
  #expect(texts == ["note": "a text"], sourceLocation: sourceLocation)
  #expect(checkpoint.step == step - 1, sourceLocation: sourceLocation)

  var resumed = trainer()
  let isTaken = resumed.resume(from: checkpoint)
  #expect(isTaken, sourceLocation: sourceLocation)
  var rest = RunTrace()
  rest.take(&resumed)
  undisturbed.epochs.removeFirst(checkpoint.finishedEpochs)
  undisturbed.evaluations.removeFirst(checkpoint.finishedEpochs)
  let isSame = rest == undisturbed
  #expect(isSame, "\(label), step \(step)", sourceLocation: sourceLocation)
}
