internal import PisteCore

/// Reads `seeds`: a count, a list, or both for each of two stages.
struct SeedsReader {
  /// The most seeds a stage may have.
  static let maximumCount = 100_000
  /// Seeds up to here are exact in JSON and in every language's numbers.
  static let maximumSeed = 9_007_199_254_740_991

  var faults: Faults

  /// The plan, nil with a fault if there is none.
  ///
  /// - Parameters:
  ///   - entry: The file's `seeds`.
  ///   - mayOverlap: Whether both stages may use one seed, as in a reproduction.
  /// - Returns: The plan.
  mutating func plan(_ entry: YAMLEntry, mayOverlap: Bool) -> SeedPlan? {
    guard let entries = entry.value.entries else {
      return list(entry.value, behindTuning: false).map { SeedPlan(evaluate: $0) }
    }
    var given: [String: YAMLEntry] = [:]
    for inner in entries {
      if ["tune", "evaluate"].contains(inner.key) {
        given[inner.key] = inner
      } else {
        faults.add(
          .unknownKey, "`seeds` has no `\(inner.key)`", hint: "there are tune and evaluate",
          at: inner.location)
      }
    }
    let tune = given["tune"].flatMap { list($0.value, behindTuning: false) }
    guard let evaluate = given["evaluate"] else {
      faults.add(
        .missingKey, "`seeds` lacks `evaluate`, whose results are reported",
        hint: "as in {tune: 3, evaluate: 5}", at: entry.location)
      return nil
    }
    guard let reported = list(evaluate.value, behindTuning: given["tune"] != nil) else {
      return nil
    }
    let chosen = tune ?? []
    if !mayOverlap, let shared = Set(chosen).intersection(reported).min() {
      faults.add(
        .conflict, "seed \(shared) both chooses and reports",
        hint: "use other seeds for evaluate, or `protocol: reproduction`",
        at: evaluate.value.location)
    }
    return SeedPlan(tune: chosen, evaluate: reported)
  }

  private mutating func list(_ node: YAMLNode, behindTuning: Bool) -> [UInt64]? {
    if let elements = node.elements { return seeds(elements, at: node.location) }
    guard let count = whole(node) else {
      faults.add(
        .wrongType, "`seeds` must be a count or a list of whole numbers, not \(node.phrase)",
        hint: "as in 5, or [1, 2, 3], or {tune: 3, evaluate: 5}", at: node.location)
      return nil
    }
    guard count != 0 else {
      faults.add(.emptyAxis, "no seeds, so no runs", hint: "give at least 1", at: node.location)
      return nil
    }
    guard (1...Self.maximumCount).contains(count) else {
      faults.add(
        .outOfRange, "a count of \(count) seeds is outside [1, \(Self.maximumCount)]",
        hint: "a seed of your own choice stands in a list, as in [\(max(count, 0))]",
        at: node.location)
      return nil
    }
    return SeedPlan.counted(count, behindTuning: behindTuning)
  }

  private mutating func seeds(_ elements: [YAMLNode], at place: SourceLocation) -> [UInt64]? {
    guard !elements.isEmpty else {
      faults.add(.emptyAxis, "no seeds, so no runs", hint: "give at least 1", at: place)
      return nil
    }
    var seeds: [UInt64] = []
    var known: Set<UInt64> = []
    for element in elements {
      guard let value = whole(element) else {
        faults.add(
          .wrongType, "a seed must be a whole number, not \(element.phrase)",
          hint: "as in [1, 2, 3]", at: element.location)
        continue
      }
      guard (0...Self.maximumSeed).contains(value) else {
        faults.add(
          .outOfRange, "seed \(value) is outside [0, \(Self.maximumSeed)]",
          hint: "as in [1, 2, 3]", at: element.location)
        continue
      }
      let seed = UInt64(value)
      if known.insert(seed).inserted {
        seeds.append(seed)
      } else {
        faults.add(
          .conflict, "seed \(seed) is given twice", hint: "a seed counts once",
          at: element.location)
      }
    }
    return seeds.isEmpty ? nil : seeds
  }

  private func whole(_ node: YAMLNode) -> Int? {
    guard case .scalar(let text, isPlain: true) = node.content else { return nil }
    return ScalarText.number(text).flatMap { Int(exactly: $0) }
  }
}
