internal import PisteCore
internal import PisteStatistics

/// The answer on the two best levels in plain words.
struct VerdictText {
  /// The analysis.
  let comparison: Comparison
  /// The pair of the two best levels.
  let pair: Judgement.Pair

  private var verdict: ComparisonVerdict { pair.verdict }
  private var metric: MetricLabel { comparison.reported }
  private var sides: (ahead: LevelResult, behind: LevelResult) { comparison.judgement.sides(pair) }
  private var ahead: String { comparison.short(sides.ahead) }
  private var behind: String { comparison.short(sides.behind) }

  /// Who is best, by how much, and how sure one can be.
  var headline: String {
    let text =
      switch verdict.kind {
      case .beats: winner
      case .tie: tie
      case .cannotTell: undecided
      }
    return text + others
  }

  private var winner: String {
    let numbers = "\(number(sides.ahead)) against \(number(sides.behind))"
    guard let interval = lead else {
      guard sides.behind.report.mean != nil else {
        let lost = NumberFormat.count(sides.behind.report.done, "run")
        return "\(ahead) beats \(behind), none of whose \(lost) completed: "
          + "\(number(sides.ahead)) \(metric.title) (\(basis), \(chance))."
      }
      return "\(ahead) beats \(behind) by rank, runs that did not complete being the worst "
        + "(\(basis), \(chance)): \(numbers)."
    }
    return "\(ahead) beats \(behind) by \(metric.distance(interval.estimate)) of \(metric.title) "
      + "(\(reach(of: interval)), \(basis), \(chance)): \(numbers)\(reversal)."
  }

  /// That the order is another one where less was tuned, at the end of a sentence.
  private var reversal: String {
    guard let budget = TuningBudget(sides.ahead, sides.behind, in: comparison),
      let point = budget.reversal
    else { return "" }
    return "; with \(NumberFormat.count(point.trials, "tuning trial")) each the order reverses"
  }

  private var tie: String {
    "\(ahead) and \(behind) tie: the same \(metric.title) at every seed, "
      + "\(metric.text(sides.ahead.report.mean)) on average (\(basis))."
  }

  private var undecided: String {
    let start = "Cannot tell \(ahead) and \(behind) apart with \(runs)"
    let higher = metric.goal == .maximize ? "higher" : "lower"
    guard let interval = lead else {
      guard isIncomplete else {
        guard verdict.leader != nil else {
          return "\(ahead) and \(behind) have the same \(metric.title), "
            + "\(metric.text(sides.ahead.report.mean)), but so few seeds tell nothing."
        }
        return "\(ahead) has the \(higher) \(metric.title), "
          + "\(metric.text(sides.ahead.report.mean)) against "
          + "\(metric.text(sides.behind.report.mean)) for \(behind), but with so few seeds that "
          + "cannot be told from luck."
      }
      return start
        + ": \(number(sides.ahead)) against \(number(sides.behind)), where runs that did "
        + "not complete rank worst (\(basis), \(chance))\(more)."
    }
    guard verdict.leader != nil, interval.estimate != 0 else {
      return start + ": both have a mean \(metric.title) of "
        + "\(metric.text(sides.ahead.report.mean)) (\(reach(of: interval)) of the difference, "
        + "\(basis))\(more)."
    }
    return start + ": \(ahead) has the \(higher) mean \(metric.title) by "
      + "\(metric.distance(interval.estimate)) (\(reach(of: interval)), \(basis), \(chance)\(adjustment))"
      + "\(more)."
  }

  /// What keeps a difference undecided whose own interval leaves zero out.
  private var adjustment: String {
    guard let interval = verdict.difference, !interval.contains(0),
      verdict.pValue <= verdict.rule.level, verdict.adjustedPValue > verdict.rule.level
    else { return "" }
    return "; one of \(comparison.judgement.pairs.count) comparisons, for which p is "
      + "\(EvidenceText.text(verdict.adjustedPValue))"
  }

  /// How many seeds would tell, at the end of a sentence.
  private var more: String {
    if case .tooFewRuns(let needed)? = verdict.limits.first(where: \.isTooFew) {
      return "; a claim needs \(needed) seeds at least"
    }
    let count = comparison.judgement.pairs.count
    if let seeds = verdict.seedsForObserved(among: count), seeds <= Self.fewSeeds {
      return "; about \(seeds) seeds would show a difference of that size"
    }
    guard let size = verdict.detectableDifference(among: count).map({ $0 / 2 }),
      let seeds = verdict.seedsNeeded(toShow: size, among: count)
    else { return "" }
    return "; about \(seeds) seeds would show a difference of \(metric.distance(size))"
  }

  /// More seeds than that are not proposed for a difference that hardly matters.
  static let fewSeeds = 200

  private var isIncomplete: Bool {
    verdict.limits.contains { if case .incomplete = $0 { true } else { false } }
  }

  /// The difference, turned so that a lead is positive whichever way is better.
  private var lead: Interval? {
    guard let interval = verdict.difference else { return nil }
    let isFirst = verdict.leader != .second
    guard isFirst == (metric.goal == .maximize) else {
      return Interval(
        estimate: -interval.estimate, lower: -interval.upper, upper: -interval.lower,
        confidence: interval.confidence)
    }
    return interval
  }

  /// The interval of a lead, or that there is no spread to make one of but what rounding left.
  private func reach(of interval: Interval) -> String {
    guard interval.halfWidth > 1e-12 * abs(interval.estimate) else {
      return (verdict.pairing == .paired ? "the same at every seed" : "no spread among the runs")
        + ", so no interval"
    }
    return "95 % CI \(metric.differenceEnds(interval))"
  }

  private var runs: String {
    guard verdict.firstRuns == verdict.secondRuns else {
      return "\(verdict.firstRuns) and \(verdict.secondRuns) seeds"
    }
    return NumberFormat.count(verdict.firstRuns, "seed")
      + (verdict.pairing == .paired ? "" : " each")
  }

  /// How the runs were compared: `paired over 10 seeds`, `10 seeds each, not paired`.
  private var basis: String {
    verdict.pairing == .paired ? "paired over \(runs)" : "\(runs), not paired"
  }

  private var chance: String {
    guard let interval = verdict.probability else { return "P(better) unknown" }
    let value = verdict.leader == .second ? 1 - interval.estimate : interval.estimate
    return "P(better) = \(NumberFormat.fixed(value, digits: 2))"
  }

  private func number(_ level: LevelResult) -> String {
    guard let mean = level.report.mean else {
      return "no run of \(NumberFormat.count(level.report.done, "run"))"
    }
    var text = metric.text(mean)
    if let interval = level.report.interval, interval.halfWidth > 0 {
      text = metric.text(interval)
    }
    guard level.report.values.count < level.report.done else { return text }
    return text + " (mean of survivors, \(level.report.values.count) of \(level.report.done))"
  }

  /// What is to be said of the third and further levels.
  private var others: String {
    let judgement = comparison.judgement
    let rest = judgement.pairs.filter { $0.first == 0 && $0.second >= 2 }
    guard let best = judgement.levels.first, !rest.isEmpty else { return "" }
    func names(_ pairs: [Judgement.Pair]) -> String {
      Prose.list(pairs.map { comparison.short(judgement.levels[$0.second]) })
    }
    let next = judgement.levels[1].report.mean
    let open = rest.filter { !$0.verdict.kind.isWin }
    let told = rest.filter { $0.verdict.kind.isWin }
    let level = told.filter {
      verdict.kind.isWin && next != nil && judgement.levels[$0.second].report.mean == next
    }
    let behind = told.filter { pair in !level.contains { $0.second == pair.second } }
    var text = ""
    if !open.isEmpty { text += " Nor can \(names(open)) be told from \(comparison.short(best))." }
    if !level.isEmpty {
      text += " Level with \(comparison.short(judgement.levels[1])): \(names(level))."
    }
    if !behind.isEmpty { text += " Further behind: \(names(behind))." }
    return text
  }
}

extension ComparisonVerdict.Limit {
  /// Whether there are too few runs for any claim.
  var isTooFew: Bool { if case .tooFewRuns = self { true } else { false } }
}
