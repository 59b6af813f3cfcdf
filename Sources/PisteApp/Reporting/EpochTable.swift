internal import PisteCore

/// A run's epochs as a table for a terminal.
enum EpochTable {
  /// A line of headings and a line an epoch; nothing without epochs.
  static func lines(_ epochs: [EpochReport]) -> [String] {
    guard !epochs.isEmpty else { return [] }
    let found = Set(epochs.flatMap(\.metrics.values.keys))
    let names = Metric.all.filter(found.contains)
    var table = TextTable([("epoch", .right)] + names.map { ($0, .right) })
    for epoch in epochs {
      let values = names.map { name in
        epoch.metrics[name].map { NumberFormat.significant($0, digits: 5) } ?? "–"
      }
      table.add([String(epoch.epoch)] + values)
    }
    return table.lines
  }
}
