internal import PisteCore

/// Reads what bounds a sweep without changing any run: `run_cap`, `timeout`, `on_failure`.
struct LimitsReader {
  /// The most failures or configurations that a limit may count.
  static let maximumCount = 1_000_000

  var faults: Faults

  // MARK: Counts

  /// The most configurations; nil, with a fault, if the entry gives no count.
  mutating func cap(_ entry: YAMLEntry) -> Int? {
    count(
      entry.value, of: entry.key,
      hint: "it counts configurations, each with all its seeds, as in run_cap: 20")
  }

  private mutating func count(_ node: YAMLNode, of key: String, hint: String) -> Int? {
    guard case .scalar(let text, isPlain: true) = node.content,
      let count = (ScalarText.number(text) ?? number(text)).flatMap({ Int(exactly: $0) })
    else {
      if let text = node.text, case .duration? = Quantity(text) {
        faults.add(
          .wrongUnit, "`\(key)` is a count, and `\(text)` is a duration", hint: hint,
          at: node.location)
      } else {
        faults.add(
          .wrongType, "`\(key)` must be a whole number, not \(node.phrase)", hint: hint,
          at: node.location)
      }
      return nil
    }
    guard (1...Self.maximumCount).contains(count) else {
      faults.add(
        .outOfRange, "`\(key)` is \(count), outside [1, \(Self.maximumCount)]", hint: hint,
        at: node.location)
      return nil
    }
    return count
  }

  private func number(_ text: String) -> Double? {
    if case .count(let value)? = Quantity(text) { value } else { nil }
  }

  // MARK: Times

  /// The limits in time, as far as they could be read.
  mutating func timeouts(_ entry: YAMLEntry) -> RunTimeouts {
    var timeouts = RunTimeouts()
    guard let entries = entry.value.entries else {
      timeouts.run = DurationReader.seconds(entry.value, of: entry.key, &faults).map(duration)
      return timeouts
    }
    if entries.isEmpty {
      faults.add(
        .missingKey, "`timeout` says no time", hint: "as in {run: 10m, silence: 1m}, or 10m",
        at: entry.value.location)
    }
    for inner in entries {
      switch inner.key {
      case "run", "silence":
        let seconds = DurationReader.seconds(inner.value, of: "timeout.\(inner.key)", &faults)
        if inner.key == "run" {
          timeouts.run = seconds.map(duration)
        } else {
          timeouts.silence = seconds.map(duration)
        }
      default:
        let near = NearestName.among(["run", "silence"], to: inner.key)
        faults.add(
          .unknownKey, "`timeout` has no `\(inner.key)`",
          hint: near.map { "did you mean `\($0)`?" } ?? "there are run and silence",
          at: inner.location)
      }
    }
    return timeouts
  }

  private func duration(_ seconds: Double) -> Duration {
    .milliseconds(Int64((seconds * 1000).rounded(.up)))
  }

  // MARK: Failures

  /// The policy; nil, with a fault, if the entry gives none.
  mutating func failurePolicy(_ entry: YAMLEntry) -> FailurePolicy? {
    let forms = "there are continue, stop and {stop_after: n}"
    if let entries = entry.value.entries {
      for inner in entries where inner.key != "stop_after" {
        faults.add(
          .unknownKey, "`on_failure` has no `\(inner.key)`",
          hint: NearestName.among(["stop_after"], to: inner.key).map { "did you mean `\($0)`?" }
            ?? forms, at: inner.location)
      }
      guard let count = entries.first(where: { $0.key == "stop_after" }) else {
        if entries.isEmpty {
          faults.add(
            .missingKey, "`on_failure` says nothing", hint: forms, at: entry.value.location)
        }
        return nil
      }
      return self.count(
        count.value, of: "stop_after", hint: "it counts failed runs, as in {stop_after: 3}"
      ).map { .stopAfter($0) }
    }
    switch entry.value.text {
    case "continue": return .continue
    case "stop": return .stop
    case .some(let word) where !entry.value.isEmpty:
      faults.add(
        .unknownChoice, "`\(word)` is no value of `on_failure`", hint: forms,
        at: entry.value.location)
    default:
      faults.add(
        .wrongType, "`on_failure` must be a word or a mapping, not \(entry.value.phrase)",
        hint: forms, at: entry.value.location)
    }
    return nil
  }
}
