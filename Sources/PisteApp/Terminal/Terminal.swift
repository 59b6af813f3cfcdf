private import Foundation
private import Synchronization

/// One of the two streams that people or programs read.
struct Terminal: Sendable {
  /// Where answers come from.
  static let standardInput = Terminal(descriptor: STDIN_FILENO)
  /// Where data goes.
  static let standardOutput = Terminal(descriptor: STDOUT_FILENO)
  /// Where text for people goes.
  static let standardError = Terminal(descriptor: STDERR_FILENO)

  let descriptor: Int32

  /// Whether somebody looks at it.
  var isInteractive: Bool { isatty(descriptor) == 1 }

  /// Whether text may be rewritten: on a terminal that knows how to move its cursor.
  var canMoveCursor: Bool {
    let kind = ProcessInfo.processInfo.environment["TERM", default: ""]
    return isInteractive && !kind.isEmpty && kind != "dumb"
  }

  /// Whether colors may be used: on a terminal that knows them, unless NO_COLOR is set.
  var allowsColor: Bool {
    canMoveCursor && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
  }

  /// How many characters fit.
  struct Size: Hashable {
    var columns = 100
    var rows = 24
  }

  /// The size at this moment; a usual one where it is no terminal or does not tell.
  var size: Size {
    var answer = winsize()
    var size = Size()
    guard isInteractive, ioctl(descriptor, UInt(TIOCGWINSZ), &answer) == 0 else { return size }
    if answer.ws_col > 0 { size.columns = Int(answer.ws_col) }
    if answer.ws_row > 0 { size.rows = Int(answer.ws_row) }
    return size
  }

  /// Width in columns; 100 where it is no terminal.
  var width: Int { size.columns }

  /// Writes a line.
  func write(_ line: String) { put(line + "\n") }

  /// Writes text as it is.
  ///
  /// What cannot be written is no reason to stop a sweep, so it is dropped; the program's exit
  /// status tells it, unless the reader has simply gone: see ``lostOutput``.
  func put(_ text: String) { put(Array(text.utf8)) }

  /// Writes bytes as they are; see ``put(_:)-(String)``.
  func put(_ data: some Collection<UInt8>) {
    var bytes = Array(data)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        bytes = bytes.dropFirst(written)
      } else if errno == EAGAIN {
        waitForRoom()
      } else if errno != EINTR {
        if descriptor == STDOUT_FILENO, errno != EPIPE {
          let reason = String(cString: strerror(errno))
          Self.failure.withLock { $0 = $0 ?? reason }
        }
        return
      }
    }
  }

  /// Why data could not be written to standard output; nil where all of it was, or where the
  /// reader went before the end, as `head` does.
  static var lostOutput: String? { failure.withLock { $0 } }

  private static let failure = Mutex<String?>(nil)

  private func waitForRoom() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, -1)
  }

  /// Makes sure that the three standard streams lead somewhere, so that no file or socket opened
  /// later takes the number of a stream that was closed.
  static func openStandardStreams() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is the one just found missing.
      _ = open("/dev/null", O_RDWR)
    }
  }

  /// `text` in a style where colors are allowed, plain otherwise.
  func styled(_ text: String, _ style: Style) -> String {
    allowsColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// The few styles in use, by their SGR parameter.
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
  }
}
