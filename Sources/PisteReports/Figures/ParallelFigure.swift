internal import PisteCore
internal import PisteStatistics

/// Every configuration as a line through its values on each axis, colored by what it reached.
struct ParallelFigure {
  let comparison: Comparison
  /// How many configurations are drawn at most.
  static let limit = 250

  /// A configuration with its place on each axis, 0…1, nil where it has none.
  struct Line: Sendable {
    /// The level's color, for hiding it.
    var series: Int
    /// The places.
    var places: [Double?]
    /// The mean result; NaN if a run did not complete.
    var value: Double
    /// What it is, in words.
    var tip: String
  }

  /// An axis with its marks at their places, 0…1.
  struct Rail: Sendable {
    /// The title.
    var title: String
    /// The marks.
    var ticks: [(place: Double, label: String)]
    /// Whether the marks are names, none of which can be guessed from its neighbors.
    var isNamed = false
  }

  /// The figure, or a sentence why there is none.
  func figure(_ all: [Trials]) -> Result<Figure, Omission> {
    let what = "Parallel coordinates are left out: "
    let axes = comparison.table.experiment.axes.filter { axis in
      Set(all.flatMap { $0.trials.compactMap { $0.configuration.coordinates[axis.key] } }).count
        >= 2
    }
    let trials = all.flatMap { level in level.trials.map { (level: level, trial: $0) } }
    guard axes.count >= 2 else {
      return .failure(Omission(what + "fewer than two axes vary."))
    }
    let finite = trials.map(\.trial.value).filter(\.isFinite)
    guard finite.count >= 4, let low = finite.min(), let high = finite.max(), low < high else {
      return .failure(Omission(what + "it takes four completed configurations that differ."))
    }
    let used = Array(axes.prefix(9))
    let scales = used.map { rail($0, all) }
    let metric = comparison.objective
    let kind: Scale.Kind = metric.prefersLog && low > 0 && high / low > 10 ? .log : .linear
    let domain = Scale.domain(of: finite, kind: kind, air: 0)
    let unit = Scale(kind: kind, domain: domain, start: 0, end: 1)
    let marks =
      kind == .log
      ? Ticks.logarithmic(domain, count: 6)
      : Ticks.linear(domain, count: 6, percent: metric.isFraction)
    let result = Rail(
      title: metric.title + (kind == .log ? " (log scale)" : ""),
      ticks: marks.map { (unit.position($0.value), $0.label) })
    let lines = trials.map { level, trial in
      Line(
        series: level.series,
        places: zip(used, scales).map { axis, scale in
          trial.configuration.coordinates[axis.key].flatMap { scale.places[$0] }
        } + [trial.value.isFinite ? unit.position(trial.value) : nil], value: trial.value,
        tip: (comparison.isCompared ? "\(level.name), " : "")
          + comparison.describe(trial.configuration) + ": "
          + (trial.value.isFinite ? metric.text(trial.value) : "did not complete"))
    }
    let shown = Self.thinned(lines, metric.goal)
    let drawing = ParallelDrawing(
      rails: scales.map(\.rail) + [result], lines: shown,
      sorted: finite.sorted { metric.goal.prefers($1, over: $0) })
    return .success(
      Figure(
        id: "parallel", title: "Every configuration tried",
        caption: caption(lines, shown.count, hidden: axes.count - used.count),
        table: table(trials.map { ($0.level.name, $0.trial) }), draw: drawing.draw))
  }

  /// The lines from worst to best, those that did not complete first, at equal steps if there are too many.
  static func thinned(_ lines: [Line], _ goal: Goal) -> [Line] {
    let sorted = lines.enumerated().sorted { one, other in
      if one.element.value.isNaN != other.element.value.isNaN { return one.element.value.isNaN }
      guard one.element.value != other.element.value, !one.element.value.isNaN else {
        return one.offset > other.offset
      }
      return goal.prefers(other.element.value, over: one.element.value)
    }.map(\.element)
    guard sorted.count > limit else { return sorted }
    // The best ones are all kept, the rest at equal steps.
    let best = sorted.suffix(limit / 5)
    let rest = sorted.dropLast(limit / 5)
    let count = limit - best.count
    return (0..<count).map { rest[$0 * rest.count / count] } + best
  }

  /// An axis's marks, and the place of each of its values.
  private func rail(
    _ axis: ResultTable.Axis, _ all: [Trials]
  ) -> (rail: Rail, places: [String: Double]) {
    let used = Set(all.flatMap { $0.trials.compactMap { $0.configuration.coordinates[axis.key] } })
    let title = Comparison.axisTitle(axis.key)
    if let numbers = axis.numbers, numbers.count == axis.values.count {
      let pairs = zip(axis.values, numbers).filter { used.contains($0.0) }
      let values = pairs.map(\.1)
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      let kind: Scale.Kind = low > 0 && high / low >= 9.99 ? .log : .linear
      let scale = Scale(
        kind: kind, domain: Scale.domain(of: values, kind: kind, air: 0), start: 0, end: 1)
      let ticks =
        values.count <= 9
        ? Set(values).sorted().map { Tick(value: $0, label: Ticks.short($0)) }
        : kind == .log
          ? Ticks.logarithmic(scale.domain, count: 8) : Ticks.linear(scale.domain, count: 8)
      return (
        Rail(
          title: title + (kind == .log ? " (log scale)" : ""),
          ticks: ticks.map { (scale.position($0.value), $0.label) }),
        Dictionary(pairs.map { ($0.0, scale.position($0.1)) }, uniquingKeysWith: { one, _ in one })
      )
    }
    let names = axis.values.filter { used.contains($0) }
    let places = names.indices.map {
      names.count == 1 ? 0.5 : Double($0) / Double(names.count - 1)
    }
    return (
      Rail(title: title, ticks: zip(places, names).map { ($0, $1) }, isNamed: true),
      Dictionary(zip(names, places), uniquingKeysWith: { one, _ in one })
    )
  }

  private func caption(_ lines: [Line], _ shown: Int, hidden: Int) -> String {
    let metric = comparison.objective
    let complete = lines.filter { $0.value.isFinite }
    let sorted = complete.sorted { metric.goal.prefers($0.value, over: $1.value) }
    let top = sorted.prefix(max(1, complete.count / 10))
    var text = "The best is \(top.first?.tip ?? "–")"
    if top.count > 1 {
      text += "; the best tenth, \(NumberFormat.count(top.count, "configuration")), reaches down "
      text += "to \(metric.text(top.last?.value))"
    }
    text += ". Each line is a configuration, its mean \(metric.title) on "
    text += "the \(comparison.usesSameSeeds ? "" : "tuning ")seeds at the bottom; its shade tells "
    text += "its fifth of the ranking, darker being better on a light ground, brighter on a dark "
    text += "one. "
    let lost = lines.count - complete.count
    if lost > 0 {
      text += "\(NumberFormat.count(lost, "configuration")) with a run that did not complete "
      text += "\(lost == 1 ? "is" : "are") grey and dashed and \(lost == 1 ? "ends" : "end") above "
      text += "the last axis. "
    }
    if lines.contains(where: { $0.places.dropLast().contains(nil) }) {
      text += "Dotted, a line passes over an axis that its level does not have. "
    }
    if shown < lines.count {
      text += "\(shown) of \(lines.count) are drawn: the best \(Self.limit / 5), and the others at "
      text += "equal steps of their rank. "
    }
    if hidden > 0 { text += "Axes beyond the ninth (\(hidden)) are not drawn. " }
    return text.trimmingSuffix(" ")
  }

  private func table(_ trials: [(String, Trials.Trial)]) -> DataTable {
    let metric = comparison.objective
    let sorted = trials.enumerated().sorted { one, other in
      let (a, b) = (one.element.1.value, other.element.1.value)
      guard a != b, !(a.isNaN && b.isNaN) else { return one.offset < other.offset }
      return metric.goal.prefers(a, over: b)
    }.map(\.element)
    return DataTable(
      columns: [
        .words(comparison.factor), .words("best 50 configurations"), .numbers(metric.title),
        .numbers("n"),
      ],
      rows: sorted.prefix(50).map { name, trial in
        [
          name, comparison.describe(trial.configuration),
          trial.score.interval.map(metric.text) ?? metric.text(trial.score.mean),
          "\(trial.score.values.count) of \(trial.score.planned)",
        ]
      })
  }
}
