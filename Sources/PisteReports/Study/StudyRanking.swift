internal import PisteCore
internal import PisteStatistics

/// What may be said of the levels that all experiments share, by their ranks.
struct StudyRanking {
  private let study: Study
  private let names: [String]
  private let results: [[Double]]

  /// Ranks the shared levels on every experiment; larger is better in ``results``.
  init(_ study: Study) {
    self.study = study
    names = study.shared
    let names = names
    results = study.problems.map { problem in
      names.map { name in
        let level = problem.levels.first { $0.name == name }
        let values = level?.values ?? []
        guard !values.isEmpty, values.allSatisfy({ $0 != nil }) else {
          // Where runs did not complete, the share that did puts the levels in order, all last.
          let share = values.isEmpty ? 0 : Double(values.count { $0 != nil }) / Double(values.count)
          return -1e300 * (2 - share)
        }
        let mean = Moments.mean(values.compactMap { $0 })
        return problem.verdict.goal == .maximize ? mean : -mean
      }
    }
  }

  /// How often each level is best, in a sentence.
  var summary: String {
    guard names.count > 1 else {
      return "The experiments share fewer than two levels, so nothing can be said over all of them."
    }
    let best = results.map { row in row.indices.max { row[$0] < row[$1] } ?? 0 }
    let wins = names.indices.map { place in best.count { $0 == place } }
    let order = names.indices.sorted { wins[$0] == wins[$1] ? $0 < $1 : wins[$0] > wins[$1] }
    let words = order.filter { wins[$0] > 0 }.enumerated().map { place, level in
      names[level] + (place == 0 ? " has the best mean in " : " in ") + "\(wins[level])"
    }
    let told = study.problems.count { $0.verdict.kind == .beats }
    return "Of \(NumberFormat.count(results.count, "experiment")) with "
      + "\(NumberFormat.count(names.count, "level")) in common, \(Prose.list(words, limit: 6)); "
      + "in \(told) of them the best level can be told from the next."
  }

  /// Mean ranks and tests, or why there are none.
  var blocks: [Block] {
    guard names.count > 1 else { return [.paragraph(summary)] }
    guard results.count >= Friedman.fewestProblems else {
      return [
        .paragraph(
          "Ranks over \(NumberFormat.count(results.count, "experiment")) say little: a test of mean "
            + "ranks and a critical difference take \(Friedman.fewestProblems) at least.")
      ]
    }
    guard let friedman = Friedman(results, goal: .maximize) else {
      return [.paragraph("All levels are tied in every experiment, so there are no ranks.")]
    }
    let order = names.indices.sorted {
      friedman.meanRanks[$0] == friedman.meanRanks[$1]
        ? $0 < $1 : friedman.meanRanks[$0] < friedman.meanRanks[$1]
    }
    let table = DataTable(
      columns: [.words("level"), .numbers("mean rank"), .numbers("best in")],
      rows: order.map { place in
        let wins = results.count { row in row[place] == row.max() }
        return [
          names[place], NumberFormat.fixed(friedman.meanRanks[place], digits: 2), "\(wins)",
        ]
      })
    let diagram = RankFigure(
      problems: study.problems.map(\.verdict.experiment), levels: names, scores: results,
      goal: .maximize)
    if case .success(let figure) = diagram.figure() { return [.table(table), .figure(figure)] }
    // As many levels as no diagram has room for.
    let pairs = PairwiseWilcoxon.compare(results)
    let groups = RankGroups.groups(friedman, pairs)
    let critical = Nemenyi.criticalDifference(competitors: names.count, problems: results.count)
    var text = "Friedman's test with the correction of Iman and Davenport: F = "
    text += "\(NumberFormat.significant(friedman.ratio, digits: 3)), p = "
    text +=
      "\(EvidenceText.text(friedman.ratioPValue)). By Nemenyi, mean ranks differ where they are "
    text +=
      "more than \(NumberFormat.fixed(critical, digits: 2)) apart. By Wilcoxon's test of every "
    text += "pair, Holm-adjusted, "
    text +=
      groups.isEmpty
      ? "every two levels can be told apart."
      : "these cannot be told apart: "
        + groups.map { "{" + Prose.list($0.map { names[$0] }, limit: 8) + "}" }
        .joined(separator: ", ") + "."
    text += PairwiseWilcoxon.limitNote(problems: results.count, pairs: pairs.count)
    return [.table(table), .paragraph(text)]
  }
}
