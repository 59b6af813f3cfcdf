public import ArgumentParser
private import Foundation

/// The command `piste`.
public struct PisteCommand: AsyncParsableCommand {
  /// Name, purpose and subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "piste",
    abstract: "Sweeps of neural-network training, recorded and compared honestly.",
    discussion: """
      An experiment is a YAML file. `piste sweep FILE` trains every run it asks for on all cores, \
      records each epoch in a store, and writes a report. Sweeping again does only what is missing.

        piste sweep experiments/quickstart.yaml
        piste compare quickstart
        piste explain optimizer

      The store is the folder .piste unless --store or PISTE_STORE names another. Exit status: 0 \
      every run has an outcome, 1 some run failed or was lost, a report is stale, a check of \
      --fail-on fired or a run differs from its record, 64 bad usage, \
      65 bad experiment file or data, 66 no such run or experiment, 74 store or file trouble, 75 \
      store in use, 130 interrupted.
      """,
    version: Versions.text,
    subcommands: [
      SweepCommand.self, TrainCommand.self, StatusCommand.self, WatchCommand.self,
      ListCommand.self, ShowCommand.self, LogsCommand.self, CompareCommand.self, ReportCommand.self,
      ExportCommand.self, VerifyCommand.self, TagCommand.self, NoteCommand.self, DeleteCommand.self,
      CollectCommand.self, ExplainCommand.self, DoctorCommand.self, WorkerCommand.self,
    ])

  /// Creates the command.
  public init() {}
}

/// Runs the program from its arguments to its exit status.
public enum CommandLineTool {
  /// Parses `arguments`, runs the command they name, tells what went wrong, and exits.
  ///
  /// - Parameter arguments: the whole command line, the program's own path first.
  public static func run(_ arguments: [String]) async -> Never {
    Terminal.openStandardStreams()
    do {
      var command = try PisteCommand.parseAsRoot(Array(arguments.dropFirst()))
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let status as ExitCode {
      exit(status.rawValue)
    } catch {
      if let (text, status) = ErrorRenderer.render(error) {
        Terminal.standardError.write(text)
        exit(status.rawValue)
      }
      PisteCommand.exit(withError: error)
    }
    if let reason = Terminal.lostOutput {
      Terminal.standardError.write("error: cannot write to standard output: \(reason) [file]")
      exit(ExitStatus.storeTrouble.rawValue)
    }
    exit(ExitStatus.success.rawValue)
  }
}

extension ExitStatus {
  /// The status as what a command throws to end with it, everything having been said.
  var code: ExitCode { ExitCode(rawValue) }
}
