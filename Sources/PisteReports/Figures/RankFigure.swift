private import Foundation
internal import PisteCore
internal import PisteStatistics

/// The mean ranks of levels over problems, and which of them cannot be told apart.
///
/// > Source: Demšar, "Statistical Comparisons of Classifiers over Multiple Data Sets", JMLR 7
/// > (2006),
/// > critical-difference diagrams; Benavoli, Corani and Mangili, JMLR 17 (2016), for the pairs.
struct RankFigure {
  /// The problems' names.
  let problems: [String]
  /// The levels' names.
  let levels: [String]
  /// The results by problem and level; NaN for one that has none, which ranks last.
  let scores: [[Double]]
  /// Which way is better.
  let goal: Goal

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    let what = "The critical-difference diagram is left out: "
    guard levels.count >= 2, levels.count <= 12 else {
      return .failure(Omission(what + "it takes from two to twelve levels."))
    }
    guard problems.count >= Friedman.fewestProblems else {
      return .failure(
        Omission(
          what + "\(NumberFormat.count(problems.count, "problem")) "
            + "\(problems.count == 1 ? "is" : "are") fewer than the \(Friedman.fewestProblems) "
            + "that a "
            + "ranking should rest on."))
    }
    guard let friedman = Friedman(scores, goal: goal) else {
      return .failure(Omission(what + "all results are tied."))
    }
    let difference = Nemenyi.criticalDifference(
      competitors: levels.count, problems: problems.count)
    let losses = scores.map { row in
      row.map { $0.isNaN ? .infinity : goal == .maximize ? -$0 : $0 }
    }
    let pairs = PairwiseWilcoxon.compare(losses)
    let groups = RankGroups.groups(friedman, pairs)
    let drawing = RankDrawing(
      names: levels, ranks: friedman.meanRanks, groups: groups, difference: difference)
    return .success(
      Figure(
        id: "ranks", title: "Mean ranks over \(problems.count) problems",
        caption: caption(friedman, groups, difference), table: table(friedman, pairs),
        draw: drawing.draw))
  }

  private func caption(_ friedman: Friedman, _ groups: [[Int]], _ difference: Double) -> String {
    let order = levels.indices.sorted {
      (friedman.meanRanks[$0], $0) < (friedman.meanRanks[$1], $1)
    }
    let means = order.map {
      "\(levels[$0]) (\(NumberFormat.fixed(friedman.meanRanks[$0], digits: 2)))"
    }
    var text = "Mean ranks, 1 being the best: \(Prose.list(means, limit: 12)). "
    text += "Friedman's test with Iman and Davenport's correction gives p = "
    text += "\(NumberFormat.significant(friedman.ratioPValue, digits: 2)) that all rank alike"
    text += friedman.ratioPValue < 0.05 ? ". " : ", so that none can be told apart. "
    let bars = groups.map { Prose.list($0.map { levels[$0] }, limit: 12) }
    if !bars.isEmpty {
      text += "A bar joins levels that Wilcoxon's signed ranks, p adjusted by Holm's method over "
      text += "all pairs, cannot tell apart at 0.05: \(bars.joined(separator: "; ")). "
    } else {
      text += "Wilcoxon's signed ranks, p adjusted by Holm's method, tell every pair apart at "
      text += "0.05. "
    }
    text += "The scale above is Nemenyi's critical difference, "
    text += "\(NumberFormat.fixed(difference, digits: 2)) ranks, for comparison."
    let count = levels.count * (levels.count - 1) / 2
    return text + PairwiseWilcoxon.limitNote(problems: problems.count, pairs: count)
  }

  private func table(_ friedman: Friedman, _ pairs: [PairwiseWilcoxon.Pair]) -> DataTable {
    DataTable(
      columns: [
        .words("level"), .words("against"), .numbers("mean ranks"), .numbers("Wilcoxon p"),
        .numbers("p after Holm"),
      ],
      rows: pairs.map { pair in
        [
          levels[pair.first], levels[pair.second],
          NumberFormat.fixed(friedman.meanRanks[pair.first], digits: 2) + " and "
            + NumberFormat.fixed(friedman.meanRanks[pair.second], digits: 2),
          NumberFormat.significant(pair.test.pValue, digits: 3),
          NumberFormat.significant(pair.adjustedPValue, digits: 3),
        ]
      })
  }
}

extension PairwiseWilcoxon {
  /// What so few problems keep from being told, whatever the results; empty where a pair could be told apart.
  ///
  /// The exact test of n differences gives 2/2ⁿ at least, which Holm's method multiplies by the number of pairs.
  static func limitNote(problems: Int, pairs: Int) -> String {
    func least(_ problems: Int) -> Double { min(1, 2 * Double(pairs) / pow(2, Double(problems))) }
    guard problems < 60, least(problems) > 0.05 else { return "" }
    let needed = (problems..<60).first { least($0) <= 0.05 } ?? 60
    return
      " With \(problems) problems and \(NumberFormat.count(pairs, "pair")) no p after Holm can be "
      + "below \(NumberFormat.significant(least(problems), digits: 2)), so that no results could tell a "
      + "pair apart; \(needed) problems could."
  }
}
