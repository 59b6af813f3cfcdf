package import PisteCore

/// A run's epochs as a table for a terminal.
package enum EpochTable {
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

  /// How many recorded metrics the table leaves out, as diagnostics, and the command that prints
  /// them; nil for none.
  package static func more(_ epochs: [EpochReport], command: String) -> String? {
    let rest = Set(epochs.flatMap(\.metrics.values.keys)).subtracting(Metric.all)
    guard !rest.isEmpty else { return nil }
    return "\(NumberFormat.count(rest.count, "more metric")): \(command)"
  }
}
