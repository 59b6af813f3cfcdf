public import Dispatch
private import Glibc
private import Subprocess
private import SystemPackage

/// Runs workers as processes of this machine.
///
/// Each leads a process group of its own, so that Ctrl-C on the terminal reaches the scheduler alone
/// and a signal to a worker reaches what the worker started. Each gets one thread for matrix
/// products, since the sweep's parallelism is its processes and equal bits depend on it.
public struct LocalExecutor: Executor {
  /// The program to run as worker.
  public let executable: String
  /// The program's arguments, its name left out.
  public let arguments: [String]
  /// Variables set in the worker's environment beside the inherited ones.
  public let environment: [String: String]

  /// What every worker's environment holds whatever the caller's does.
  public static let fixedEnvironment = ["OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"]

  /// What a worker's environment holds where neither the caller nor the user says otherwise.
  ///
  /// A crash is told in the log in a few lines, cause first, without questions and colors.
  public static let defaultEnvironment = [
    "SWIFT_BACKTRACE":
      "registers=none,images=none,threads=crashed,color=no,interactive=no,sanitize=yes"
  ]

  /// Creates an executor.
  ///
  /// - Parameters:
  ///   - executable: The absolute path of the program to run as worker.
  ///   - arguments: Its arguments, its name left out.
  ///   - environment: Variables to set beside the inherited ones.
  public init(executable: String, arguments: [String], environment: [String: String] = [:]) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
  }

  /// Starts a worker process and returns at once.
  ///
  /// - Parameters:
  ///   - worker: Who it is.
  ///   - queue: The serial queue on which this is called and `report` is to be called.
  ///   - report: Takes what happens to the worker.
  /// - Returns: What speaks to the worker.
  /// - Throws: ``ExecutorError`` with code `.noDescriptor` if no pipes could be made.
  public func launch(
    _ worker: WorkerID, on queue: DispatchQueue, report: @escaping @Sendable (WorkerEvent) -> Void
  ) throws -> any WorkerHandle {
    let pipes = try WorkerPipes()
    let process = WorkerProcess(pipes: pipes, queue: queue, report: report)
    process.start()
    let defaults = Self.defaultEnvironment.filter { getenv($0.key) == nil }
    let variables = defaults.merging(environment) { _, given in given }
      .merging(Self.fixedEnvironment) { _, fixed in fixed }
    let changes = variables.map { (Environment.Key(stringLiteral: $0), Optional($1)) }
    var options = PlatformOptions()
    options.processGroupID = 0
    let configuration = Configuration(
      executable: .path(FilePath(executable)), arguments: Arguments(arguments),
      environment: .inherit.updating(Dictionary(uniqueKeysWithValues: changes)),
      platformOptions: options)
    // One task a worker waits for its process to end. It is never cancelled: a worker is made to go
    // by a signal, and the task ends when it has.
    Task {
      do {
        let result = try await run(
          configuration,
          input: .fileDescriptor(pipes.childInput, closeAfterSpawningProcess: true),
          output: .fileDescriptor(pipes.childOutput, closeAfterSpawningProcess: true),
          error: .fileDescriptor(pipes.childErrors, closeAfterSpawningProcess: true)
        ) { execution in
          let processID = execution.processIdentifier.value
          queue.async { process.hasStarted(processID) }
        }
        let end = ProcessEnd(result.terminationStatus)
        queue.async { process.hasEnded(end) }
      } catch {
        let failure = ExecutorError(
          .cannotLaunch, "cannot start \(executable)", underlying: "\(error)")
        queue.async { process.hasNotStarted(failure) }
      }
    }
    return process
  }
}

extension ProcessEnd {
  fileprivate init(_ status: TerminationStatus) {
    switch status {
    case .exited(let code): self = .exited(code)
    case .signaled(let number): self = .signaled(number)
    }
  }
}
