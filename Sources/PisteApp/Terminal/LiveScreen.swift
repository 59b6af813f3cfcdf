private import Dispatch
private import Synchronization

/// Draws a sweep on a terminal, ten times a second at most, from a timer of its own.
///
/// Size is asked for at every drawing, so that no signal of its change is needed. The timer's queue is
/// the only one that waits for the terminal.
final class LiveScreen: Sendable {
  private struct State {
    var block = ScreenBlock()
    var echo = InputEcho()
    var timer: (any DispatchSourceTimer)?
    var shown: [String] = []
    var size: Terminal.Size?
    var skipped = 0
  }

  private static let pause = DispatchTimeInterval.milliseconds(100)
  /// Equal pictures left out in a row; then it is drawn all the same, over what was typed since.
  private static let mostSkipped = 9

  private let terminal: Terminal
  private let queue = DispatchQueue(label: "piste.screen")
  private let state = Mutex(State())

  /// Creates a screen on which nothing is shown.
  init(_ terminal: Terminal) { self.terminal = terminal }

  /// Begins to draw.
  ///
  /// - Parameter snapshot: What is to be seen; asked for on a queue of the screen's, must be quick;
  ///   nil changes nothing.
  func start(_ snapshot: @escaping @Sendable () -> SweepSnapshot?) {
    state.withLock { state in
      state.echo.suspend()
      let timer = DispatchSource.makeTimerSource(queue: queue)
      timer.schedule(deadline: .now() + Self.pause, repeating: Self.pause)
      timer.setEventHandler { [weak self] in
        if let self, let snapshot = snapshot() { draw(snapshot) }
      }
      timer.activate()
      state.timer = timer
    }
  }

  /// Draws what is to be seen, unless that is there already.
  func draw(_ snapshot: SweepSnapshot) {
    let size = terminal.size
    let lines = LiveBlock.lines(
      snapshot, width: size.columns, height: size.rows, color: terminal.allowsColor)
    let text = state.withLock { state -> String? in
      // Signals that follow may end the process before anything can be put right.
      if snapshot.isStopping { state.echo.resume() }
      let isSame = lines == state.shown && size == state.size
      guard !isSame || state.skipped >= Self.mostSkipped else {
        state.skipped += 1
        return nil
      }
      (state.shown, state.size, state.skipped) = (lines, size, 0)
      return state.block.frame(lines)
    }
    if let text { terminal.put(text) }
  }

  /// Ends drawing and takes the block away.
  func stop() {
    queue.sync {
      let text = state.withLock { state in
        state.timer?.cancel()
        state.timer = nil
        state.echo.resume()
        return state.block.end()
      }
      terminal.put(text)
    }
  }
}
