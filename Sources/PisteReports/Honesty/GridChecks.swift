internal import PisteCore
internal import PisteStatistics

extension Comparison {
  /// H04: beyond the edge of a grid something better may lie.
  var gridEdgeCheck: HonestyCheck {
    guard numericAxes.contains(where: { key in ranking.contains { values(of: $0, key) >= 2 } })
    else {
      return comparedEdgeCheck
        ?? HonestyCheck(.gridEdge, .notCheckable, "No number was tried at two values or more.")
    }
    let edges = gridEdges
    let fenced = edges.isEmpty ? ranking.filter(isFenced) : []
    guard !edges.isEmpty || !fenced.isEmpty else {
      return HonestyCheck(
        .gridEdge, .pass, "Every best number has smaller and larger ones beside it.")
    }
    guard !edges.isEmpty else {
      return HonestyCheck(
        .gridEdge, .warn,
        "Beside the best configuration of \(names(fenced)) every other one diverged, so the best "
          + "value may lie between those tried.", runs: fenced.flatMap(neighborRuns),
        cure: HonestyCheck.Cure("Try values closer to the best one."))
    }
    let lines = extensionLines(edges)
    return HonestyCheck(
      .gridEdge, .warn, edgeText(edges) ?? "", runs: edges.flatMap { choosingRuns(at: $0) },
      cure: HonestyCheck.Cure(
        lines == nil
          ? "Try values beyond the edge."
          : "Extend the axis and sweep again; only what is new will run.", code: lines,
        language: "yaml"))
  }

  /// H04 where the levels are numbers and nothing else was searched: whether the best one lies at the end.
  private var comparedEdgeCheck: HonestyCheck? {
    guard let key = table.experiment.compare,
      let axis = table.experiment.axes.first(where: { $0.key == key }), let numbers = axis.numbers,
      numbers.count == axis.values.count, Set(numbers).count >= 3, let best = ranking.first,
      let place = axis.values.firstIndex(of: best.name)
    else { return nil }
    let name = Self.axisName(key)
    let value = numbers[place]
    guard value == numbers.min() || value == numbers.max() else {
      return HonestyCheck(
        .gridEdge, .pass,
        "The \(name) is what is compared, and the best one has smaller and larger ones beside it.")
    }
    return HonestyCheck(
      .gridEdge, .warn,
      "The \(name) is what is compared, and the best, \(best.name), is the "
        + "\(value == numbers.min() ? "smallest" : "largest") of them, so one beyond it might do "
        + "better.", runs: best.runs,
      cure: HonestyCheck.Cure("Compare values beyond the edge, too."))
  }

  /// The edges in words, a sentence an axis; nil for none.
  func edgeText(_ edges: [GridEdge]) -> String? {
    var sentences: [String] = []
    for key in numericAxes {
      let words = edges.filter { $0.key == key }.map { edge in
        "\(short(edge.level)) (\(NumberFormat.plain(edge.best)), the "
          + "\(edge.isLow ? "smallest" : "largest") tried)"
      }
      guard !words.isEmpty else { continue }
      sentences.append(
        "The best \(Self.axisName(key)) lies at the edge of what was tried, so one beyond it might "
          + "do better: \(Prose.list(words)).")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// H05: where neighbors do as well, the best value is not known so closely.
  var flatOptimumCheck: HonestyCheck {
    var words: [String] = []
    var runs: [ResultTable.Run] = []
    var held = 0
    for level in ranking {
      guard let best = level.selected else { continue }
      let mine = level.selection.values.map(\.value)
      for key in numericAxes {
        let alike = neighbors(of: level, along: key).filter { other in
          let theirs = Score(index.runs(of: other, selectionStage), metric: objective.name)
            .values.map(\.value)
          guard mine.count >= 2, theirs.count >= 2 else { return false }
          held += 1
          let errors = (Moments.standardError(mine), Moments.standardError(theirs))
          return abs(Moments.mean(mine) - Moments.mean(theirs))
            <= (errors.0 * errors.0 + errors.1 * errors.1).squareRoot()
        }
        guard !alike.isEmpty else { continue }
        runs += alike.flatMap { index.runs(of: $0, selectionStage) }
        let values = ([best] + alike).compactMap { number(key, of: $0) }.sorted()
        words.append(
          "\(isCompared ? short(level) + ", " : "")\(Self.axisName(key)) "
            + Prose.list(values.map { NumberFormat.plain($0) }))
      }
    }
    let isCompared = table.experiment.axes.contains {
      $0.key == table.experiment.compare && $0.numbers != nil
    }
    guard held > 0 else {
      guard !isCompared else {
        return HonestyCheck(
          .flatOptimum, .notCheckable,
          "Nothing was chosen along a number: the numbers are the levels, and which of them can be "
            + "told apart is said above.")
      }
      return HonestyCheck(
        .flatOptimum, .notCheckable,
        "No two neighboring values were each tried on two seeds, so there is no standard error.")
    }
    guard !words.isEmpty else {
      return HonestyCheck(
        .flatOptimum, .pass, "Each best value is more than a standard error ahead of its neighbors."
      )
    }
    return HonestyCheck(
      .flatOptimum, .note,
      "Within one standard error of each other: \(words.joined(separator: "; ")).", runs: runs,
      cure: HonestyCheck.Cure("Choose any of them, or tune on more seeds to tell them apart."))
  }

  private func values(of level: LevelResult, _ key: String) -> Int {
    Set(level.configurations.compactMap { number(key, of: $0) }).count
  }

  /// Whether a level's best configuration has neighbors along some axis, and all of them diverged.
  private func isFenced(_ level: LevelResult) -> Bool {
    numericAxes.contains { key in
      let around = neighbors(of: level, along: key)
      return around.count >= 2
        && around.allSatisfy { other in
          let runs = index.runs(of: other, selectionStage)
          return !runs.isEmpty && runs.allSatisfy { $0.status == .diverged }
        }
    }
  }

  private func neighborRuns(_ level: LevelResult) -> [ResultTable.Run] {
    numericAxes.flatMap { neighbors(of: level, along: $0) }
      .flatMap { index.runs(of: $0, selectionStage) }
  }

  private func choosingRuns(at edge: GridEdge) -> [ResultTable.Run] {
    edge.level.selected.map { index.runs(of: $0, selectionStage) } ?? []
  }
}
