package import PisteCore
package import PisteExperiments

extension Scheduler {
  /// Something that has happened outside.
  package enum Event: Hashable, Sendable {
    /// There are more runs to do.
    case added([QueuedRun])
    /// There will be no more runs.
    case closed
    /// A worker said something.
    case message(WorkerID, WorkerMessage)
    /// A worker said something that is no message.
    case garbled(WorkerID, reason: String)
    /// A worker's process has gone, after all that it said was handed over.
    case ended(WorkerID, reason: String)
    /// A worker has gone because its files cannot be read or written.
    case environmentFailed(WorkerID)
    /// A worker could not be started.
    case launchFailed(WorkerID, reason: String)
    /// Somebody wants the sweep to stop; each time with more force.
    case interrupted
    /// The record cannot be written, so that going on is pointless.
    case halted
    /// Time has passed.
    case tick
  }

  /// Something that is to be done outside, in the order given.
  package enum Command: Hashable, Sendable {
    /// Start a worker.
    case launch(WorkerID)
    /// Give an idle worker a run.
    case assign(RunPlan, attempt: Int, to: WorkerID)
    /// Write down what happened.
    case record(RunEvent)
    /// Ask a busy worker to save its run and lay it aside.
    case pause(WorkerID)
    /// Close a worker's stdin, at which it goes.
    case shutDown(WorkerID)
    /// Signal a worker's process group, TERM or KILL.
    case signal(WorkerID, Force)
    /// All runs given so far have ended: ask whether there are more.
    case askForMore
    /// Everything is over and no worker is left.
    case finish
  }

  /// How hard a worker is made to go.
  package enum Force: Hashable, Sendable {
    /// By SIGTERM.
    case terminate
    /// By SIGKILL.
    case kill
  }

  /// The fixed numbers of a policy.
  package struct Limits: Hashable, Sendable {
    /// Most workers at one time, ≥ 1.
    package var slots: Int
    /// Deaths of a run's workers at which the run has failed, ≥ 1.
    package var deaths = 2
    /// Launches in a row that come to nothing at which launching is given up, ≥ 1.
    package var launchFailures = 3
    /// Seconds without a message from a busy worker at which it is taken to hang; nil: never.
    package var silence: Double?
    /// Seconds that an attempt at a run may take, after which the run has failed; nil: any.
    package var run: Double?
    /// Runs without a result at which the sweep stops; nil: it goes on whatever fails.
    package var failures: Int?
    /// Seconds between asking a worker to go and killing it.
    package var grace = 5.0
    /// Seconds that a worker has for laying its run aside once the sweep is to stop.
    package var patience = 1.2
    /// Seconds between asking a worker to go and killing it once the sweep is to stop.
    package var haste = 0.4

    /// Creates limits for so many workers.
    package init(
      slots: Int, silence: Double? = nil, run: Double? = nil, failures: Int? = nil
    ) {
      precondition(slots >= 1, "Scheduler: \(slots) slots cannot run anything")
      self.slots = slots
      self.silence = silence
      self.run = run
      self.failures = failures
    }
  }
}
