internal import PisteCore
internal import PisteStatistics

/// What to run to know more.
struct NextStep: Sendable {
  /// Why, in a sentence.
  let reason: String
  /// The command to type.
  let command: String
  /// How many evaluation seeds it asks for.
  let seeds: Int

  /// Finds the seeds that would tell or make the evidence stronger.
  ///
  /// Nil where it is strong already, or nothing can be said of how many would. A sweep that is not over is to be gone on
  /// with first.
  init?(_ comparison: Comparison) {
    let experiment = comparison.table.experiment
    let have = experiment.evaluationSeeds.count
    guard comparison.hasEnded else {
      reason = "the sweep is not over"
      seeds = have
      command = "piste sweep \(CommandText.quoted(Self.file(of: experiment)))"
      return
    }
    // Where no run completed, more seeds would end alike.
    guard !comparison.ranking.isEmpty else { return nil }
    guard let pair = comparison.judgement.leading else { return nil }
    let verdict = pair.verdict
    let count = comparison.judgement.pairs.count
    let least = verdict.fewestSeeds(among: count)
    let wanted: Int
    switch verdict.kind {
    case .cannotTell:
      let observed = verdict.seedsForObserved(among: count).flatMap {
        $0 <= VerdictText.fewSeeds ? $0 : nil
      }
      // As the answer has it: half of what so many seeds would show, where more is out of reach.
      let halved = verdict.detectableDifference(among: count).flatMap {
        verdict.seedsNeeded(toShow: $0 / 2, among: count)
      }
      wanted = max(least, observed ?? halved ?? 2 * have)
      reason = "\(wanted) seeds may tell"
    case .beats where verdict.evidence == .weak:
      wanted = have < least ? least : 2 * have
      reason = "the evidence is weak; \(wanted) seeds let an exact test speak"
    default: return nil
    }
    guard wanted > have else { return nil }
    seeds = wanted
    command = Self.sweep(experiment, seeds: wanted)
  }

  /// The command that sweeps the experiment with so many evaluation seeds.
  static func sweep(_ experiment: ResultTable.Experiment, seeds: Int) -> String {
    "piste sweep \(CommandText.quoted(file(of: experiment))) --seeds \(seeds)"
  }

  /// The experiment's file, or what it might be called.
  static func file(of experiment: ResultTable.Experiment) -> String {
    experiment.sourceFile.isEmpty ? "experiment.yaml" : experiment.sourceFile
  }
}
