private import Foundation
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
    case .none where verdict.pValue <= verdict.rule.level:
      return "no evidence left by the correction for \(count) comparisons\(tests)."
    case .none:
      return "no evidence either way\(tests)."
    }
  }

  private var pValues: String {
    var parts: [String] = []
    var adjusted: [String] = []
    if let value = verdict.tPValue {
      parts.append("\(Self.text(value)) by t")
      adjusted.append(Self.text(verdict.adjustedPValue))
    }
    if let exact = verdict.exact {
      parts.append("\(Self.text(exact.pValue)) \(Self.way(exact))")
      adjusted.append(Self.text(verdict.adjustedExactPValue ?? 1))
    }
    guard !parts.isEmpty else { return "" }
    let text = "p = " + Prose.list(parts)
    guard count > 1 else { return " (\(text))" }
    return " (\(text); after Holm over \(count) comparisons \(Prose.list(adjusted)))"
  }

  /// How a test found its p-value, in a word or two.
  private static func way(_ test: TestResult) -> String {
    switch test.method {
    case .exact: "exact"
    case .asymptotic: "by a normal approximation"
    case .monteCarlo(let resamples): "by \(resamples) drawn permutations"
    }
  }

  /// What limits the verdict, a sentence each.
  private var limits: String {
    let sentences = verdict.limits.map { limit -> String in
      switch limit {
      case .tooFewRuns(let needed):
        return "A claim needs \(needed) runs of each level at least."
      case .exactTestOutOfReach(let smallest):
        return
          "With so few \(verdict.pairing == .paired ? "pairs" : "runs")\(Self.tied(verdict, smallest)) "
          + "the exact test cannot give less than \(Self.text(smallest)), whatever they show."
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

  /// That equal values are why the exact test cannot give less; empty where the number of runs is.
  static func tied(_ verdict: ComparisonVerdict, _ smallest: Double) -> String {
    guard verdict.pairing == .paired else { return "" }
    let untied = pow(2, 1 - Double(min(verdict.firstRuns, verdict.secondRuns)))
    return smallest > untied * 1.000001 ? ", some of them equal," : ""
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
    var text = "within these groups no two can be told apart, after Holm's correction: "
    text += words.joined(separator: ", ") + (groups.count > 3 ? " and others" : "") + "."
    // A pair that nobody can tell apart may have one between its levels that can be told from one of them.
    let members = groups.map { Set($0.map(\.index)) }
    let levels = comparison.judgement.levels
    let odd = comparison.judgement.pairs.filter { pair in
      let both = [levels[pair.first].index, levels[pair.second].index]
      return !pair.verdict.kind.isWin && !members.contains { $0.isSuperset(of: both) }
    }
    if !odd.isEmpty {
      let names = odd.map {
        "\(comparison.short(levels[$0.first])) from \(comparison.short(levels[$0.second]))"
      }
      text += " Nor can \(Prose.list(names, limit: 4)), though levels between them can."
    }
    return text
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
