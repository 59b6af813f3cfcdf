public import PisteExperiments

/// A run that waits for a worker, with the number that its next attempt bears.
public struct QueuedRun: Hashable, Sendable {
  /// The run.
  public var plan: RunPlan
  /// The number of its next attempt: one more than that of the latest attempt ever, from 1.
  public var attempt: Int
  /// How many of its epochs are recorded, from the first on.
  public var recordedEpochs: Int

  /// Creates a waiting run.
  public init(_ plan: RunPlan, attempt: Int = 1, recordedEpochs: Int = 0) {
    self.plan = plan
    self.attempt = attempt
    self.recordedEpochs = recordedEpochs
  }
}

/// Runs that are handed over at one time, with the count of those that need not run again.
public struct RunBatch: Hashable, Sendable {
  /// What is to do, in the order in which it is to start.
  public var toDo: [QueuedRun]
  /// How many further runs of the same stage were done before.
  public var cached: Int
  /// How many further runs of the same stage failed before and are not to be tried again.
  public var failedBefore: Int

  /// Creates a batch.
  public init(_ toDo: [QueuedRun] = [], cached: Int = 0, failedBefore: Int = 0) {
    self.toDo = toDo
    self.cached = cached
    self.failedBefore = failedBefore
  }
}
