internal import ArgumentParser
private import Foundation
private import PisteCore
private import PisteExecution
private import PisteExperiments
private import PisteStore

/// `piste sweep`: trains every run of experiment files that has no result yet.
struct SweepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Trains every run of an experiment that has no result yet, and writes the report.",
    discussion: """
      Everything is checked before the first process starts. Runs go to worker processes, one core \
      each; every epoch is recorded as it ends. A sweep that was stopped, or killed, goes on where \
      it was when it is started again. Ctrl-C has the runs under way saved and stops within two \
      seconds; again, it ends the workers at once; a third time, it kills them. The report goes to \
      reports/<name> in this folder. Progress shows on a terminal, as plain lines elsewhere \
      (TERM=dumb asks for them, NO_COLOR for no color).

        piste sweep experiments/quickstart.yaml
        piste sweep a.yaml b.yaml --workers 2
        piste sweep a.yaml --dry-run
        piste sweep new.yaml --dry-run --diff old.yaml
        piste sweep a.yaml --set epochs=20 --seeds 10
      """)

  @Argument(help: ArgumentHelp("Experiment files.", valueName: "file"))
  var files: [String]

  @OptionGroup var plan: PlanOptions

  @Option(
    help: ArgumentHelp(
      "Most workers at one time (default: the cores here); fewer where memory is short.",
      valueName: "n"))
  var workers: Int?

  @Option(
    help: ArgumentHelp(
      "Lets the workers give way to other programs, 0 not at all to 19 always.", valueName: "n"))
  var nice = 0

  @Flag(help: "Only says what would be done, and how long it may take.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "With --dry-run: says which runs are added and dropped since this file.",
      valueName: "old-file"))
  var diff: String?

  @Flag(help: "Tries runs again that failed in an earlier sweep.")
  var retryFailed = false

  @Flag(help: "Writes no report.")
  var noReport = false

  @Flag(help: "One JSON object a line on standard output, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  func validate() throws {
    if let workers, workers < 1 || workers > 1024 {
      throw ValidationError("--workers takes a number from 1 to 1024, not \(workers)")
    }
    guard 0...19 ~= nice else {
      throw ValidationError("--nice takes a number from 0 to 19, not \(nice)")
    }
    if diff != nil, !dryRun || files.count != 1 {
      throw ValidationError("--diff compares one file with another and needs --dry-run")
    }
  }

  func run() async throws {
    try SignalGuard.install()
    let location = storeOptions.location
    let (planned, old) = try load(location)
    if dryRun {
      for experiment in planned {
        let preview = try SweepPreview(
          experiment.plan, location: location, workers: workers ?? SystemFacts.availableCores)
        Terminal.standardOutput.write(json ? try preview.json() : preview.text())
        if let old, let diff { try tell(PlanDiff(from: old.plan, to: experiment.plan), diff) }
      }
      return
    }
    if SignalGuard.isInterrupted { throw ExitStatus.interrupted.code }
    let names = planned.map(\.plan.experiment.name).joined(separator: ", ")
    let status = try await WritableStore.with(location, purpose: "sweep of \(names)") { store in
      let session = SweepRun(
        store: store, workers: workers ?? SystemFacts.availableCores, retryFailed: retryFailed,
        writesReport: !noReport, mode: json ? .json : .people, nice: nice)
      var status = ExitStatus.success
      for experiment in planned where status != .interrupted {
        let ended = try await session.carryOut(experiment, again: resumeCommand)
        if ended != .success { status = ended }
      }
      return status
    }
    if status != .success { throw status.code }
  }

  /// The experiments, and the one that `--diff` names, so that the faults of all come at once.
  private func load(
    _ location: StoreLocation
  ) throws -> ([PlannedExperiment], old: PlannedExperiment?) {
    guard let diff else {
      return (try PlannedExperiment.load(files, options: plan, location: location), nil)
    }
    let both = try PlannedExperiment.load(
      files + [diff], options: plan, location: location, mayShareNames: true)
    return (both.dropLast(), both.last)
  }

  private func tell(_ difference: PlanDiff, _ old: String) throws {
    let name = files[0]
    if json {
      Terminal.standardOutput.write(
        try PlanDiffText.json(difference, experiment: name, from: old))
    } else {
      PlanDiffText.lines(difference, from: old).forEach(Terminal.standardOutput.write)
    }
  }

  private var resumeCommand: String {
    var words = ["piste", "sweep"] + files + plan.words
    if let workers { words += ["--workers", String(workers)] }
    if nice > 0 { words += ["--nice", String(nice)] }
    if retryFailed { words.append("--retry-failed") }
    if noReport { words.append("--no-report") }
    if json { words.append("--json") }
    return CommandText.line(words + storeOptions.words)
  }
}
