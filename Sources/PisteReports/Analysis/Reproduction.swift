internal import PisteCore
internal import PisteStatistics

/// The results of a published table beside those of its repetition.
///
/// Two means agree if they are at most ``limit`` standard errors apart, the error being that of their
/// difference, √(s₁²/n₁ + s₂²/n₂), as Welch has it.
struct Reproduction {
  /// How many standard errors apart two means may be.
  static let limit = 3.0

  /// One level.
  struct Row {
    /// What was published.
    let published: PublishedResult
    /// The level here; nil if it has no result.
    let level: LevelResult?
    /// Here minus published, in standard errors; nil where there are fewer than two runs, or no spread.
    let distance: Double?
  }

  /// The levels in the order of the file.
  let rows: [Row]
  private let metric: MetricLabel

  /// Compares; nil where nothing published was named.
  init?(_ comparison: Comparison) {
    guard let published = comparison.table.experiment.published, !published.isEmpty else {
      return nil
    }
    metric = comparison.reported
    rows = published.map { result in
      let level = comparison.levels.first { $0.name == result.level }
      let values = level?.report.isComplete == true ? level?.report.values.map(\.value) ?? [] : []
      guard values.count >= 2 else {
        return Row(published: result, level: level, distance: nil)
      }
      let here = Moments.standardDeviation(values)
      let error =
        (here * here / Double(values.count)
        + result.deviation * result.deviation / Double(result.runs)).squareRoot()
      return Row(
        published: result, level: level,
        distance: error > 0 ? (Moments.mean(values) - result.mean) / error : nil)
    }
  }

  /// Whether the table is repeated, in a sentence.
  var text: String {
    let known = rows.compactMap { row in row.distance.map { (row.published.level, $0) } }
    guard known.count == rows.count, let most = known.max(by: { abs($0.1) < abs($1.1) }) else {
      let missing = rows.filter { $0.distance == nil }.map(\.published.level)
      return "not to be judged yet: \(Prose.list(missing)) "
        + "\(missing.count == 1 ? "lacks" : "lack") complete results."
    }
    let far = known.filter { abs($0.1) > Self.limit }
    guard far.isEmpty else {
      let words = far.map { "\($0.0) is \(Self.text($0.1))" }
      return
        "the published table is not repeated: \(Prose.list(words)) standard errors away, where "
        + "\(NumberFormat.plain(Self.limit)) are allowed."
    }
    return "the published table is repeated: every mean is within "
      + "\(NumberFormat.plain(Self.limit)) standard errors of the published one, \(most.0) the farthest "
      + "by \(Self.text(most.1))."
  }

  /// Published results beside those made here.
  var table: DataTable {
    DataTable(
      columns: [
        .words("level"), .numbers("published \(metric.title)"), .numbers("here"),
        .numbers("here minus published"), .numbers("standard errors"),
      ],
      rows: rows.map { row in
        let published = row.published
        var cells = [
          published.level, spread(published.mean, published.deviation, published.runs),
        ]
        let values = row.level?.report.values.map(\.value) ?? []
        cells.append(
          values.count >= 2
            ? spread(Moments.mean(values), Moments.standardDeviation(values), values.count) : "–")
        let difference = values.isEmpty ? nil : Moments.mean(values) - published.mean
        cells.append(difference.map { NumberFormat.significant($0, digits: 3) } ?? "–")
        cells.append(row.distance.map(Self.text) ?? "–")
        return cells
      })
  }

  private func spread(_ mean: Double, _ deviation: Double, _ count: Int) -> String {
    "\(NumberFormat.fixed(mean, digits: 3)) ± \(NumberFormat.fixed(deviation, digits: 3)) (n = \(count))"
  }

  private static func text(_ distance: Double) -> String {
    NumberFormat.fixed(distance, digits: 1)
  }
}
