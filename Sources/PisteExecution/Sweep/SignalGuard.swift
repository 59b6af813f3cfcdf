/// Catches the signals that ask a command to stop, from its begin to its end.
///
///     try SignalGuard.install()
///     … check, plan … if SignalGuard.isInterrupted { exit 130 }
///     for each experiment { try await runner.run(…); if SignalGuard.isInterrupted { exit 130 } }
///
/// While a ``SweepRunner`` runs, INT, TERM and HUP go to it; those that came before count at its
/// start, so that it launches nothing. Outside of a sweep the first is remembered, and the command
/// stops where it is safe; the second ends the process at once, with status 130. Ctrl-\ (QUIT) ends
/// it at once, by the signal, at any time.
public enum SignalGuard {
  /// The status of a command that was interrupted.
  public static let exitStatus: Int32 = 130

  /// Catches INT, TERM and HUP until the process ends; once installed, it stays, and installing it
  /// again changes nothing.
  ///
  /// - Throws: ``ExecutorError`` with code `.noDescriptor`.
  public static func install() throws(ExecutorError) { try SignalCatcher.shared.install() }

  /// Whether a signal has asked this process to stop, within a sweep or outside of one.
  public static var isInterrupted: Bool { SignalCatcher.shared.count > 0 }

  /// Gives the signals back to whoever had them and forgets those that came.
  package static func uninstall() { SignalCatcher.shared.uninstall() }
}
