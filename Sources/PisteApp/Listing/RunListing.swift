internal import PisteCore
internal import PisteStore

/// The runs that `piste list` shows, with what is shown of them.
struct RunListing {
  /// A run and what was read of it.
  struct Entry {
    let record: RunRecord
    let settings: Settings
    let objective: Objective
    /// Metrics at the epoch whose parameters the run ended with; the selecting one among them.
    var metrics: [String: Double] = [:]

    /// The selecting metric's value; nil where there is none or it was not finite.
    var value: Double? { metrics[objective.name] }
  }

  /// Runs under one heading.
  struct Group {
    /// The experiment's name; nil for runs of several, in an order of their own.
    let experiment: String?
    let entries: [Entry]
  }

  let groups: [Group]

  /// Reads the runs that a filter takes.
  ///
  /// - Throws: `StoreError` for an experiment that is not there, ``FilterFaults`` for a field that
  ///   no run has.
  init(_ store: RunStore, _ filter: RunFilter) throws {
    let names = try filter.experiments.isEmpty ? store.experimentNames() : filter.experiments
    var known = KnownSettings()
    var lists: [[Entry]] = []
    for name in names {
      let objective = try store.objective(of: name)
      lists.append(
        try store.runs(of: name).map { record in
          Entry(record: record, settings: try known.settings(of: record), objective: objective)
        })
    }
    if filter.isPlain {
      groups = try zip(names, lists).map { name, entries in
        Group(experiment: name, entries: try Self.measured(entries, [], name, store))
      }
      return
    }
    let conditions = try RunConditions(
      filter,
      names: FieldNames(
        settings: known.names, metrics: store.metricNames()))
    lists = try zip(names, lists).map { name, entries in
      try Self.measured(entries, conditions.metrics, name, store)
        .filter { entry in conditions.accept(entry.values) }
    }
    if filter.order.isEmpty, filter.limit == nil || names.count == 1 {
      groups = zip(names, lists).map { name, entries in
        Group(experiment: name, entries: conditions.arrange(entries) { $0.values($1) })
      }
    } else {
      let all = conditions.arrange(Array(lists.joined())) { $0.values($1) }
      groups = [Group(experiment: names.count == 1 ? names[0] : nil, entries: all)]
    }
  }

  private static func measured(
    _ entries: [Entry], _ metrics: Set<String>, _ experiment: String, _ store: RunStore
  ) throws -> [Entry] {
    guard let objective = entries.first?.objective.name else { return entries }
    var entries = entries
    for metric in metrics.union([objective]) {
      let values = try store.lastValues(of: experiment, metric: metric)
      for index in entries.indices {
        entries[index].metrics[metric] = values[entries[index].record.number]
      }
    }
    return entries
  }
}

/// Settings that have been read: replicates have equal ones, and reading takes its time.
private struct KnownSettings {
  private var known: [String: Settings] = [:]
  /// Replicates follow one another, and to look a long text up takes its time, too.
  private var last: (text: String, settings: Settings)?

  /// Every setting's name.
  var names: Set<String> { Set(known.values.flatMap(\.values.keys)) }

  mutating func settings(of record: RunRecord) throws -> Settings {
    let text = record.settingsJSON
    if let last, last.text == text { return last.settings }
    let settings = try known[text] ?? record.settings()
    known[text] = settings
    last = (text, settings)
    return settings
  }
}

extension RunListing.Entry {
  /// What the run has in a field.
  func values(_ field: ListField) -> [SettingValue] {
    switch field {
    case .setting(let name): Self.list(settings[name])
    case .metric(let name): Self.list(metrics[name].map(SettingValue.number))
    case .column(let column): values(column)
    }
  }

  private func values(_ column: ListColumn) -> [SettingValue] {
    switch column {
    case .run: [.text(record.run.hex)]
    case .experiment: [.text(record.experiment)]
    case .number: [.number(Double(record.number))]
    case .stage: [.text(record.stage.rawValue)]
    case .configuration: [.text(record.configuration)]
    case .level: Self.list(record.level.map(SettingValue.text))
    case .status: [.text(record.status.rawValue)]
    case .seed:
      // Beyond 2⁵³ a number is no longer the seed.
      [record.seed < 1 << 53 ? .number(Double(record.seed)) : .text(String(record.seed))]
    case .attempts: [.number(Double(record.attempts))]
    case .seconds: Self.list(record.seconds.map(SettingValue.number))
    case .started: Self.list(record.startedAt.map(SettingValue.text))
    case .finished: Self.list(record.finishedAt.map(SettingValue.text))
    case .host: Self.list(record.host.map(SettingValue.text))
    case .worker: Self.list(record.worker.map(SettingValue.text))
    case .epoch: Self.list(record.outcome?.epoch.map { .number(Double($0)) })
    case .reason: Self.list(record.outcome?.reason.map(SettingValue.text))
    case .tag: record.tags.map(SettingValue.text)
    case .note: Self.list(record.note.map(SettingValue.text))
    }
  }

  private static func list(_ value: SettingValue?) -> [SettingValue] { value.map { [$0] } ?? [] }
}
