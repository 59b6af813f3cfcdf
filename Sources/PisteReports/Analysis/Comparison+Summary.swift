internal import PisteCore
internal import PisteStatistics

extension Comparison {
  /// The answer in a sentence or two: who is best, by how much, and how sure one can be.
  var summary: String {
    guard let best = ranking.first, let mean = best.report.mean else {
      return (failure ?? "No result yet: " + standing + ".") + provisional
    }
    guard table.experiment.compare != nil else {
      guard best.configurations.count > 1 else {
        let words = describe(best.selected)
        let subject = words.hasPrefix("the only") ? words : "the only configuration (\(words))"
        return Prose.capitalized(subject) + " reaches \(value(best, mean))."
      }
      return "The best of \(NumberFormat.count(best.configurations.count, "configuration")) "
        + "(\(describe(best.selected))) reaches \(value(best, mean))."
    }
    guard let pair = judgement.leading else {
      let rest = levels.count == 1 ? "" : " No other level has a result to compare it with."
      return "\(short(best)) reaches \(value(best, mean)).\(rest)"
    }
    return VerdictText(comparison: self, pair: pair).headline
      + (hasEnded ? "" : " The sweep is not over: \(standing).")
  }

  /// Whether no run is left that could still end.
  var hasEnded: Bool {
    !table.runs.isEmpty && table.runs.allSatisfy { $0.status != .queued && $0.status != .running }
  }

  /// The end of a sentence on what is missing: ` yet` as long as it may come.
  var yet: String { hasEnded ? "" : " yet" }

  /// That nothing completed, and how the runs ended instead; nil as long as a result may still come.
  private var failure: String? {
    guard hasEnded else { return nil }
    let hasCompleted = table.runs.contains(where: \.isWhole)
    let runs = hasCompleted ? levels.flatMap(\.runs) : table.runs
    guard !runs.isEmpty, !runs.contains(where: \.isWhole) else { return nil }
    let ways = RunStatus.allCases.compactMap { status -> String? in
      let count = runs.count { $0.status == status }
      return count == 0 ? nil : "\(count) \(status.rawValue)"
    }
    return (hasCompleted ? "No evaluation run completed: " : "No configuration completed: ")
      + Prose.list(ways) + "."
  }

  /// How far the sweep has come, in words: `12 of 40 runs have a result`.
  var standing: String {
    let done = table.runs.count { $0.status.isDone }
    return "\(done) of \(NumberFormat.count(table.runs.count, "planned run")) "
      + "\(done == 1 ? "has" : "have") a result"
  }

  /// A level's name, cut where it would drown a sentence; a bare number or `none` with what it is of.
  func short(_ level: LevelResult) -> String { short(level.name) }

  /// The same of a level's name.
  func short(_ name: String) -> String {
    guard name.count <= 40 else { return name.prefix(39) + "…" }
    guard Double(name) != nil || ["none", "true", "false"].contains(name),
      let factor = table.experiment.compare?.split(separator: ".").last
    else { return name }
    return factor.replacing("_", with: " ") + " " + name
  }

  /// Who leads on the tuning seeds, as long as nothing else is known.
  private var provisional: String {
    guard selectionStage == .tune else { return "" }
    var leader: LevelResult?
    for level in levels where level.selection.isComplete {
      guard let current = leader else {
        leader = level
        continue
      }
      if level.selection.isBetter(than: current.selection, goal: objective.goal) { leader = level }
    }
    guard let leader, let mean = leader.selection.mean else { return "" }
    return " On the tuning seeds\(hasEnded ? "" : " so far"), the highest-ranked is "
      + "\(short(leader)) with a \(objective.title) of \(objective.text(mean)); that number chose "
      + "it and is optimistic."
  }

  /// The difference of a level from the best one with its interval, for the table.
  func behind(_ level: LevelResult) -> String {
    guard let best = ranking.first, best.index != level.index, let mean = level.report.mean,
      let leading = best.report.mean
    else { return "–" }
    let place = judgement.levels.firstIndex { $0.index == level.index }
    guard let interval = place.flatMap({ judgement.best(against: $0) })?.verdict.difference else {
      let scale = reported.isFraction ? 100.0 : 1
      return NumberFormat.significant((mean - leading) * scale, digits: 3)
    }
    return reported.difference(
      Interval(
        estimate: -interval.estimate, lower: -interval.upper, upper: -interval.lower,
        confidence: interval.confidence))
  }

  private func value(_ level: LevelResult, _ mean: Double) -> String {
    guard let interval = level.report.interval else {
      return "\(reported.text(mean)) \(reported.title) (one seed)"
    }
    guard interval.halfWidth > 0 else {
      let runs = NumberFormat.count(level.report.values.count, "run")
      return "\(reported.text(mean)) \(reported.title) (the same in all \(runs))"
    }
    return "\(reported.text(interval)) \(reported.title)"
  }
}
