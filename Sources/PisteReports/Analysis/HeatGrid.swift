internal import PisteCore

/// A level's results over two axes, all other axes tuned away in each cell.
struct HeatGrid: Sendable {
  /// One pair of values.
  struct Cell: Sendable {
    /// The best score of the cell's configurations; nil if there are none.
    var score: Score?
    /// How many of the cell's runs diverged, over all its configurations.
    var diverged: Int
    /// How many runs were planned.
    var planned: Int

    /// Whether half of its runs or more diverged.
    var mostlyDiverged: Bool { planned > 0 && 2 * diverged >= planned }
  }

  /// The level's name.
  var name: String
  /// The level's color and marker.
  var series: Int
  /// The cells, row by row.
  var cells: [[Cell]]

  /// Fills the cells of a level.
  init(
    _ level: LevelResult, rows: ResultTable.Axis, columns: ResultTable.Axis,
    in comparison: Comparison
  ) {
    name = level.name
    series = level.series ?? 0
    let empty = Cell(score: nil, diverged: 0, planned: 0)
    var grid = Array(
      repeating: Array(repeating: empty, count: columns.values.count), count: rows.values.count)
    let rowPlaces = Self.places(rows)
    let columnPlaces = Self.places(columns)
    for configuration in level.configurations {
      guard let row = configuration.coordinates[rows.key].flatMap({ rowPlaces[$0] }),
        let column = configuration.coordinates[columns.key].flatMap({ columnPlaces[$0] })
      else { continue }
      let score = Score(
        comparison.index.runs(of: configuration, comparison.selectionStage),
        metric: comparison.objective.name)
      grid[row][column].diverged += score.diverged
      grid[row][column].planned += score.planned
      guard let leader = grid[row][column].score,
        !score.isBetter(than: leader, goal: comparison.objective.goal)
      else {
        grid[row][column].score = score
        continue
      }
    }
    cells = grid
  }

  /// The means of all cells that have one.
  var means: [Double] { cells.flatMap { $0.compactMap { $0.score?.mean } } }

  private static func places(_ axis: ResultTable.Axis) -> [String: Int] {
    Dictionary(
      axis.values.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { one, _ in one })
  }
}
