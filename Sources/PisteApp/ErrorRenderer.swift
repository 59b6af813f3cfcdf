internal import PisteCore
private import PisteData
private import PisteExecution
internal import PisteExperiments
private import PisteStore

/// Turns errors into what people read and the status the program ends with.
///
/// No other file decides how an error looks.
package enum ErrorRenderer {
  /// The text for a terminal and the exit status; nil for what the argument parser tells better.
  package static func render(_ error: any Error) -> (text: String, status: ExitStatus)? {
    switch error {
    case let error as SpecErrors: (render(error), .badInput)
    case let error as SpecError: (render(SpecErrors([error])), .badInput)
    case let error as DataError:
      (render(SpecErrors([error.specError])), error.isEnvironment ? .storeTrouble : .badInput)
    case let error as VanishedData: (render(SpecErrors([error.cause])), .storeTrouble)
    case let error as StoreError: (render(error), status(of: error))
    case let error as ExecutorError:
      (
        text(error.description, code: error.code.description, hint: nil),
        [.environment, .cannotLog].contains(error.code) ? .storeTrouble : .failure
      )
    case let error as FileError:
      (
        text("cannot \(error.action) \(error.path): \(error.reason)", code: "file", hint: nil),
        .storeTrouble
      )
    case let error as FilterFaults:
      (
        error.faults.map { text($0.message, code: "bad-filter", hint: $0.hint) }
          .joined(separator: "\n"), .usage
      )
    case let error as NotFoundError:
      (text(error.message, code: "not-found", hint: error.hint), .notFound)
    default: nil
    }
  }

  /// The text for what a file says in vain, which keeps nothing from running.
  static func render(_ note: SpecNote) -> String {
    let head = Terminal.standardError.styled("note:", .bold)
    return bold("\(note.location): ") + "\(head) \(note.message) [\(note.code)]\n"
      + "  hint: \(note.hint)"
  }

  private static func render(_ errors: SpecErrors) -> String {
    var lines = errors.faults.map { fault in
      let place = fault.location.map { bold("\($0): ") } ?? ""
      return place + text(fault.message, code: fault.code.description, hint: fault.hint)
    }
    if errors.faults.count > 1 { lines.append("\(errors.faults.count) errors") }
    return lines.joined(separator: "\n")
  }

  private static func render(_ error: StoreError) -> String {
    let cause = error.underlying.map { " (\($0))" } ?? ""
    return text(error.message + cause, code: error.code.description, hint: error.hint)
  }

  private static func status(of error: StoreError) -> ExitStatus {
    switch error.code {
    case .inUse: .storeInUse
    case .noSuchRun, .noSuchExperiment, .ambiguous, .notFound: .notFound
    default: .storeTrouble
    }
  }

  private static func text(_ message: String, code: String, hint: String?) -> String {
    let head = Terminal.standardError.styled("error:", .red)
    let tail = hint.map { "\n  hint: \($0)" } ?? ""
    return "\(head) \(message) [\(code)]\(tail)"
  }

  private static func bold(_ text: String) -> String {
    Terminal.standardError.styled(text, .bold)
  }
}

/// A name that nothing in the store bears.
struct NotFoundError: Error {
  /// What was looked for, in a sentence.
  let message: String
  /// What would help.
  let hint: String?
}
