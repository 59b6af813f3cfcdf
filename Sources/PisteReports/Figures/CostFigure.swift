internal import PisteCore
internal import PisteStatistics

/// The selecting metric against what an epoch costs: optimizer steps and seconds of training.
struct CostFigure {
  let comparison: Comparison

  /// A kind of cost with what each epoch of a run takes of it.
  private struct Cost {
    var title: String
    var brief: String
    /// The cost up to and with each epoch; nil where the table does not tell.
    var upTo: (LevelResult, ResultTable.Run) -> [Double]?
  }

  /// A level's line against a cost.
  private struct Track {
    var set: CurveSet
    var costs: [Double]
    var runs: [(seed: UInt64, costs: [Double])]
  }

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    let metric = comparison.objective
    let found = costs.compactMap { cost -> (cost: Cost, tracks: [Track])? in
      let tracks = comparison.drawn.compactMap { track($0, cost) }
      return tracks.isEmpty ? nil : (cost, tracks)
    }
    guard !found.isEmpty else {
      return .failure(
        Omission(
          "Curves against steps and seconds are left out: neither has been recorded"
            + "\(comparison.yet)."))
    }
    let sets = found[0].tracks.map(\.set)
    let kind: Scale.Kind = CurvePanel(metric: metric, sets: sets).suitsLog ? .log : .linear
    let vertical = CurvePanel(metric: metric, sets: sets).vertical(kind)
    let chart = LineChart(
      panels: found.map { panel($0.cost, $0.tracks, vertical) }, isNamed: comparison.isCompared)
    return .success(
      Figure(
        id: "cost", title: "The same curves against \(Prose.list(found.map(\.cost.brief)))",
        caption: caption(found), table: table(found), draw: chart.draw))
  }

  private var costs: [Cost] {
    [
      Cost(title: "optimizer steps", brief: "steps") { level, run in
        if let counted = run.curves[Metric.gradientEvaluations] {
          return Self.sums(counted)
        }
        guard let each = comparison.stepsPerEpoch(of: level) else { return nil }
        return (0..<run.epochCount).map { Double(each * ($0 + 1)) }
      },
      Cost(title: "seconds of training", brief: "seconds") { _, run in
        run.curves[Metric.seconds].flatMap(Self.sums)
      },
    ]
  }

  /// A cost in few digits: `2345`, `1.43`.
  private static func text(_ value: Double) -> String {
    value >= 100 ? NumberFormat.fixed(value, digits: 0) : NumberFormat.significant(value, digits: 3)
  }

  /// Running sums; nil if a value is missing.
  private static func sums(_ values: [Double?]) -> [Double]? {
    var sum = 0.0
    var result: [Double] = []
    for value in values {
      guard let value else { return nil }
      sum += value
      result.append(sum)
    }
    return result.isEmpty ? nil : result
  }

  private func track(_ level: LevelResult, _ cost: Cost) -> Track? {
    let runs = comparison.curveRuns(of: level)
    let set = CurveSet(level, runs, metric: comparison.objective.name)
    let all = runs.compactMap { run in
      cost.upTo(level, run).map { (seed: run.seed, costs: $0, isWhole: run.isWhole) }
    }
    let whole = all.filter(\.isWhole).map(\.costs)
    let shortest = whole.map(\.count).min() ?? 0
    guard !set.means.isEmpty, shortest > 0 else { return nil }
    let means = (0..<min(shortest, set.means.count)).map { place in
      Quantile.median(whole.map { $0[place] })
    }
    return Track(set: set, costs: means, runs: all.map { ($0.seed, $0.costs) })
  }

  private func panel(_ cost: Cost, _ tracks: [Track], _ vertical: Panel.Axis) -> ChartPanel {
    let metric = comparison.objective
    let most = tracks.compactMap(\.costs.last).max() ?? 1
    let limit = CurvePanel.runLimit(levels: tracks.count)
    return ChartPanel(
      horizontal: Panel.Axis(title: cost.title, domain: 0...(most * 1.03)),
      vertical: vertical,
      lines: tracks.map { track in
        ChartLine(
          name: track.set.name, series: track.set.series,
          points: zip(track.costs, track.set.means).map { spent, point in
            ChartLine.Point(
              x: spent, y: point.mean, reach: track.set.reach(point, on: vertical.kind),
              tip: "\(track.set.name), \(Self.text(spent)) "
                + "\(cost.brief): " + (point.interval.map(metric.text) ?? metric.text(point.mean)))
          },
          runs: track.runs.prefix(limit).compactMap { seed, costs in
            guard let curve = track.set.curves.first(where: { $0.seed == seed }) else { return nil }
            return (
              "\(track.set.name), seed \(seed)",
              zip(costs, curve.values).compactMap { spent, value in
                value.map { (x: spent, y: $0) }
              }
            )
          })
      })
  }

  private func caption(_ found: [(cost: Cost, tracks: [Track])]) -> String {
    var text = ""
    for (cost, tracks) in found {
      let ends = comparison.ranked(tracks, \.set.series).prefix(4).compactMap { track in
        track.costs.last.map {
          comparison.named(track.set.name, Self.text($0))
        }
      }
      text += "\(Prose.capitalized(cost.brief)) to the last epoch: \(Prose.list(ends)). "
    }
    text += "Lines, bands and faint runs as above, each epoch at its median cost."
    if found[0].cost.brief == "steps",
      found[0].tracks.contains(where: { track in
        comparison.drawn.contains {
          $0.name == track.set.name
            && $0.runs.contains { $0.curves[Metric.gradientEvaluations] != nil }
        }
      })
    {
      text += " Where a step takes several gradients, gradients are counted in place of steps."
    }
    if found.contains(where: { $0.cost.brief == "seconds" }) {
      text += " Seconds are of training alone, without evaluation"
      let most = comparison.table.provenance.compactMap(\.workers).max() ?? 1
      text +=
        most > 1
        ? "; \(most) workers ran at once, which may have slowed each other down." : "."
    }
    return text
  }

  private func table(_ found: [(cost: Cost, tracks: [Track])]) -> DataTable {
    let metric = comparison.objective
    var rows: [[String]] = []
    for (cost, tracks) in found {
      for track in tracks {
        let step = max(1, (track.costs.count + 9) / 10)
        for (place, spent) in track.costs.enumerated()
        where (track.costs.count - 1 - place) % step == 0 {
          let point = track.set.means[place]
          rows.append([
            cost.brief, track.set.name, "\(point.epoch)",
            Self.text(spent),
            point.interval.map(metric.text) ?? metric.text(point.mean),
          ])
        }
      }
    }
    return DataTable(
      columns: [
        .words("cost"), .words(comparison.factor), .numbers("epoch"), .numbers("spent"),
        .numbers(metric.title),
      ], rows: rows)
  }
}
