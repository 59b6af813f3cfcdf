internal import ArgumentParser
internal import PisteCore
internal import PisteReports

/// What makes `piste compare --fail-on` end with 1: checks by their codes, or all of a severity.
struct FailOn: Sendable {
  private var codes: Set<HonestyCheck.Code> = []
  private var statuses: Set<HonestyCheck.Status> = []

  /// Reads lists as `H04,H14` or `warn`.
  ///
  /// - Throws: `ValidationError` for a word that is neither a code nor a severity.
  init(_ lists: [String]) throws {
    let names = HonestyCheck.Code.allCases.map(\.rawValue)
    for word in lists.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      let text = word.filter { !$0.isWhitespace }
      switch text.lowercased() {
      case "fail": statuses.insert(.fail)
      case "warn": statuses.formUnion([.fail, .warn])
      case "note": statuses.formUnion([.fail, .warn, .note])
      default:
        guard let code = HonestyCheck.Code(rawValue: text.uppercased()) else {
          let nearest = NearestName.among(names + ["warn", "fail", "note"], to: text)
          throw ValidationError(
            "--fail-on: '\(text)' is no check"
              + (nearest.map { "; did you mean '\($0)'?" }
                ?? "; there are \(names[0]) to \(names[names.count - 1]), note, warn and fail"))
        }
        codes.insert(code)
      }
    }
  }

  /// Those of `checks` that were asked for by their codes and could not be made.
  func unchecked(_ checks: [HonestyCheck]) -> [HonestyCheck] {
    checks.filter { codes.contains($0.code) && $0.status == .notCheckable }
  }

  /// Those of `checks` that fire.
  func fired(_ checks: [HonestyCheck]) -> [HonestyCheck] {
    checks.filter { check in
      statuses.contains(check.status) || (codes.contains(check.code) && check.status.isFired)
    }
  }
}
