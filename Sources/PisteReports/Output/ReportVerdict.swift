public import PisteCore
internal import PisteStatistics

/// The answer of a report in figures: what a program or an index of reports needs of it.
public struct ReportVerdict: Sendable, Hashable, Codable {
  /// The ways in which a report can answer.
  public enum Kind: String, Sendable, Codable {
    /// One level is better than the next.
    case beats
    /// The runs do not tell.
    case cannotTell = "cannot-tell"
    /// The best two levels are equal.
    case tie
    /// There are no two levels to compare.
    case none
  }

  /// The experiment's name.
  public var experiment: String
  /// The question, in the author's words; empty if there is none.
  public var question: String
  /// The answer in a sentence or two.
  public var summary: String
  /// What kind of answer it is.
  public var kind: Kind
  /// How far it may be relied on: `strong`, `moderate`, `weak` or `none`.
  public var evidence: String
  /// The metric that is reported.
  public var metric: String
  /// Which way it is better.
  public var goal: Goal
  /// The level that is ahead, told apart or not; nil where there is none.
  public var best: String?
  /// The level behind it; nil where there is none.
  public var runnerUp: String?
  /// Best minus runner-up in the metric's unit; nil where means are not compared.
  public var difference: Double?
  /// The lower end of its 95 % interval.
  public var lower: Double?
  /// The upper end of its 95 % interval.
  public var upper: Double?
  /// The p-value after Holm's correction over all comparisons; nil where nothing is compared.
  public var pValue: Double?
  /// The chance that a run of the best level beats one of the runner-up; nil where it is not known.
  public var probability: Double?
  /// Hedges' g of best minus runner-up; nil where means are not compared.
  public var effectSize: Double?
  /// Whether runs were compared seed by seed.
  public var isPaired: Bool
  /// How many runs of each of the two levels have a result.
  public var seeds: [Int]

  /// Reads the answer off a comparison.
  init(_ comparison: Comparison) {
    let experiment = comparison.table.experiment
    self.experiment = experiment.name
    question = experiment.description
    summary = comparison.summary
    metric = comparison.reported.name
    goal = comparison.reported.goal
    best = comparison.isCompared ? comparison.ranking.first?.name : nil
    guard let pair = comparison.judgement.leading else {
      kind = .none
      evidence = "none"
      isPaired = false
      seeds = comparison.ranking.first.map { [$0.report.values.count] } ?? []
      return
    }
    let verdict = pair.verdict
    let (ahead, behind) = comparison.judgement.sides(pair)
    let sign: Double = verdict.leader == .second ? -1 : 1
    kind = verdict.kind.isWin ? .beats : verdict.kind == .tie ? .tie : .cannotTell
    evidence =
      switch verdict.evidence {
      case .none: "none"
      case .weak: "weak"
      case .moderate: "moderate"
      case .strong: "strong"
      }
    best = ahead.name
    runnerUp = behind.name
    difference = verdict.difference.map { sign * $0.estimate }
    lower = verdict.difference.map { sign > 0 ? $0.lower : -$0.upper }
    upper = verdict.difference.map { sign > 0 ? $0.upper : -$0.lower }
    pValue = verdict.adjustedPValue
    probability = verdict.probability.map { sign > 0 ? $0.estimate : 1 - $0.estimate }
    effectSize = verdict.effectSize.flatMap { $0.isFinite ? sign * $0 : nil }
    isPaired = verdict.pairing == .paired
    seeds = [ahead.report.done, behind.report.done]
  }
}
