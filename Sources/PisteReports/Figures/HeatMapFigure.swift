internal import PisteCore

/// Two nuisance axes against each other, one map a level, cells as they are and not interpolated.
struct HeatMapFigure {
  let comparison: Comparison
  /// How many pairs of axes are drawn at most.
  static let limit = 6

  /// A figure for every two axes that vary together, or a sentence why there is none.
  func figures() -> [Result<Figure, Omission>] {
    let pairs = HeatMapAxes.pairs(comparison)
    guard !pairs.isEmpty else {
      return [
        .failure(
          Omission(
            "A heat map is left out: it takes two axes besides the compared factor that vary "
              + "together, and the experiment has none."))
      ]
    }
    let maps = pairs.prefix(Self.limit).map(map)
    // One scale for all, so that a color means the same in every figure, unless a figure would be of one color.
    let means = maps.flatMap { found -> [Double] in
      if case .success(let map) = found { map.means } else { [] }
    }
    let scale = HeatScale(means, comparison.objective)
    var results = maps.enumerated().map { place, found in
      found.map { figure($0, scale, id: place == 0 ? "heat-map" : "heat-map-\(place + 1)") }
    }
    if pairs.count > Self.limit {
      results.append(
        .failure(
          Omission(
            "\(pairs.count - Self.limit) of \(pairs.count) heat maps are left out, since there are so "
              + "many pairs of axes; runs.csv holds the values.")))
    }
    return results
  }

  /// Two axes with the cells of each level.
  private struct Map {
    var rows: ResultTable.Axis
    var columns: ResultTable.Axis
    var grids: [HeatGrid]

    /// The values of all cells.
    var means: [Double] { grids.flatMap(\.means) }
  }

  /// The cells of two axes, or a sentence why there is no map of them.
  private func map(_ axes: HeatMapAxes) -> Result<Map, Omission> {
    let levels = comparison.drawn.filter { axes.hasResult($0, in: comparison) }
    guard !levels.isEmpty else {
      return .failure(
        Omission("A heat map is left out: no run to show has completed\(comparison.yet)."))
    }
    let (rows, columns) = axes.trimmed(to: levels)
    guard rows.values.count * columns.values.count <= 600 else {
      return .failure(
        Omission(
          "A heat map is left out: \(rows.values.count) × \(columns.values.count) cells are too "
            + "many to read; runs.csv holds the values."))
    }
    let grids = levels.map { HeatGrid($0, rows: rows, columns: columns, in: comparison) }
    return .success(Map(rows: rows, columns: columns, grids: grids))
  }

  /// The figure of a map.
  private func figure(_ map: Map, _ common: HeatScale, id: String) -> Figure {
    let (rows, columns, grids) = (map.rows, map.columns, map.grids)
    let own = HeatScale(map.means, comparison.objective)
    let isApart = common.share(of: own) < 0.1
    let scale = isApart ? own : common
    let drawing = HeatMapDrawing(
      grids: grids, rows: rows, columns: columns, metric: comparison.objective,
      isNamed: comparison.isCompared, scale: scale)
    return Figure(
      id: id,
      title: Prose.capitalized(Comparison.axisName(rows.key)) + " × "
        + Comparison.axisName(columns.key),
      caption: caption(grids, rows, columns, scale, isApart: isApart),
      table: table(grids, rows, columns)
    ) { form, theme, prefix in drawing.draw(form, theme, prefix) }
  }

  private func caption(
    _ grids: [HeatGrid], _ rows: ResultTable.Axis, _ columns: ResultTable.Axis, _ scale: HeatScale,
    isApart: Bool
  ) -> String {
    let metric = comparison.objective
    let ranges = grids.prefix(3).compactMap { grid -> String? in
      guard let low = grid.means.min(), let high = grid.means.max() else { return nil }
      return comparison.named(grid.name, "from \(metric.text(low)) to \(metric.text(high))")
    }
    var text = "Over \(Comparison.axisName(rows.key)) and \(Comparison.axisName(columns.key)), "
    text += "the best mean \(metric.title) ranges: \(Prose.list(ranges)). "
    text +=
      "Each cell is the best configuration over the remaining axes, mean over the "
      + "\(comparison.usesSameSeeds ? "" : "tuning ")seeds"
    text += metric.isFraction ? ", in per cent" : ""
    text += "; darker is better on a light ground, brighter on a dark one, on "
    text +=
      isApart ? "a scale of this figure's own, as its values lie close" : "one scale for all maps"
    text += "\(scale.isLog ? ", logarithmic" : ""). "
    let counts = Set(grids.flatMap { $0.cells.joined() }.compactMap { $0.score?.values.count })
    if let most = counts.max() {
      text +=
        counts.subtracting([0]).count <= 1
        ? "Every value is of \(NumberFormat.count(most, "seed"))."
        : "A value is of \(NumberFormat.count(most, "seed")) where no n is written."
    }
    let cells = grids.flatMap { $0.cells.joined() }
    if cells.contains(where: { $0.planned > 0 && $0.score?.mean == nil }) {
      text += " Hatched: no run of the cell completed."
    }
    if cells.contains(where: { $0.mostlyDiverged && $0.score?.mean != nil }) {
      text += " A red cross in a corner: half of the cell's runs or more diverged."
    }
    return text
  }

  private func table(
    _ grids: [HeatGrid], _ rows: ResultTable.Axis, _ columns: ResultTable.Axis
  ) -> DataTable {
    let metric = comparison.objective
    var lines: [[String]] = []
    for grid in grids {
      for (row, cells) in grid.cells.enumerated() {
        for (column, cell) in cells.enumerated() where cell.planned > 0 {
          let value = cell.score?.interval.map(metric.text) ?? metric.text(cell.score?.mean)
          lines.append([
            grid.name, rows.values[row], columns.values[column], value,
            "\(cell.score?.values.count ?? 0)", "\(cell.diverged) of \(cell.planned)",
          ])
        }
      }
    }
    return DataTable(
      columns: [
        .words(comparison.factor), .words(Comparison.axisName(rows.key)),
        .words(Comparison.axisName(columns.key)), .numbers(metric.title), .numbers("n"),
        .numbers("diverged, all configurations"),
      ], rows: lines)
  }
}
