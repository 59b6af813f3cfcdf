internal import PisteCore
internal import PisteStatistics

/// What was measured last in each layer, from the first to the last: where gradients vanish and units die.
struct LayerFigure {
  let comparison: Comparison

  /// The quantities drawn, with what they are called.
  private static let quantities: [(name: String, title: String)] = [
    ("grad_norm", "gradient norm of the weights"), ("activation_std", "spread of activations"),
    ("dead_units", "share of dead units"), ("effective_units", "distinct units"),
  ]

  /// A quantity with its values by level and layer.
  private struct Track {
    var title: String
    var layers: [Int]
    var lines: [(name: String, series: Int, points: [(layer: Int, values: [Double])])]
  }

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    let tracks = Self.quantities.compactMap { track($0.name, $0.title) }
    guard !tracks.isEmpty else {
      return .failure(
        Omission(
          "Quantities by layer are left out: none were recorded of three layers or more "
            + "(diagnostics: layers or curvature)."))
    }
    let chart = LineChart(panels: tracks.map(panel), isNamed: comparison.isCompared)
    return .success(
      Figure(
        id: "layers", title: "Layer by layer at the end of training", caption: caption(tracks),
        table: table(tracks), draw: chart.draw))
  }

  private func track(_ quantity: String, _ title: String) -> Track? {
    let lines = comparison.drawn.compactMap {
      level -> (name: String, series: Int, points: [(layer: Int, values: [Double])])? in
      var found: [Int: [Double]] = [:]
      for run in comparison.curveRuns(of: level) where run.isWhole {
        for (name, curve) in run.curves.sorted(by: { $0.key < $1.key }) {
          guard let layer = Self.layer(of: name, quantity),
            let value = curve.last(where: { $0 != nil })
          else { continue }
          if let value { found[layer, default: []].append(value) }
        }
      }
      let points = found.keys.sorted().map { (layer: $0, values: found[$0] ?? []) }
      return points.count >= 3 ? (level.name, level.series ?? 0, points) : nil
    }
    guard !lines.isEmpty else { return nil }
    return Track(
      title: title, layers: Set(lines.flatMap { $0.points.map(\.layer) }).sorted(), lines: lines)
  }

  /// The layer that a metric is of, `grad_norm/2.weight` being 2; nil for other metrics and for biases.
  static func layer(of name: String, _ quantity: String) -> Int? {
    guard name.hasPrefix(quantity + "/"), !name.hasSuffix(".bias") else { return nil }
    let rest = name.dropFirst(quantity.count + 1)
    return Int(rest.split(separator: ".").first ?? rest)
  }

  private func panel(_ track: Track) -> ChartPanel {
    let means = track.lines.flatMap { $0.points.map { Moments.mean($0.values) } }
    let low = means.min() ?? 0
    let most = means.max() ?? 1
    let air = (most - low) * 0.3
    // Intervals of two runs can be enormous: they are cut, never the means.
    let reaches = track.lines.flatMap { $0.points.compactMap { MeanInterval.student($0.values) } }
      .flatMap { [max($0.lower, low - air), min($0.upper, most + air)] }
      .filter { low <= 0 || $0 > 0 }
    let kind: Scale.Kind = low > 0 && (means.max() ?? 1) / low > 20 ? .log : .linear
    let last = Double(track.layers.count - 1)
    let places = Dictionary(
      track.layers.enumerated().map { ($0.element, Double($0.offset)) },
      uniquingKeysWith: { one, _ in one })
    return ChartPanel(
      horizontal: Panel.Axis(
        title: "layer, by its place in the network", domain: (-0.04 * last)...(1.04 * last),
        ticks: track.layers.map { Tick(value: places[$0] ?? 0, label: "\($0)") }),
      vertical: Panel.Axis(
        title: track.title + (kind == .log ? " (log scale)" : ""),
        domain: Scale.domain(of: means + reaches, kind: kind), kind: kind),
      lines: track.lines.map { name, series, points in
        ChartLine(
          name: name, series: series,
          points: points.map { layer, values in
            ChartLine.Point(
              x: places[layer] ?? 0, y: Moments.mean(values),
              reach: MeanInterval.student(values).map { $0.lower...max($0.lower, $0.upper) },
              tip: "\(name), layer \(layer): \(text(values))")
          })
      })
  }

  private func text(_ values: [Double]) -> String {
    let mean = NumberFormat.significant(Moments.mean(values), digits: 3)
    guard let interval = MeanInterval.student(values), interval.halfWidth > 0 else { return mean }
    return "\(mean) ± \(NumberFormat.significant(interval.halfWidth, digits: 2))"
  }

  private func caption(_ tracks: [Track]) -> String {
    let found = tracks[0].lines.prefix(4).compactMap { name, _, points -> String? in
      guard let first = points.first, let last = points.last else { return nil }
      let ratio = Moments.mean(first.values) / Moments.mean(last.values)
      guard ratio.isFinite else { return nil }
      return comparison.named(name, "\(NumberFormat.significant(ratio, digits: 2)) ×")
    }
    var text = ""
    if !found.isEmpty {
      text = "First layer over last, \(tracks[0].title): \(Prose.list(found)). "
    }
    text += "Values are the last recorded of each run that completed; lines are means over the "
    text += "runs, bands their 95 % t intervals. Layers are numbered as in the saved weights, "
    text += "activations among them."
    return text
  }

  private func table(_ tracks: [Track]) -> DataTable {
    DataTable(
      columns: [
        .words("quantity"), .words(comparison.factor), .numbers("layer"),
        .numbers("mean ± 95 % t interval"), .numbers("n"),
      ],
      rows: tracks.flatMap { track in
        track.lines.flatMap { name, _, points in
          points.map { [track.title, name, "\($0.layer)", text($0.values), "\($0.values.count)"] }
        }
      })
  }
}
