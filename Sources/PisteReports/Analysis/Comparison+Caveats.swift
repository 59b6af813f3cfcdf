internal import PisteCore

extension Comparison {
  /// What a reader must know before believing the numbers.
  var caveats: [Caveat] {
    resultCaveats + chanceCaveats + seedCaveats + spreadCaveats + validationCaveats + effortCaveats
      + gridCaveats
  }

  /// Those that tell of the sweep and not of a number, which no check of ``honesty`` repeats.
  var standingCaveats: [Caveat] { caveats.filter(\.kind.isStanding) }

  private var resultCaveats: [Caveat] {
    var result: [Caveat] = []
    if ranking.isEmpty {
      result.append(Caveat(.noResult, "No run that is to be reported has completed\(yet)."))
    }
    let missing = table.runs.filter { !$0.status.isDone }
    if !missing.isEmpty {
      let kinds = [RunStatus.queued, .running, .failed, .lost].compactMap { status -> String? in
        let count = missing.count { $0.status == status }
        return count == 0 ? nil : "\(count) \(status.rawValue)"
      }
      result.append(
        Caveat(
          .missingRuns,
          "\(missing.count) of \(NumberFormat.count(table.runs.count, "run")) "
            + "\(missing.count == 1 ? "has" : "have") no result (\(kinds.joined(separator: ", ")))."
        ))
    }
    // A run that is still to come has lost nothing yet.
    let begun = levels.map { level in
      (level: level, ended: level.runs.count { $0.status != .queued && $0.status != .running })
    }
    let survivors = begun.filter { $0.ended > 0 && $0.level.report.values.count < $0.ended }
    if !survivors.isEmpty, !ranking.isEmpty {
      let whose = survivors.map { level, ended in
        "\(short(level)) \(level.report.values.count) of \(ended)"
          + (level.report.diverged > 0 ? " (\(level.report.diverged) diverged)" : "")
      }
      result.append(
        Caveat(
          .survivorsOnly,
          "Means are of the runs that completed, which flatters a level that lost some: "
            + "\(Prose.list(whose))."))
    }
    // Neither the command nor the number of workers changes a result.
    let environments = Set(
      table.provenance.map { provenance in
        var provenance = provenance
        provenance.commandLine = nil
        provenance.workers = nil
        return provenance
      })
    if environments.count > 1 {
      result.append(
        Caveat(
          .mixedEnvironments,
          "The runs were made in \(environments.count) different environments; see Provenance."
        ))
    }
    return result
  }

  private var seedCaveats: [Caveat] {
    var result: [Caveat] = []
    let single = ranking.filter { $0.report.values.count == 1 }
    if !single.isEmpty {
      let whose =
        table.experiment.compare == nil
        ? "The best configuration"
        : single.count == ranking.count ? "Every level" : Prose.list(single.map(short))
      result.append(
        Caveat(
          .oneSeed,
          "\(whose) \(single.count > 1 && single.count < ranking.count ? "have" : "has") a result "
            + "from one seed only, so no interval can be given and no difference judged."))
    }
    if !hasChoice {
      // Nothing was chosen, so no number is optimistic for having been chosen by.
    } else if objective.name.hasPrefix("test/") {
      result.append(
        Caveat(
          .selectedOnTest,
          "The configurations were chosen by the test set, so the reported numbers are optimistic."
        ))
    } else if objective.name == reported.name {
      result.append(
        Caveat(
          .noTestSet,
          "There is no test metric, so \(objective.title), which chose the configurations, is "
            + "reported; it is optimistic."))
    }
    if levels.contains(where: { $0.configurations.count > 1 }) {
      let all = table.experiment.evaluationSeeds.count
      if usesSameSeeds {
        result.append(
          Caveat(
            .sameSeeds,
            "Configurations were chosen and reported on the same seeds, so the best one may owe "
              + "part of its lead to luck; seeds: {tune: …, evaluate: …} keeps them apart."))
      } else if sharedSeeds > 0 {
        result.append(
          Caveat(
            .sameSeeds,
            "As the reproduced protocol has it, configurations were chosen on \(sharedSeeds) of "
              + "the \(NumberFormat.count(all, "seed")) they are reported on, so the best one may "
              + "owe part of its lead to luck."))
      }
    }
    if selectionStage == .tune {
      let stale = levels.filter { level in
        level.runs.contains { $0.status.isDone }
          && level.configurations.contains {
            Score(index.runs(of: $0, .tune), metric: objective.name)
              .isBetter(than: level.selection, goal: objective.goal)
          }
      }
      if !stale.isEmpty {
        result.append(
          Caveat(
            .staleSelection,
            "The tuning runs now prefer another configuration than the one that was evaluated "
              + "for \(Prose.list(stale.map(short))); sweeping again evaluates the better one."))
      }
    }
    return result
  }

  private var gridCaveats: [Caveat] {
    var result: [Caveat] = []
    if let text = edgeText(gridEdges) { result.append(Caveat(.edgeOfGrid, text)) }
    let counts = Set(levels.map(\.configurations.count))
    if counts.count > 1, let least = counts.min(), let most = counts.max() {
      result.append(
        Caveat(
          .unequalBudgets,
          "The levels were tuned with different budgets, from "
            + "\(NumberFormat.count(least, "configuration")) to \(most)."))
    }
    return result
  }
}
