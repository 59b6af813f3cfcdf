internal import PisteCatalog
internal import PisteCore

/// Reads complete settings by key and remembers what is wrong with them.
///
/// A value that is missing or wrong is told once and stands in as zero, so that all faults are
/// found in one go; nothing read is used once there is a fault.
struct RecipeReader {
  let settings: Settings
  private let definitions: [String: SettingDefinition]
  private(set) var faults: [SpecError] = []

  init(_ settings: Settings) {
    self.settings = settings
    definitions = Dictionary(
      Catalog.definitions(for: settings).map { ($0.key, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func add(_ fault: SpecError) { faults.append(fault) }

  mutating func number(_ key: String) -> Double {
    guard let value = read(key, "a number", { $0.number }) else { return 0 }
    check(value, key)
    return value
  }

  func optionalNumber(_ key: String) -> Double? { settings[key]?.number }

  /// A number that may be left out, checked where it is there.
  mutating func numberIfSet(_ key: String) -> Double? {
    settings[key] == nil ? nil : number(key)
  }

  /// Whether a setting that may be left out is there.
  func has(_ key: String) -> Bool { settings[key] != nil }

  /// A positive number that may be left out.
  mutating func positive(_ key: String) -> Double? {
    guard has(key) else { return nil }
    let value = number(key)
    return value > 0 ? value : nil
  }

  /// One of a few fixed words.
  mutating func word(_ key: String) -> String {
    let word = read(key, "a word", { $0.text }) ?? ""
    if case .word(let words)? = definitions[key]?.type, !words.contains(word) {
      faults.append(
        SpecError(
          .unknownChoice, "\(key): there is no '\(word)'",
          hint: "one of " + words.joined(separator: ", ")))
    }
    return word
  }

  mutating func integer(_ key: String) -> Int {
    guard let value = read(key, "a whole number", { $0.integer }) else { return 0 }
    check(Double(value), key)
    return value
  }

  mutating func bool(_ key: String) -> Bool { read(key, "true or false", { $0.bool }) ?? false }

  mutating func integers(_ key: String) -> [Int] {
    let values = read(key, "a list of whole numbers") { value -> [Int]? in
      guard let list = value.list else { return nil }
      let numbers = list.compactMap(\.integer)
      return numbers.count == list.count ? numbers : nil
    }
    for value in values ?? [] { check(Double(value), key) }
    return values ?? []
  }

  /// The member of an enumeration that a word names.
  mutating func choice<Name: RawRepresentable<String> & Sendable>(
    _ key: String, of type: Name.Type, among names: [String]
  ) -> Name? {
    guard let word = read(key, "a word", { $0.text }) else { return nil }
    if let name = Name(rawValue: word) { return name }
    faults.append(
      SpecError(
        .unknownChoice, "\(key): there is no '\(word)'",
        hint: "one of " + names.joined(separator: ", ")))
    return nil
  }

  /// One of a few fixed words.
  mutating func word(_ key: String, among words: [String]) -> String? {
    guard let word = read(key, "a word", { $0.text }) else { return nil }
    if words.contains(word) { return word }
    faults.append(
      SpecError(
        .unknownChoice, "\(key): there is no '\(word)'",
        hint: "one of " + words.joined(separator: ", ")))
    return nil
  }

  private mutating func read<Value>(
    _ key: String, _ phrase: String, _ convert: (SettingValue) -> Value?
  ) -> Value? {
    guard let raw = settings[key] else {
      faults.append(SpecError(.missingKey, "\(key) is not set"))
      return nil
    }
    guard let value = convert(raw) else {
      faults.append(SpecError(.wrongType, "\(key) must be \(phrase), not \(raw)"))
      return nil
    }
    return value
  }

  private mutating func check(_ value: Double, _ key: String) {
    guard let range = definitions[key]?.range, !range.contains(value) else { return }
    faults.append(
      SpecError(
        .outOfRange, "\(key) = \(NumberFormat.plain(value)) is outside \(range)"))
  }
}
