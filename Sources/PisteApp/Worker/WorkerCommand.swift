internal import ArgumentParser
private import Foundation
private import Glibc
private import PisteExecution
private import PisteTraining

/// `piste worker`: what a sweep starts; trains run after run as it is told over its streams.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Trains runs for a sweep; not for use by hand.",
    shouldDisplay: false)

  @Option(help: ArgumentHelp("How much less it is to hurry than others.", valueName: "n"))
  var nice: Int32 = 0

  func run() throws {
    guard isatty(STDIN_FILENO) == 0 else {
      throw ValidationError("a worker is started by piste sweep, which speaks to it over its pipes")
    }
    // Before any thread is started: each inherits it from the one that starts it.
    if nice > 0 { _ = Glibc.nice(nice) }
    BLAS.useOneThread()
    let channel = try WorkerChannel.takeOver()
    try channel.sendReady()
    var loop = WorkerLoop(channel: channel)
    do {
      while let assignment = try channel.next() { try loop.carryOut(assignment) }
    } catch {
      // The run's log may be the very file that could not be written.
      channel.leaveWord(ErrorRenderer.render(error)?.text ?? "error: \(error)")
      throw error
    }
  }
}
