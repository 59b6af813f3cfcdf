internal import PisteCore
internal import PisteStatistics

/// The best result to be expected of a tuning budget, in trials, epochs and seconds.
struct BudgetFigure {
  let comparison: Comparison

  /// The figure, or a sentence why there is none.
  func figure(_ all: [Trials]) -> Result<Figure, Omission> {
    let what = "The expected best by budget is left out: "
    let tracks = BudgetTrack.tracks(all, comparison.objective.goal)
    guard tracks.contains(where: { $0.points.count >= 2 }) else {
      return .failure(
        Omission(
          what + "no level was tuned with more than one configuration that has a result"
            + "\(comparison.yet)."))
    }
    let whole = tracks.flatMap { $0.points.map(\.expected.estimate) }
    // The first few trials may be so much worse that nothing else could be told apart.
    let later = tracks.flatMap { track in
      track.points.suffix(max(2, (track.points.count + 1) / 2)).map(\.expected.estimate)
    }
    let zoom = Self.span(later) > 0 ? Self.span(whole) / Self.span(later) : 1
    func chart(_ means: [Double]) -> LineChart {
      LineChart(panels: panels(tracks, showing: means), isNamed: comparison.isCompared)
    }
    let isClose = zoom > 25
    var figure = Figure(
      id: "expected-best", title: "What tuning buys",
      caption: caption(tracks)
        + (isClose ? " The axis is a close-up of the later half of each curve." : ""),
      table: table(tracks), draw: chart(isClose ? later : whole).draw)
    if zoom > 4 {
      let names = ["close-up", "all trials"]
      figure.alternative = Figure.Alternative(
        names: isClose ? names : names.reversed(), draw: chart(isClose ? whole : later).draw)
    }
    return .success(figure)
  }

  private static func span(_ values: [Double]) -> Double {
    (values.max() ?? 0) - (values.min() ?? 0)
  }

  private func panels(_ tracks: [BudgetTrack], showing means: [Double]) -> [ChartPanel] {
    let metric = comparison.objective
    let (least, most) = (means.min() ?? 0, means.max() ?? 1)
    let air = (most - least) * 0.25
    let ends = tracks.flatMap(\.points).flatMap { [$0.expected.lower, $0.expected.upper] }
      .filter { $0 > least - air && $0 < most + air }
    let vertical = Panel.Axis(
      title: "expected best \(metric.title)", domain: Scale.domain(of: means + ends, kind: .linear),
      isPercent: metric.isFraction)
    var costs: [(title: String, unit: String, each: (Trials) -> Double?)] = [
      ("trials", "trials", { _ in 1 }),
      ("epochs", "epochs", { $0.epochsPerTrial }),
    ]
    if tracks.allSatisfy({ $0.trials.secondsPerTrial != nil }) {
      costs.append(("seconds", "seconds", { $0.secondsPerTrial }))
    }
    return costs.map { title, unit, each in
      let lines = tracks.map { track in
        var line = line(track, each: each(track.trials) ?? 1, unit: unit)
        // Of a close-up the axis below begins where its lines do, too.
        line.points.removeAll { !vertical.domain.contains($0.y) }
        return line
      }
      let places = lines.flatMap { $0.points.map(\.x) }
      let isLog = (places.max() ?? 1) / max(places.min() ?? 1, 1e-12) > 8
      return ChartPanel(
        horizontal: Panel.Axis(
          title: title + (isLog ? " (log scale)" : ""),
          domain: Scale.domain(of: places, kind: isLog ? .log : .linear),
          kind: isLog ? .log : .linear, isWhole: unit == "trials"), vertical: vertical,
        lines: lines)
    }
  }

  /// A cost in few digits: `2345`, `1.43`.
  private static func text(_ value: Double) -> String {
    value >= 100 ? NumberFormat.fixed(value, digits: 0) : NumberFormat.significant(value, digits: 3)
  }

  private func line(_ track: BudgetTrack, each: Double, unit: String) -> ChartLine {
    let metric = comparison.objective
    let half = track.trials.trials.count / 2
    return ChartLine(
      name: track.trials.name, series: track.trials.series,
      points: track.points.map { trials, expected in
        let isBanded = trials <= half && expected.lower.isFinite && expected.upper.isFinite
        return ChartLine.Point(
          x: Double(trials) * each, y: expected.estimate,
          reach: isBanded ? expected.lower...max(expected.lower, expected.upper) : nil,
          tip: "\(track.trials.name), \(NumberFormat.count(trials, "trial"))"
            + (unit == "trials"
              ? "" : " (\(Self.text(Double(trials) * each)) \(unit))")
            + ": \(metric.text(expected.estimate))")
      })
  }

  private func caption(_ tracks: [BudgetTrack]) -> String {
    let metric = comparison.objective
    let most = tracks.map(\.trials.trials.count).min() ?? 1
    var text = ""
    for budget in Set([min(3, most), most]).sorted() {
      let values = comparison.ranked(tracks, \.trials.series).prefix(4).compactMap { track in
        track.points.last { $0.trials <= budget }.map {
          comparison.named(track.trials.name, metric.text($0.expected.estimate))
        }
      }
      guard !values.isEmpty else { continue }
      text += "With \(NumberFormat.count(budget, "trial"))\(comparison.isCompared ? " each" : ""), "
      text += "the best \(metric.title) to be expected is: \(Prose.list(values)). "
    }
    text += crossings(tracks)
    text += "A trial is a configuration on all \(comparison.usesSameSeeds ? "" : "tuning ")seeds; "
    text += "the expectation is over n of those that were run, drawn without replacement. The "
    text += "band, up to half of the trials, is the 95 % percentile interval of a bootstrap over "
    text += "trials (seed 0); where it meets the frame it goes on beyond."
    let failed = tracks.reduce(0) { $0 + $1.trials.values.count(where: \.isNaN) }
    if failed > 0 {
      text += " \(NumberFormat.count(failed, "trial")) with a run that did not complete "
      text += "\(failed == 1 ? "counts" : "count") as worst, so that a curve begins only where one "
      text += "that completed is sure to be among the n, and its band where a resample has one."
    }
    return text
  }

  private func crossings(_ tracks: [BudgetTrack]) -> String {
    let goal = comparison.objective.goal
    let ordered = tracks.enumerated().sorted { one, other in
      let (mine, theirs) = (one.element.end, other.element.end)
      return mine == theirs ? one.offset < other.offset : goal.prefers(mine, over: theirs)
    }.prefix(3).map(\.element)
    guard let best = ordered.first, ordered.count > 1 else { return "" }
    let sentences = ordered.dropFirst().map { other in
      guard let crossing = BudgetTrack.crossing(best, other, goal) else {
        return "\(best.trials.name) and \(other.trials.name) do not cross\(costs(best, other))"
      }
      let (front, behind) = crossing.leads ? (best, other) : (other, best)
      return
        "from \(NumberFormat.count(crossing.trials, "trial")) on \(front.trials.name) is ahead "
        + "of \(behind.trials.name), which leads up to \(crossing.before)\(costs(best, other))"
    }
    return "Crossings: " + sentences.joined(separator: "; ") + ". "
  }

  /// Where two levels cross in epochs and seconds, which their trials may take in other numbers.
  private func costs(_ one: BudgetTrack, _ two: BudgetTrack) -> String {
    let units: [(name: String, each: (Trials) -> Double?)] = [
      ("epochs", { $0.epochsPerTrial }), ("seconds", { $0.secondsPerTrial }),
    ]
    let found = units.compactMap { name, each -> String? in
      // Where trials cost the same, the number of trials has said it.
      guard let mine = each(one.trials), let theirs = each(two.trials),
        abs(mine / theirs - 1) > 0.05
      else { return nil }
      return BudgetTrack.crossingCost(one, two, each: each).map { "\(Self.text($0)) \(name)" }
    }
    return found.isEmpty ? "" : " (by cost they cross at \(Prose.list(found)))"
  }

  private func table(_ tracks: [BudgetTrack]) -> DataTable {
    let metric = comparison.objective
    return DataTable(
      columns: [
        .words(comparison.factor), .numbers("trials"), .numbers("epochs"), .numbers("seconds"),
        .numbers("expected best"), .words("95 % interval"),
      ],
      rows: tracks.flatMap { track in
        track.points.map { trials, expected in
          [
            track.trials.name, "\(trials)",
            Self.text(Double(trials) * track.trials.epochsPerTrial),
            track.trials.secondsPerTrial.map {
              Self.text(Double(trials) * $0)
            } ?? "–", metric.text(expected.estimate),
            trials <= track.trials.trials.count / 2 && expected.lower.isFinite
              && expected.upper.isFinite ? metric.ends(expected) : "–",
          ]
        }
      })
  }
}
