package import PisteCore

/// Draws runs that stand for an experiment.
package enum RunSample {
  /// Runs of each level of the compared factor in turn, drawn within it.
  ///
  /// - Parameters:
  ///   - count: How many, ≥ 0; all if there are no more.
  ///   - runs: The runs to draw from with their levels, in the order of the plan.
  ///   - seed: Which sample; equal seeds and runs give the same one.
  /// - Returns: Each at most once.
  package static func draw(
    _ count: Int, of runs: [(run: RunID, level: String?)], seed: UInt64
  ) -> [RunID] {
    var random = RandomStream(seed: seed, purpose: "verify sample")
    var levels: [String?] = []
    var ofLevel: [String?: [RunID]] = [:]
    for run in runs {
      if ofLevel[run.level] == nil { levels.append(run.level) }
      ofLevel[run.level, default: []].append(run.run)
    }
    for level in levels { ofLevel[level]?.shuffle(using: &random) }
    var drawn: [RunID] = []
    var seen: Set<RunID> = []
    while drawn.count < count, ofLevel.values.contains(where: { !$0.isEmpty }) {
      for level in levels where drawn.count < count {
        guard let run = ofLevel[level]?.popLast(), seen.insert(run).inserted else { continue }
        drawn.append(run)
      }
    }
    return drawn
  }
}
