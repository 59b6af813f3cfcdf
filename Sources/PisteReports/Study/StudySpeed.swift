internal import PisteCore
internal import PisteStatistics

/// How fast the levels that all experiments share reach each one's target, as a performance profile.
struct StudySpeed {
  private let study: Study

  /// Creates it.
  init(_ study: Study) { self.study = study }

  /// Scores and shares, or why there are none.
  var blocks: [Block] {
    let names = study.shared
    let problems = study.problems.filter { $0.target != nil }
    guard names.count > 1, !problems.isEmpty else {
      return [.paragraph("There are no two levels that all experiments share, or no target.")]
    }
    let times = names.map { name in
      problems.map { problem -> Double in
        let level = problem.levels.first { $0.name == name }
        // A level that lost a run has not reached it.
        guard let level, level.values.allSatisfy({ $0 != nil }) else { return .infinity }
        return level.epochsToTarget.map(Double.init) ?? .infinity
      }
    }
    let profile = PerformanceProfile(times: times)
    let ratios = [1.0, 1.5, 2, 4]
    let table = DataTable(
      columns: [.words("level"), .numbers("score")]
        + ratios.map { .numbers("within \(NumberFormat.plain($0))×") } + [.numbers("misses")],
      rows: profile.order.map { place in
        [names[place], NumberFormat.fixed(profile.score(of: place), digits: 2)]
          + ratios.map { NumberFormat.fixed(profile.share(of: place, within: $0), digits: 2) }
          + ["\(profile.ratios[place].count { !$0.isFinite })"]
      })
    let targets = problems.map { problem -> String in
      let metric = MetricLabel(name: problem.verdict.metric, goal: problem.verdict.goal)
      return "\(problem.verdict.experiment) \(metric.text(problem.target))"
    }
    let figure = ProfileFigure(
      problems: problems.map(\.verdict.experiment), levels: names,
      times: problems.indices.map { problem in times.map { $0[problem] } }, unit: "epochs"
    ).figure()
    var text = "The share of experiments in which a level's mean reaches the target within so many "
    text +=
      "times the epochs of the fastest, and the score, the normalized area up to 4×. Targets, "
    text +=
      "the median of the levels' final means: \(Prose.list(targets, limit: 20)). "
    if case .success(let figure) = figure {
      return [.table(table), .paragraph(text), .figure(figure)]
    }
    text += "Both hang on which levels are compared: \(Prose.list(names, limit: 20))"
    let turned = PerformanceProfile.turning(times: times)
    text +=
      turned.isEmpty
      ? "; without any one of them the order of the others stays."
      : "; without \(Prose.list(turned.map { names[$0] })) the order of the others changes."
    return [.table(table), .paragraph(text)]
  }
}
