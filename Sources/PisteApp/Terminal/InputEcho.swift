private import Foundation

/// Keeps what is typed from being shown while lines are rewritten in place: a line feed would push
/// them on.
///
/// Only where the terminal is this process's to change: in the background that would stop it. Shells
/// put the terminal right again after a program that a signal ended.
struct InputEcho {
  private var before: termios?

  /// Stops showing what is typed.
  mutating func suspend() {
    let input = STDIN_FILENO
    var state = termios()
    guard before == nil, tcgetpgrp(input) == getpgrp(), tcgetattr(input, &state) == 0,
      state.c_lflag & tcflag_t(ECHO) != 0
    else { return }
    before = state
    state.c_lflag &= ~tcflag_t(ECHO)
    _ = tcsetattr(input, TCSANOW, &state)
  }

  /// Shows it again, if it was shown before.
  mutating func resume() {
    guard var state = before, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
    before = nil
    _ = tcsetattr(STDIN_FILENO, TCSANOW, &state)
  }
}
