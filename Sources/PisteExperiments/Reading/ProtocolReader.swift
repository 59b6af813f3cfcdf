internal import PisteCore

/// Reads `protocol`: the word `reproduction`, or a mapping that also says what was published.
struct ProtocolReader {
  private static let forms =
    "as in {name: reproduction, published: {SGD: {mean: 87.4, sd: 0.17, n: 10}}}"

  var faults: Faults

  /// Whether a published protocol is repeated, and its results; nil with a fault.
  mutating func read(_ entry: YAMLEntry) -> [PublishedResult]? {
    guard let entries = entry.value.entries else { return word(entry.value) ? [] : nil }
    var isNamed = false
    var results: [PublishedResult] = []
    for inner in entries {
      switch inner.key {
      case "name": isNamed = word(inner.value)
      case "published":
        guard let levels = inner.value.entries, !levels.isEmpty else {
          faults.add(
            .wrongType, "`published` must map levels to results, not \(inner.value.phrase)",
            hint: Self.forms, at: inner.value.location)
          continue
        }
        results = levels.compactMap { result($0) }
      default:
        faults.add(
          .unknownKey, "`protocol` has no `\(inner.key)`",
          hint: NearestName.among(["name", "published"], to: inner.key)
            .map { "did you mean `\($0)`?" } ?? "there are name and published", at: inner.location)
      }
    }
    if !entries.contains(where: { $0.key == "name" }) {
      faults.add(
        .missingKey, "`protocol` lacks `name`", hint: Self.forms, at: entry.value.location)
    }
    return isNamed ? results : nil
  }

  private mutating func word(_ node: YAMLNode) -> Bool {
    guard let text = node.text, !node.isEmpty else {
      faults.add(
        .wrongType, "`protocol` must be a text, not \(node.phrase)",
        hint: "as in protocol: reproduction", at: node.location)
      return false
    }
    guard text == "reproduction" else {
      faults.add(
        .unknownChoice, "`\(text)` is no value of `protocol`", hint: "there is reproduction",
        at: node.location)
      return false
    }
    return true
  }

  private mutating func result(_ entry: YAMLEntry) -> PublishedResult? {
    guard let entries = entry.value.entries else {
      faults.add(
        .wrongType,
        "the published result of `\(entry.key)` must be a mapping, not "
          + entry.value.phrase, hint: Self.forms, at: entry.value.location)
      return nil
    }
    var numbers: [String: Double] = [:]
    for inner in entries {
      guard ["mean", "sd", "n"].contains(inner.key) else {
        faults.add(
          .unknownKey, "a published result has no `\(inner.key)`",
          hint: "there are mean, sd and n", at: inner.location)
        continue
      }
      guard let number = inner.value.text.flatMap(ScalarText.number) else {
        faults.add(
          .wrongType, "`\(inner.key)` must be a number, not \(inner.value.phrase)",
          hint: Self.forms, at: inner.value.location)
        continue
      }
      let isAllowed =
        switch inner.key {
        case "sd": number >= 0
        case "n": number >= 2 && number <= 1e6 && number == number.rounded()
        default: true
        }
      guard isAllowed else {
        faults.add(
          .outOfRange, "`\(inner.key)` is \(NumberFormat.plain(number))",
          hint: inner.key == "sd"
            ? "a standard deviation is not negative"
            : "a deviation is of two runs at least, up to 1,000,000", at: inner.value.location)
        continue
      }
      numbers[inner.key] = number
    }
    let missing = ["mean", "sd", "n"].filter { key in !entries.contains { $0.key == key } }
    if !missing.isEmpty {
      faults.add(
        .missingKey,
        "the published result of `\(entry.key)` lacks "
          + missing.map { "`\($0)`" }.joined(separator: ", "), hint: Self.forms,
        at: entry.location)
    }
    guard let mean = numbers["mean"], let deviation = numbers["sd"], let runs = numbers["n"] else {
      return nil
    }
    return PublishedResult(level: entry.key, mean: mean, deviation: deviation, runs: Int(runs))
  }
}
