internal import ArgumentParser
private import Foundation
private import PisteCore
internal import PisteStore

/// `piste logs`: what the workers of a run wrote.
struct LogsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs",
    abstract: "Prints what the workers of a run wrote, and follows it while the run goes on.",
    discussion: """
      All attempts at a run write to one log, each under a line of its own. The beginning of the \
      id is enough where no other run begins so.

        piste logs 3f9a1c
        piste logs 3f9a1c -n 20
        piste logs 3f9a1c -f
      """)

  @Argument(help: ArgumentHelp("The run's id, or its first digits.", valueName: "run"))
  var prefix: String

  @Flag(name: .shortAndLong, help: "Goes on with what is added, until the run ends.")
  var follow = false

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("Only the last lines of what is there (default: all).", valueName: "n"))
  var lines: Int?

  @OptionGroup var storeOptions: StoreOptions

  /// Microseconds between two looks at the log.
  private static let pause: UInt32 = 200_000

  func validate() throws {
    if let lines, lines < 0 { throw ValidationError("--lines takes 0 or more, not \(lines)") }
  }

  func run() throws {
    let location = storeOptions.location
    let store = try RunStore.openForReading(location)
    let run = try store.run(matching: prefix)
    var log = LogFollower(location.log(of: run.run))
    if !log.exists {
      let isOver = run.outcome != nil
      Terminal.standardError.write(
        "run \(run.run.short) has no log\(isOver ? "" : " yet"): it is \(run.status.rawValue)")
    }
    if let lines { try log.skip(toLast: lines) }
    try copy(&log)
    while follow {
      // Asked before the log is read, so that what a run wrote last is read after its end.
      let status = try store.run(matching: run.run.hex).status
      let hasWriter = try RunStore.writer(of: location) != nil
      try copy(&log)
      guard status == .queued || status == .running else { return }
      guard hasWriter else {
        Terminal.standardError.write(
          "run \(run.run.short) is not done, but no sweep is under way that would go on with it")
        return
      }
      usleep(Self.pause)
    }
  }

  private func copy(_ log: inout LogFollower) throws {
    while true {
      let bytes = try log.next()
      if bytes.isEmpty { return }
      Terminal.standardOutput.put(bytes)
    }
  }
}
