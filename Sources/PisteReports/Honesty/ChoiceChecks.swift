internal import PisteCore
internal import PisteStatistics

extension Comparison {
  /// H01: selecting by the test set makes its number optimistic.
  func testSetCheck(_ caveats: [Caveat]) -> HonestyCheck {
    let cure = HonestyCheck.Cure(
      "Choose by validation rows and report the test set once.",
      code: "metric: {name: val/\(quantity), goal: \(objective.goal.rawValue)}\n"
        + "settings:\n  dataset.validation: 0.1\n", language: "yaml")
    guard hasChoice else {
      return HonestyCheck(
        .testSet, .pass, "Nothing was chosen: there is one configuration a level.")
    }
    if let text = text(of: [.selectedOnTest], in: caveats) {
      return HonestyCheck(.testSet, .fail, text, runs: choosingRuns(of: levels), cure: cure)
    }
    if let text = text(of: [.noTestSet], in: caveats) {
      return HonestyCheck(
        .testSet, .warn, text, runs: choosingRuns(of: levels),
        cure: HonestyCheck.Cure(
          "Keep rows apart that nothing is chosen by.", code: "settings:\n  dataset.test: 0.2\n",
          language: "yaml"))
    }
    return HonestyCheck(
      .testSet, .pass, "Chosen by \(objective.title), reported by \(reported.title).")
  }

  /// The objective's quantity without its split.
  private var quantity: String {
    let parts = objective.name.split(separator: "/", maxSplits: 1)
    return parts.count == 2 ? String(parts[1]) : objective.name
  }

  /// H02: the best of many on the seeds that chose it owes part of its number to luck.
  func freshSeedsCheck(_ caveats: [Caveat]) -> HonestyCheck {
    guard hasChoice else {
      return HonestyCheck(
        .freshSeeds, .pass, "Nothing was chosen: there is one configuration a level.")
    }
    let experiment = table.experiment
    let most = levels.map(\.configurations.count).max() ?? 1
    let cure = HonestyCheck.Cure(
      "Choose on some seeds and report on others.",
      code: "seeds: {tune: 3, evaluate: \(max(5, experiment.evaluationSeeds.count))}\n",
      language: "yaml")
    if usesSameSeeds || sharedSeeds > 0 {
      let seeds = usesSameSeeds ? experiment.evaluationSeeds.count : experiment.tuningSeeds.count
      let luck = NormalMaximum.expected(count: most) / Double(max(1, seeds)).squareRoot()
      let text = text(of: [.sameSeeds], in: caveats) ?? "Chosen and reported on the same seeds."
      return HonestyCheck(
        .freshSeeds, .warn,
        text + " The best of \(most) configurations that are all alike is expected to look better "
          + "by \(NumberFormat.fixed(luck, digits: 2)) standard deviations of a seed.",
        runs: ranking.flatMap(\.runs), cure: cure)
    }
    let found = ranking.compactMap { level in Optimism(level, in: self).map { (level, $0) } }
    guard !found.isEmpty else {
      return HonestyCheck(
        .freshSeeds, .notCheckable, "No level has both tuning and evaluation results\(yet).")
    }
    let fallen = found.filter { ($0.1.standardErrors ?? 0) > 2 }
    guard fallen.isEmpty else {
      let words = fallen.map { level, optimism in
        "\(isCompared ? short(level) + " " : "")from \(objective.text(optimism.chosen)) to "
          + "\(objective.text(optimism.fresh))"
      }
      return HonestyCheck(
        .freshSeeds, .warn,
        "The \(objective.title) fell by more than two standard errors on fresh seeds: "
          + "\(Prose.list(words)). The report has the fresh ones, but luck may have chosen the "
          + "configuration.", runs: fallen.flatMap { $0.0.runs },
        cure: HonestyCheck.Cure(
          "Choose on more seeds.",
          code: "seeds: {tune: \(2 * max(1, experiment.tuningSeeds.count)), evaluate: "
            + "\(experiment.evaluationSeeds.count)}\n", language: "yaml"))
    }
    return HonestyCheck(
      .freshSeeds, .pass,
      "Chosen on \(NumberFormat.count(experiment.tuningSeeds.count, "seed")), reported on "
        + "\(experiment.evaluationSeeds.count) others.")
  }

  /// H17: a level at its defaults against one that was tuned.
  var tuningCheck: HonestyCheck {
    guard levels.count > 1 else {
      return HonestyCheck(.tuning, .notCheckable, "There is one level only.")
    }
    let single = levels.filter { $0.configurations.count == 1 }
    guard !single.isEmpty, single.count < levels.count else {
      return HonestyCheck(
        .tuning, .pass, single.isEmpty ? "Every level was tuned." : "No level was tuned.")
    }
    let most = levels.map(\.configurations.count).max() ?? 1
    return HonestyCheck(
      .tuning, .warn,
      "\(names(single)) \(single.count == 1 ? "has" : "have") a single configuration where others "
        + "have up to \(most): defaults are held against what was tuned.",
      runs: choosingRuns(of: single),
      cure: HonestyCheck.Cure(
        "Give \(names(single)) axes of \(single.count == 1 ? "its" : "their") own."))
  }

  /// H22: the headline is the metric that the experiment's file declares.
  var metricCheck: HonestyCheck {
    let declared = DeclaredMetric.name(in: table.experiment.sourceText)
    guard let declared else {
      return HonestyCheck(
        .metric, .notCheckable, "The experiment's file, as recorded, declares no metric itself.")
    }
    guard declared == objective.name else {
      return HonestyCheck(
        .metric, .warn,
        "The file declares \(declared), but \(objective.name) chose the configurations.",
        runs: choosingRuns(of: levels),
        cure: HonestyCheck.Cure(
          "Sweep the file as it is.", code: "piste sweep \(NextStep.file(of: table.experiment))"))
    }
    return HonestyCheck(
      .metric, .pass,
      reported.name == declared
        ? "\(Prose.capitalized(objective.title)) is declared, chose, and is reported."
        : "\(Prose.capitalized(objective.title)) is declared and chose; its test counterpart is "
          + "reported.")
  }
}

/// Finds the metric that an experiment's text declares.
enum DeclaredMetric {
  /// The name behind `metric:` at the start of a line, alone, in braces, or as `name:` of the lines below.
  static func name(in text: String) -> String? {
    var isInside = false
    for line in text.split(whereSeparator: \.isNewline) {
      let plain = line.prefix { $0 != "#" }
      if plain.hasPrefix("metric:") {
        let rest = plain.dropFirst("metric:".count)
        if let name = named(rest) { return name }
        let word = word(rest)
        if !word.isEmpty { return word }
        isInside = true
      } else if isInside {
        guard plain.first?.isWhitespace == true else { return nil }
        if let name = named(plain) { return name }
      }
    }
    return nil
  }

  private static func named(_ text: Substring) -> String? {
    guard let place = text.firstRange(of: "name:") else { return nil }
    let word = word(text[place.upperBound...])
    return word.isEmpty ? nil : word
  }

  private static func word(_ text: Substring) -> String {
    let start = text.drop { $0.isWhitespace || "'\"{".contains($0) }
    return String(start.prefix { !$0.isWhitespace && !"'\",}".contains($0) })
  }
}
