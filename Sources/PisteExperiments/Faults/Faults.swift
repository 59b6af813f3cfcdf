internal import PisteCore

/// Gathers the faults of a file, each told once.
struct Faults: Sendable {
  private(set) var all: [SpecError] = []
  private var seen: Set<SpecError> = []
  /// Settings whose values could not be read; what depends on them is not judged.
  private(set) var brokenKeys: Set<String> = []

  mutating func add(_ fault: SpecError) {
    if seen.insert(fault).inserted { all.append(fault) }
  }

  mutating func add(
    _ code: SpecError.Code, _ message: String, hint: String? = nil, at location: SourceLocation
  ) {
    add(SpecError(code, message, hint: hint, location: location))
  }

  mutating func markBroken(_ key: String) { brokenKeys.insert(key) }

  /// Whether a setting with the same first word could not be read.
  func touches(_ key: String) -> Bool {
    let group = key.prefix { $0 != "." }
    return brokenKeys.contains { $0.prefix { $0 != "." } == group }
  }
}
