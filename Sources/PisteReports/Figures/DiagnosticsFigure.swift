internal import PisteCore
internal import PisteStatistics

/// What was measured of the networks' insides, epoch by epoch, layers averaged.
struct DiagnosticsFigure {
  let comparison: Comparison

  /// The quantities drawn, with what they are called.
  private static let quantities: [(name: String, title: String)] = [
    ("hessian_max", "sharpness (largest eigenvalue)"),
    ("rate_times_sharpness", "rate × sharpness"),
    ("grad_norm", "gradient norm, mean over layers"),
    ("dead_units", "dead units, mean over layers"),
    ("effective_units", "distinct units, mean over layers"),
    ("update_ratio", "update over weight norm, mean over layers"),
  ]

  /// One quantity of all levels.
  private struct Track {
    var quantity: String
    var title: String
    var sets: [CurveSet]
  }

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    let tracks = Self.quantities.compactMap { name, title -> Track? in
      let sets = comparison.drawn.map { set($0, name) }.filter { !$0.means.isEmpty }
      return sets.isEmpty ? nil : Track(quantity: name, title: title, sets: sets)
    }
    guard tracks.contains(where: { $0.quantity != "grad_norm" }) else {
      return .failure(
        Omission("Diagnostics are left out: none were recorded (diagnostics: layers or curvature).")
      )
    }
    let isSingle = Self.areSingle(tracks)
    let chart = LineChart(
      panels: tracks.map(panel), isNamed: comparison.isCompared, height: isSingle ? 210 : nil)
    let place = isSingle ? "at the end of the runs" : "along the runs"
    let isSharp = tracks.contains { $0.quantity == "hessian_max" }
    return .success(
      Figure(
        id: isSharp ? "sharpness" : "diagnostics",
        title: isSharp
          ? "Sharpness and other diagnostics \(place)" : "Diagnostics \(place)",
        caption: caption(tracks), table: table(tracks), draw: chart.draw))
  }

  /// A level's curves of a quantity: its own metric, or the mean over all that name a layer.
  private func set(_ level: LevelResult, _ quantity: String) -> CurveSet {
    CurveSet(level, comparison.curveRuns(of: level), quantity: quantity)
  }

  private func panel(_ track: Track) -> ChartPanel {
    let metric = MetricLabel(name: track.title, goal: .minimize)
    let values = track.sets.flatMap { $0.means.map(\.mean) }
    let low = values.min() ?? 0
    let kind: Scale.Kind =
      low > 0 && (values.max() ?? 1) / low > 20 && track.quantity != "dead_units" ? .log : .linear
    var panel = CurvePanel(metric: metric, sets: track.sets).panel(kind, showsAlive: false)
    if Self.areSingle([track]) {
      panel = Self.sideBySide(panel)
    }
    if track.quantity == "dead_units" {
      panel.vertical.domain = 0...max(0.05, (values.max() ?? 1) * 1.05)
      panel.vertical.isPercent = true
    }
    if track.quantity == "rate_times_sharpness" {
      let domain = panel.vertical.domain
      panel.vertical.domain = min(domain.lowerBound, 1.9)...max(domain.upperBound, 2.2)
      panel.guides = [ChartGuide(direction: .level, value: 2, label: "2: edge of stability")]
    }
    return panel
  }

  /// Whether each quantity was measured at one epoch alone.
  private static func areSingle(_ tracks: [Track]) -> Bool {
    tracks.allSatisfy { Set($0.sets.flatMap { $0.means.map(\.epoch) }).count == 1 }
  }

  /// The panel of what was measured at one epoch alone: the levels beside each other, their runs behind them.
  private static func sideBySide(_ panel: ChartPanel) -> ChartPanel {
    var panel = panel
    let epoch = panel.lines.first?.points.first?.x ?? 1
    panel.horizontal = Panel.Axis(
      title: "levels, at epoch \(NumberFormat.plain(epoch))",
      domain: -0.6...(Double(panel.lines.count) - 0.4), ticks: [])
    for place in panel.lines.indices {
      let x = Double(place)
      for point in panel.lines[place].points.indices { panel.lines[place].points[point].x = x }
      panel.lines[place].reach = .bars
      panel.lines[place].shape = .apart
      panel.lines[place].runs = []
    }
    return panel
  }

  private func caption(_ tracks: [Track]) -> String {
    let isSingle = Self.areSingle(tracks)
    let ends = tracks.map { track in
      let values = track.sets.prefix(3).compactMap { set in
        set.means.last.map {
          comparison.named(set.name, reach($0))
        }
      }
      return "\(track.title): \(Prose.list(values))"
    }
    return "At the \(isSingle ? "one" : "last") epoch measured, \(ends.joined(separator: "; ")). "
      + (isSingle ? "Marks are means over the " : "Lines are means over the ")
      + "runs that completed, "
      + (isSingle
        ? "bars their 95 % t intervals; " : "bands their 95 % t intervals, faint lines the runs; ")
      + "quantities of "
      + "layers are averaged over the layers that have them, and the table above has each."
      + (tracks.contains { $0.quantity == "rate_times_sharpness" }
        ? " Gradient descent on a quadratic is stable below a rate × sharpness of 2." : "")
  }

  private func reach(_ point: CurveSet.Point) -> String {
    let value = NumberFormat.significant(point.mean, digits: 3)
    guard let interval = point.interval, interval.halfWidth > 0 else { return value }
    return "\(value) ± \(NumberFormat.significant(interval.halfWidth, digits: 2))"
  }

  private func table(_ tracks: [Track]) -> DataTable {
    var rows: [[String]] = []
    for track in tracks {
      for set in track.sets {
        let step = max(1, (set.means.count + 9) / 10)
        for (place, point) in set.means.enumerated() where (set.means.count - 1 - place) % step == 0
        {
          rows.append([track.title, set.name, "\(point.epoch)", reach(point), "\(point.count)"])
        }
      }
    }
    return DataTable(
      columns: [
        .words("quantity"), .words(comparison.factor), .numbers("epoch"),
        .numbers("mean ± 95 % t interval"), .numbers("n"),
      ], rows: rows)
  }
}

extension CurveSet {
  /// Reads a quantity off a level's runs: the metric of that name, or the mean over those named `quantity/…`.
  ///
  /// Epochs at which it was not measured have no mean.
  init(_ level: LevelResult, _ runs: [ResultTable.Run], quantity: String) {
    let averaged = runs.compactMap { run -> Curve? in
      let names = run.curves.keys.filter { $0.hasPrefix(quantity + "/") }.sorted()
      let curves =
        names.isEmpty ? [run.curves[quantity] ?? []] : names.compactMap { run.curves[$0] }
      let count = curves.map(\.count).max() ?? 0
      let values = (0..<count).map { place -> Double? in
        let all = curves.compactMap { place < $0.count ? $0[place] : nil }
        return all.isEmpty ? nil : Moments.mean(all)
      }
      guard values.contains(where: { $0 != nil }) else { return nil }
      return Curve(
        seed: run.seed, status: run.status, values: values, isWhole: run.isWhole,
        final: values.last { $0 != nil } ?? nil)
    }
    name = level.name
    series = level.series ?? 0
    curves = averaged
    let whole = averaged.filter(\.isWhole)
    let last = whole.map(\.values.count).max() ?? 0
    means = (0..<last).compactMap { place in
      let values = whole.compactMap { place < $0.values.count ? $0.values[place] : nil }
      guard !values.isEmpty else { return nil }
      return Point(
        epoch: place + 1, mean: Moments.mean(values), interval: MeanInterval.student(values),
        count: values.count)
    }
  }
}
