internal import PisteCore

/// Gathers the faults of a file, each told once.
struct Faults: Sendable {
  private(set) var all: [SpecError] = []
  private var seen: Set<SpecError> = []
  /// What is told and keeps nothing from running.
  private(set) var notes: [SpecNote] = []
  /// Keys whose values could not be read, unknown ones and whole sections included.
  private(set) var brokenKeys: Set<String> = []
  /// Places whose value is not what the file means, which has been told.
  private(set) var silenced: Set<SourceLocation> = []

  mutating func add(_ fault: SpecError) {
    if let place = fault.location, silenced.contains(place) { return }
    if seen.insert(fault).inserted { all.append(fault) }
  }

  mutating func add(
    _ code: SpecError.Code, _ message: String, hint: String, at location: SourceLocation
  ) {
    add(SpecError(code, message, hint: hint, location: location))
  }

  mutating func note(_ note: SpecNote) {
    if !notes.contains(note) { notes.append(note) }
  }

  mutating func note(
    _ code: SpecError.Code, _ message: String, hint: String, at location: SourceLocation
  ) {
    note(SpecNote(code, message, hint: hint, location: location))
  }

  mutating func markBroken(_ key: String) { brokenKeys.insert(key) }

  /// Takes in no further fault at a place, where every other would follow from one told already.
  mutating func silence(at place: SourceLocation) { silenced.insert(place) }

  /// Whether the file may mean another value of a setting than the one that was read.
  ///
  /// So it is where the setting, its group or its section could not be read, and where an unknown
  /// key stands in the same group or resembles it. What depends on the setting is then not judged.
  func mayHide(_ key: String) -> Bool {
    brokenKeys.contains { broken in
      if broken == key || key.hasPrefix(broken + ".") { return true }
      if broken == "settings" || broken == "parameters" { return true }
      guard case .unknown = KeyKind(broken) else { return false }
      return Self.group(broken) == Self.group(key)
        || NearestName.among([key], to: broken) != nil
    }
  }

  /// Whether any setting of the same group could not be read.
  func touchesGroup(of key: String) -> Bool {
    brokenKeys.contains { Self.group($0) == Self.group(key) }
  }

  private static func group(_ key: String) -> Substring { key.prefix { $0 != "." } }
}
