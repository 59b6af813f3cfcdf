private import PisteCore

/// Something of a run that can be asked for.
package enum ListField: Hashable, Sendable {
  /// What the record says of the run.
  case column(ListColumn)
  /// A setting, by its whole name.
  case setting(String)
  /// A metric at the epoch whose parameters the run ended with.
  case metric(String)
}

/// What a record says of a run besides settings and metrics.
package enum ListColumn: String, Hashable, Sendable, CaseIterable {
  case run, experiment, number, stage, configuration, level, status, seed, attempts, seconds
  case started, finished, host, worker, epoch, reason, tag, note

  /// Whether it is a moment, written so that order is that of the alphabet.
  package var isMoment: Bool { self == .started || self == .finished }
}

/// Tells which field a typed name means.
///
/// First come the columns, then settings by their whole name, then settings by the end of it where
/// only one ends so, then metrics. `setting:` and `metric:` in front settle it.
package struct FieldNames: Sendable {
  private let settings: Set<String>
  private let metrics: Set<String>

  /// Creates names for runs that have these settings and metrics.
  package init(settings: some Sequence<String>, metrics: some Sequence<String>) {
    self.settings = Set(settings)
    self.metrics = Set(metrics)
  }

  /// The field of a name.
  ///
  /// - Throws: ``FilterFaults`` with one fault, where there is none or several could be meant.
  package func field(_ name: String) throws(FilterFaults) -> ListField {
    if name.hasPrefix("metric:") {
      let metric = String(name.dropFirst("metric:".count))
      guard metrics.contains(metric) else { throw unknown(metric, among: metrics, "metric:") }
      return .metric(metric)
    }
    let isSetting = name.hasPrefix("setting:")
    let bare = isSetting ? String(name.dropFirst("setting:".count)) : name
    if !isSetting, let column = ListColumn(rawValue: bare) { return .column(column) }
    if settings.contains(bare) { return .setting(bare) }
    let endings = settings.filter { $0.hasSuffix("." + bare) }.sorted()
    if endings.count == 1 { return .setting(endings[0]) }
    if !isSetting, metrics.contains(bare) { return .metric(bare) }
    guard endings.isEmpty else {
      throw FilterFaults([
        .init(
          message: "`\(bare)` could be several settings",
          hint: "write " + endings.joined(separator: " or "))
      ])
    }
    if isSetting { throw unknown(bare, among: settings, "setting:") }
    let columns = ListColumn.allCases.map(\.rawValue)
    throw unknown(bare, among: settings.union(metrics).union(columns), "")
  }

  private func unknown(
    _ name: String, among names: Set<String>, _ prefix: String
  ) -> FilterFaults {
    // In a fixed order, so that of names equally near the same one is always told.
    let sorted = names.sorted()
    let ends = sorted.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    let near =
      NearestName.among(sorted, to: name)
      ?? NearestName.among(ends, to: name)
    let hint =
      near.map { "did you mean `\(prefix)\($0)`?" }
      ?? "fields are settings (piste explain), metrics as val/accuracy, and "
      + ListColumn.allCases.map(\.rawValue).joined(separator: ", ")
    return FilterFaults([
      .init(message: "no run has a field `\(prefix)\(name)`", hint: hint)
    ])
  }
}
