internal import PisteCatalog
internal import PisteCore
internal import PisteStatistics

extension Comparison {
  /// H03: more trials, epochs or gradients find better configurations whatever is compared.
  func budgetsCheck(_ caveats: [Caveat]) -> HonestyCheck {
    guard levels.count > 1 else {
      return HonestyCheck(.budgets, .notCheckable, "There is one level only.")
    }
    let counts = levels.map(\.configurations.count)
    let words = levels.map { level -> String in
      let tuned = tunedAxes(of: level)
      return "\(short(level)) \(NumberFormat.count(level.configurations.count, "trial"))"
        + (tuned == 0 ? "" : " over \(NumberFormat.count(tuned, "setting"))") + seconds(of: level)
    }
    let unequal = text(of: [.unequalEpochs], in: caveats)
    guard Set(counts).count > 1 || unequal != nil else {
      return HonestyCheck(.budgets, .pass, Prose.list(words, limit: 8) + ".")
    }
    let least = counts.min() ?? 0
    var text = ""
    if Set(counts).count > 1 {
      text = "The levels were tuned with different budgets: \(Prose.list(words, limit: 8))."
    }
    if let unequal { text += (text.isEmpty ? "" : " ") + unequal }
    let cure =
      Set(counts).count > 1
      ? HonestyCheck.Cure(
        "Give every level as many configurations; until then read what is said of "
          + "\(NumberFormat.count(least, "trial")) each.")
      : HonestyCheck.Cure("Compare by gradient evaluations or by seconds instead of epochs.")
    return HonestyCheck(.budgets, .warn, text, runs: choosingRuns(of: levels), cure: cure)
  }

  /// How many axes besides the compared one take several values within a level.
  private func tunedAxes(of level: LevelResult) -> Int {
    table.experiment.axes.count { axis in
      axis.key != table.experiment.compare
        && Set(level.configurations.compactMap { $0.coordinates[axis.key] }).count > 1
    }
  }

  /// How long the runs that choose took, in words; empty where nothing is recorded.
  private func seconds(of level: LevelResult) -> String {
    let all = choosingRuns(of: [level]).compactMap(\.seconds)
    return all.isEmpty ? "" : " in \(NumberFormat.duration(all.reduce(0, +)))"
  }

  /// H16: where a rule includes another one, losing to it tells of the search and not of the rule.
  ///
  /// > Source: Choi, Shallue, Nado, Lee, Maddison and Dahl, "On Empirical Comparisons of Optimizers for
  /// > Deep Learning", arXiv:1910.05446, section 3.
  var inclusionCheck: HonestyCheck {
    let rules = judgement.levels.map { InclusionRule($0.selected) }
    var pairs: [(special: Int, general: Int)] = []
    for special in rules.indices {
      for general in rules.indices {
        guard let one = rules[special], let other = rules[general], one.isWithin(other) else {
          continue
        }
        pairs.append((special, general))
      }
    }
    guard !pairs.isEmpty else {
      return HonestyCheck(
        .inclusion, .notCheckable, "No level's rule is known to include that of another.")
    }
    let broken = pairs.filter { special, general in
      let found = judgement.pairs.first {
        $0.first == min(special, general) && $0.second == max(special, general)
      }
      let side: ComparisonVerdict.Side = special < general ? .first : .second
      return found?.verdict.kind == .beats(side)
    }
    guard !broken.isEmpty else {
      return HonestyCheck(
        .inclusion, .pass,
        "No rule lost to one that it includes: "
          + Prose.list(pairs.map { "\(name($0.general)) includes \(name($0.special))" }) + ".")
    }
    let words = broken.map { "\(name($0.general)) loses to \(name($0.special)), which it includes" }
    return HonestyCheck(
      .inclusion, .warn,
      "\(Prose.capitalized(Prose.list(words))): this tells of the search space or the budget, and "
        + "not of the rule.", runs: broken.flatMap { judgement.levels[$0.general].runs },
      cure: HonestyCheck.Cure(
        "Search wider for \(Prose.list(broken.map { name($0.general) })), epsilon and momentum "
          + "included."))
  }

  private func name(_ place: Int) -> String { short(judgement.levels[place]) }
}

/// A rule of which it is known what it includes.
enum InclusionRule: Int {
  /// Gradient descent without momentum.
  case gradientDescent
  /// Gradient descent with momentum.
  case momentum
  /// Adam, which a large ε turns into momentum.
  case adam
  /// Adam with decoupled decay, which is Adam where there is none.
  case adamW
  /// Adam that looks ahead, with Adam as its limit.
  case nadam

  /// The rule of a configuration; nil for one of which nothing is known.
  init?(_ configuration: ResultTable.Configuration?) {
    guard let settings = configuration?.settings,
      let name = settings["optimizer.name"]?.text.flatMap(OptimizerName.init)
    else { return nil }
    switch name {
    case .sgd:
      self = (settings["optimizer.momentum"]?.number ?? 0) > 0 ? .momentum : .gradientDescent
    case .adam: self = .adam
    case .adamw: self = .adamW
    case .nadam: self = .nadam
    default: return nil
    }
  }

  /// Whether `other` can do, by its settings, all that this one can.
  func isWithin(_ other: InclusionRule) -> Bool {
    switch (self, other) {
    case (.adamW, _), (.nadam, _): false
    default: rawValue < other.rawValue
    }
  }
}
