internal import PisteCore
internal import PisteStatistics

/// Which settings the results hang on, and how much of them on the seeds.
struct VarianceFigure {
  let comparison: Comparison
  /// How many effects are drawn at most.
  private static let limit = 10

  /// The figure, or a sentence why there is none.
  func figure(_ all: [Trials]) -> Result<Figure, Omission> {
    // A single axis without repeated seeds would account for everything by itself.
    let levels = all.compactMap { SettingShares($0, in: comparison) }
      .filter { $0.shares.count >= 2 }
    guard !levels.isEmpty else {
      return .failure(
        Omission(
          "Shares of variance are left out: they take two axes that vary within a level, or one and "
            + "several seeds, and a full grid of completed runs or eight completed "
            + "configurations."))
    }
    let names = ranked(levels)
    let marks = names.map { name in
      DotChart.Row(
        name: name,
        marks: levels.compactMap { level in
          level.shares.first { $0.name == name }.map { share in
            DotChart.Mark(
              series: level.series, value: max(0, share.share),
              tip: "\(level.name), \(name): \(text(share))")
          }
        })
    }
    let most = marks.flatMap { $0.marks.map(\.value) }.max() ?? 1
    let chart = DotChart(
      groups: [DotChart.Group(rows: marks)],
      title: "share of the variance of \(comparison.objective.title)",
      domain: -0.02...max(0.2, min(1, most) * 1.05), isPercent: true,
      names: comparison.isCompared ? levels.map { ($0.name, $0.series) } : [])
    return .success(
      Figure(
        id: "variance", title: "What the results hang on", caption: caption(levels, names),
        table: table(levels), draw: chart.draw))
  }

  /// The effects by their largest share, the largest first.
  private func ranked(_ levels: [SettingShares]) -> [String] {
    var names: [String] = []
    var most: [String: Double] = [:]
    for share in levels.flatMap(\.shares) {
      if most[share.name] == nil { names.append(share.name) }
      most[share.name] = max(most[share.name] ?? 0, share.share)
    }
    let sorted = names.enumerated().sorted {
      (most[$1.element] ?? 0, $0.offset) < (most[$0.element] ?? 0, $1.offset)
    }.map(\.element)
    var kept = Array(sorted.prefix(Self.limit))
    // How much chance there is in it must never be missing.
    if sorted.contains("seeds"), !kept.contains("seeds") { kept[kept.count - 1] = "seeds" }
    return kept
  }

  private func text(_ share: SettingShares.Share) -> String {
    let value = NumberFormat.percent(max(0, share.share), digits: 1)
    guard let p = share.pValue else { return value }
    return value + (p < 0.001 ? ", p < 0.001" : ", p = \(NumberFormat.significant(p, digits: 2))")
  }

  private func caption(_ levels: [SettingShares], _ names: [String]) -> String {
    let found = levels.prefix(3).compactMap { level -> String? in
      var best: SettingShares.Share?
      for share in level.shares where share.name != "seeds" {
        if share.share > best?.share ?? 0 { best = share }
      }
      guard let best else { return nil }
      let seeds = level.shares.first { $0.name == "seeds" }
        .map { ", seeds \(NumberFormat.percent($0.share, digits: 1))" }
      return comparison.named(level.name, "\(best.name) (\(self.text(best))\(seeds ?? ""))")
    }
    var text = "The largest share of the variance of \(comparison.objective.title): "
    text += "\(Prose.list(found)). "
    if levels.contains(where: \.isExact) {
      text += "Over a full grid the shares of axes, of what they do only together (×) and of seeds "
      text += "are exact and add up to 100 %; p is of an F test against the spread between seeds. "
    }
    if levels.contains(where: { !$0.isExact }) {
      let whose = levels.filter { !$0.isExact }.map { comparison.named($0.name, "") }
      text +=
        "\(comparison.isCompared ? "Of \(Prose.list(whose.map { $0.trimmingSuffix(" ") })) the" : "The")"
      text += " configurations are no full grid: shares are first-order estimates, which leave out "
      text += "what settings do only together, with p from shuffled results"
      let isBelow = levels.contains { $0.shares.contains { $0.share < 0 } }
      text += isBelow ? "; one below 0, which tells of no effect, is drawn at 0. " : ". "
    }
    for level in levels where !level.leftOut.isEmpty {
      text += comparison.named("For \(level.name)", "").trimmingSuffix(" ")
      text += "\(comparison.isCompared ? ", values" : "Values") at which runs did not complete are "
      text += "left out: \(Prose.list(level.leftOut)). "
    }
    let hidden = Set(levels.flatMap { $0.shares.map(\.name) }).count - names.count
    if hidden > 0 { text += "\(hidden) smaller shares are in the table only. " }
    return text.trimmingSuffix(" ")
  }

  private func table(_ levels: [SettingShares]) -> DataTable {
    DataTable(
      columns: [
        .words(comparison.factor), .words("axis"), .numbers("share"), .numbers("p"),
        .numbers("configurations"),
      ],
      rows: levels.flatMap { level in
        level.shares.map { share in
          [
            level.name, share.name, NumberFormat.percent(share.share, digits: 1),
            share.pValue.map { NumberFormat.significant($0, digits: 2) } ?? "–", "\(level.count)",
          ]
        }
      })
  }
}
