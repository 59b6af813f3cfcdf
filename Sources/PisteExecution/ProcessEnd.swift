private import Glibc

/// How a process ended.
public enum ProcessEnd: Hashable, Sendable {
  /// It exited by itself with this status.
  case exited(Int32)
  /// A signal of this number ended it.
  case signaled(Int32)
}

extension ProcessEnd {
  /// The status with which a worker says that its files cannot be read or written (`EX_IOERR`).
  ///
  /// It speaks of a full disk or a folder without permission, which the next worker would meet too,
  /// so that no run is to blame.
  public static let environmentStatus: Int32 = 74

  /// Whether the machine, not the run, is the cause.
  package var isEnvironmentTrouble: Bool { self == .exited(Self.environmentStatus) }
}

extension ProcessEnd: CustomStringConvertible {
  /// The end as the rest of a sentence: `killed by signal 9 (SIGKILL)`, `exited with status 70`.
  public var description: String {
    switch self {
    case .exited(let status):
      return "exited with status \(status)"
    case .signaled(let number):
      let name = Self.names[number].map { " (\($0))" } ?? ""
      return "killed by signal \(number)\(name)"
    }
  }

  private static let names: [Int32: String] = [
    SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL",
    SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE",
    SIGKILL: "SIGKILL", SIGUSR1: "SIGUSR1", SIGSEGV: "SIGSEGV", SIGUSR2: "SIGUSR2",
    SIGPIPE: "SIGPIPE", SIGALRM: "SIGALRM", SIGTERM: "SIGTERM", SIGSTKFLT: "SIGSTKFLT",
    SIGXCPU: "SIGXCPU", SIGXFSZ: "SIGXFSZ", SIGVTALRM: "SIGVTALRM", SIGPROF: "SIGPROF",
    SIGPWR: "SIGPWR", SIGSYS: "SIGSYS",
  ]
}
