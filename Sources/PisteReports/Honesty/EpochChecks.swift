internal import PisteCore
internal import PisteStatistics

extension Comparison {
  /// The schedules whose shape depends on how many epochs are planned.
  private static let plannedSchedules: Set<String> = [
    "cosine", "polynomial", "one-cycle", "warmup-stable-decay",
  ]

  /// H10: levels that trained for different lengths, or schedules cut short.
  var epochsCheck: HonestyCheck {
    let known = ranking.filter { level in level.runs.contains(where: \.isWhole) }
    guard !known.isEmpty else {
      return HonestyCheck(.epochs, .notCheckable, "No reported run has completed\(yet).")
    }
    var cut: [ResultTable.Run] = []
    var lengths: [(level: LevelResult, epochs: Int)] = []
    for level in known {
      let settings = level.selected?.settings
      let planned = settings?["epochs"]?.integer
      let schedule = settings?["schedule.name"]?.text ?? ""
      let completed = level.runs.filter { $0.status == .completed }
      if let epochs = planned ?? completed.map(\.epochCount).max() {
        lengths.append((level, epochs))
      }
      guard let planned else { continue }
      cut += level.runs.filter { run in
        run.isWhole && run.epochCount < planned
          && (run.status == .completed || Self.plannedSchedules.contains(schedule))
      }
    }
    if !cut.isEmpty {
      let ends = Set(cut.map(\.epochCount)).sorted().map(String.init)
      return HonestyCheck(
        .epochs, .fail,
        "\(NumberFormat.count(cut.count, "run")) ended after \(Prose.list(ends)) epochs, before "
          + "\(cut.count == 1 ? "its" : "their") schedule did.", runs: cut,
        cure: HonestyCheck.Cure(
          "Plan as many epochs as are trained, or take a schedule that does not depend on them.",
          code: "settings:\n  schedule: constant\n", language: "yaml"))
    }
    let counts = Set(lengths.map(\.epochs))
    guard counts.count > 1 else {
      return HonestyCheck(
        .epochs, .pass,
        counts.first.map { "Every level was planned for \(NumberFormat.count($0, "epoch"))." }
          ?? "Every run went as far as its settings let it go.")
    }
    let words = lengths.map { "\(short($0.level)) \($0.epochs)" }
    let text = "The levels trained for different numbers of epochs: \(Prose.list(words, limit: 8))"
    guard table.experiment.compare != "epochs" else {
      return HonestyCheck(.epochs, .note, text + ": that is what is compared.")
    }
    return HonestyCheck(
      .epochs, .fail, text + ".", runs: known.flatMap(\.runs),
      cure: HonestyCheck.Cure(
        "Give all levels as many.", code: "settings:\n  epochs: \(counts.max() ?? 1)\n",
        language: "yaml"))
  }

  /// H11: an order that was another one halfway may change again.
  var halfwayCheck: HonestyCheck {
    let sets = ranking.map { CurveSet($0, $0.runs, metric: reported.name) }
      .filter { !$0.means.isEmpty }
    guard sets.count > 1, let epochs = sets.map(\.means.count).min(), epochs >= 4 else {
      return HonestyCheck(
        .halfway, .notCheckable, "There are no two levels with curves of four epochs or more.")
    }
    let leaders = (0..<epochs).map { place in
      sets.indices.min { left, right in
        reported.goal.prefers(sets[left].means[place].mean, over: sets[right].means[place].mean)
      } ?? 0
    }
    let last = leaders[epochs - 1]
    let half = leaders[epochs / 2 - 1]
    let flip = leaders.lastIndex { $0 != last }.map { $0 + 1 }
    guard half != last, let flip else {
      return HonestyCheck(
        .halfway, .pass,
        "\(short(sets[last].name)) leads after half of the epochs as it does at the end.")
    }
    return HonestyCheck(
      .halfway, .note,
      "After epoch \(epochs / 2) \(short(sets[half].name)) led; \(short(sets[last].name)) leads since "
        + "epoch "
        + "\(flip + 1) of \(epochs). Another length may give another order.",
      runs: ranking.flatMap(\.runs),
      cure: HonestyCheck.Cure(
        "Train for longer.", code: "settings:\n  epochs: \(2 * epochs)\n", language: "yaml"))
  }

  /// H13: what is still improving, or has long been getting worse, was compared at an odd moment.
  var trainingLengthCheck: HonestyCheck {
    let loss = "val/loss"
    let measures = ranking.contains { level in level.runs.contains { $0.curves[loss] != nil } }
    let metric = measures ? MetricLabel(name: loss, goal: .minimize) : objective
    var improving: [LevelResult] = []
    var overfitting: [(level: LevelResult, epoch: Int)] = []
    var held = 0
    var longest = 0
    for level in ranking {
      let means = CurveSet(level, level.runs, metric: metric.name).means
      guard means.count >= 4 else { continue }
      held += 1
      longest = max(longest, means.count)
      let tail = means.suffix(max(4, (means.count + 9) / 10))
      if let trend = Trend(tail.map { Double($0.epoch) }, tail.map(\.mean)), trend.pValue <= 0.05,
        metric.goal == .maximize ? trend.slope > 0 : trend.slope < 0
      {
        improving.append(level)
        continue
      }
      guard
        let best = means.min(by: { metric.goal.prefers($0.mean, over: $1.mean) }),
        let last = means.last, 4 * best.epoch <= 3 * means.count
      else { continue }
      let finals = level.runs.filter(\.isWhole).compactMap { $0.finalValue(metric.name) }
      let error = finals.count >= 2 ? Moments.standardError(finals) : 0
      if abs(last.mean - best.mean) > error { overfitting.append((level, best.epoch)) }
    }
    guard held > 0 else {
      return HonestyCheck(
        .trainingLength, .notCheckable, "No level has a curve of four epochs or more.")
    }
    var words: [String] = []
    if !improving.isEmpty {
      words.append("still improving at the last epoch: \(names(improving))")
    }
    if !overfitting.isEmpty {
      let whose = overfitting.map {
        (isCompared ? short($0.level) + " " : "") + "since epoch \($0.epoch)"
      }
      words.append("getting worse: \(Prose.list(whose))")
    }
    guard !words.isEmpty else {
      return HonestyCheck(
        .trainingLength, .pass, "By the \(metric.title), no level was still on its way.")
    }
    let cure =
      improving.isEmpty
      ? HonestyCheck.Cure(
        "End training where it is best.",
        code: "settings:\n  early_stopping: {patience: \(max(2, longest / 10))}\n", language: "yaml"
      )
      : HonestyCheck.Cure(
        "Train for longer.", code: "settings:\n  epochs: \(2 * longest)\n", language: "yaml")
    return HonestyCheck(
      .trainingLength, .note,
      Prose.capitalized("by the \(metric.title), " + words.joined(separator: "; ")) + ".",
      runs: (improving + overfitting.map(\.level)).flatMap(\.runs), cure: cure)
  }
}
