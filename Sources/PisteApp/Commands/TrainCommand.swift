internal import ArgumentParser
private import PisteCore
private import PisteExecution
private import PisteExperiments
private import PisteStore

/// `piste train`: one run, its epochs shown as they end.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains one run and shows its epochs as they end.",
    discussion: """
      Without a file all settings come from --set. The run is recorded like any other, and one \
      that has a result already is not trained again: its epochs are shown.

        piste train --set dataset.name=digits
        piste train --set dataset.name=wine --set optimizer=adam
        piste train my-settings.yaml --set optimizer.lr=0.1
      """)

  @Argument(help: ArgumentHelp("An experiment file without axes.", valueName: "file"))
  var file: String?

  @OptionGroup var plan: PlanOptions

  @Flag(help: "One JSON object a line on standard output, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  func run() async throws {
    try SignalGuard.install()
    let location = storeOptions.location
    let experiment = try loadExperiment()
    let planned = try PlannedExperiment(experiment, location: location)
    guard planned.plan.runCount == 1 else {
      throw SpecError(
        .conflict, "\(planned.plan.runCount) runs: train takes a file of one run",
        hint: "use piste sweep, or seeds: 1",
        location: SourceLocation(file: file ?? "--seeds", line: 1, column: 1))
    }
    planned.tellNotes()
    if SignalGuard.isInterrupted { throw ExitStatus.interrupted.code }
    let purpose = "training of \(planned.plan.experiment.name)"
    let status = try await WritableStore.with(location, purpose: purpose) { store in
      let runs = planned.plan.initialRuns.map(\.id)
      let known = try store.results(of: runs, metric: planned.plan.objective.name)
      let wasDone = runs.allSatisfy { known[$0]?.status.isDone == true }
      let session = SweepRun(
        store: store, workers: 1, retryFailed: true, writesReport: false,
        mode: json ? .json : .epochs)
      let words = ["piste", "train"] + [file].compactMap { $0 } + plan.words
      let again = CommandText.line(words + (json ? ["--json"] : []) + storeOptions.words)
      let status = try await session.carryOut(planned, again: again)
      if status == .success { try tell(planned.plan, store, wasDone: wasDone) }
      return status
    }
    if status != .success { throw status.code }
  }

  private func loadExperiment() throws -> Experiment {
    let experiment =
      if let file {
        try ExperimentFile.load(path: file, overrides: plan.overrides, seedCount: plan.seeds)
      } else {
        try ExperimentFile.fromOverrides(plan.overrides, seedCount: plan.seeds)
      }
    guard !experiment.hasAxes else {
      throw SpecError(
        .conflict, "this file has axes, and train takes one run",
        hint: "use piste sweep, or fix each axis with --set",
        location: SourceLocation(file: file ?? "--set", line: 1, column: 1))
    }
    return experiment
  }

  /// The lines that a run printed while it trained, for one that had its result before.
  private func tellAgain(_ run: RunRecord, _ epochs: [EpochReport], of name: String) {
    let display = ProgressDisplay(name: name, mode: .json)
    var progress = SweepProgress()
    progress.total = 1
    progress.cached = 1
    for epoch in epochs {
      progress.latest = .epoch(run.run, attempt: run.attempts, epoch)
      display.show(progress)
    }
    if let outcome = run.outcome {
      progress.latest = .finished(run.run, attempt: run.attempts, outcome, nil)
      display.show(progress)
    }
    display.finish()
  }

  private func tell(_ plan: Plan, _ store: RunStore, wasDone: Bool) throws {
    guard let run = try store.runs(of: plan.experiment.name).first else { return }
    let epochs = try store.epochs(of: run.run)
    guard !json else {
      if wasDone { tellAgain(run, epochs, of: plan.experiment.name) }
      return
    }
    // A run that had its result before was not shown while it trained.
    if wasDone { EpochTable.lines(epochs).forEach(Terminal.standardError.write) }
    let best = run.outcome?.bestEpoch.flatMap { best in epochs.first { $0.epoch == best } }
    let last = (best ?? epochs.last)?.metrics
    let metrics = Metric.all.compactMap { name -> String? in
      guard name.contains("/"), let value = last?[name] else { return nil }
      return "\(name) \(NumberFormat.significant(value, digits: 4))"
    }
    Terminal.standardOutput.write(
      "run \(run.run.short) \(run.status.rawValue): " + metrics.joined(separator: ", "))
  }
}
