internal import ArgumentParser
private import Foundation
private import PisteExecution
private import PisteTraining

/// `piste worker`: what a sweep starts; trains run after run as it is told over its streams.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Trains runs for a sweep; not for use by hand.",
    shouldDisplay: false)

  func run() throws {
    guard isatty(STDIN_FILENO) == 0 else {
      throw ValidationError("a worker is started by piste sweep, which speaks to it over its pipes")
    }
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
