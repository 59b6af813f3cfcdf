internal import PisteCore
internal import PisteStatistics

/// How far the answer may be relied on, point by point.
struct EvidenceText {
  /// The analysis.
  let comparison: Comparison
  /// The pair of the two best levels.
  let pair: Judgement.Pair

  private var verdict: ComparisonVerdict { pair.verdict }
  private var count: Int { comparison.judgement.pairs.count }

  /// The points with their names.
  var facts: [(name: String, value: String)] {
    var facts = [("How sure", grade + limits)]
    if let chance { facts.append(("Run against run", chance)) }
    if let groups { facts.append(("Levels", groups)) }
    if let pairing { facts.append(("Pairs", pairing)) }
    return facts
  }

  /// The grade of the evidence in one word, with what it means.
  private var grade: String {
    let tests = pValues
    switch verdict.evidence {
    case .strong where verdict.tPValue == nil:
      return "strong evidence. An exact test, which assumes nothing of how runs are distributed, "
        + "says so at 0.005\(tests)."
    case .strong:
      return "strong evidence. The t interval and an exact test, which assumes nothing of how runs "
        + "are distributed, agree at 0.005\(tests)."
    case .moderate where verdict.tPValue == nil:
      return "moderate evidence. An exact test, which assumes nothing of how runs are distributed, "
        + "says so at 0.05\(tests)."
    case .moderate:
      return "moderate evidence. An exact test, which assumes nothing of how runs are distributed, "
        + "agrees with the t interval at 0.05, though not at 0.005\(tests)."
    case .weak where verdict.kind == .tie:
      return "weak evidence. Equal numbers may agree by chance where the metric is coarse."
    case .weak where verdict.tPValue == nil:
      return "weak evidence. There is no spread that a t interval could be made of\(tests)."
    case .weak:
      return "weak evidence. It rests on the t interval\(tests), which takes runs to be roughly "
        + "normal; no exact test bears it out."
    case .none:
      return "no evidence either way\(tests)."
    }
  }

  private var pValues: String {
    var parts: [String] = []
    if let value = verdict.tPValue { parts.append("p = \(Self.text(value)) by t") }
    if let exact = verdict.exact { parts.append("p = \(Self.text(exact.pValue)) exact") }
    guard !parts.isEmpty else { return "" }
    if count > 1 {
      parts.append("\(Self.text(verdict.adjustedPValue)) after Holm over \(count) comparisons")
    }
    return " (" + parts.joined(separator: ", ") + ")"
  }

  /// What limits the verdict, a sentence each.
  private var limits: String {
    let sentences = verdict.limits.map { limit -> String in
      switch limit {
      case .tooFewRuns(let needed):
        return "A claim needs \(needed) runs of each level at least."
      case .exactTestOutOfReach(let smallest):
        let pairs = verdict.pairing == .paired
        return
          "With \(pairs ? "so few pairs" : "so few runs") the exact test cannot give less than "
          + "\(Self.text(smallest)), whatever they show."
      case .exactTestDisagrees(let value):
        return "The exact test gives \(Self.text(value))."
      case .seedsChangeNothing:
        return "The seeds change nothing that is seen, so the levels are compared as they are."
      case .noSpread:
        return "The difference is the same at every seed, so sign flips alone decide."
      case .incomplete(let first, let second):
        return "\(NumberFormat.count(first + second, "run")) did not complete and "
          + "\(first + second == 1 ? "ranks" : "rank") worst, so ranks decide and not means."
      }
    }
    return sentences.map { " " + $0 }.joined()
  }

  private var chance: String? {
    guard let interval = verdict.probability else { return nil }
    let isFirst = verdict.leader != .second
    let (value, low, high) =
      isFirst
      ? (interval.estimate, interval.lower, interval.upper)
      : (1 - interval.estimate, 1 - interval.upper, 1 - interval.lower)
    func text(_ value: Double) -> String { NumberFormat.fixed(value, digits: 2) }
    let (ahead, behind) = comparison.judgement.sides(pair)
    var result =
      "a run of \(comparison.short(ahead)) is better than one of \(comparison.short(behind)) with "
      + "probability \(text(value)) (95 % CI \(text(low)) to \(text(high)))"
    if let effect = verdict.effectSize, effect.isFinite {
      let size = abs(effect)
      let word =
        size < 0.2 ? "negligible" : size < 0.5 ? "small" : size < 0.8 ? "medium" : "large"
      result += "; effect size g = \(text(size)), \(word)"
    }
    return result + "."
  }

  /// Which of several levels cannot be told apart.
  private var groups: String? {
    guard comparison.judgement.levels.count > 2 else { return nil }
    let groups = comparison.judgement.groups
    guard !groups.isEmpty else { return "every two can be told apart, after Holm's correction." }
    let words = groups.prefix(3).map { group in
      "{" + Prose.list(group.map(comparison.short), limit: 6) + "}"
    }
    return "within these groups no two can be told apart, after Holm's correction: "
      + words.joined(separator: ", ") + (groups.count > 3 ? " and others" : "") + "."
  }

  /// Why runs were not paired; nil where they were.
  private var pairing: String? {
    switch pair.basis {
    case .verified, .unverified: nil
    case .otherSeeds: "not paired: the levels have results of different seeds, so Welch's interval."
    case .otherWeights:
      "not paired: a seed gave the two levels different first weights, so Welch's interval."
    case .otherBatches:
      "not paired: a seed gave the two levels different batches, so Welch's interval."
    }
  }

  /// A p-value: two digits that count.
  static func text(_ value: Double) -> String { NumberFormat.significant(value, digits: 2) }
}
