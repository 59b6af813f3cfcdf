internal import PisteCatalog
internal import PisteCore

extension Comparison {
  /// The key of the learning rate.
  static let rateKey = "optimizer.lr"

  /// The learning rates tried, ascending; empty if fewer than two.
  var rates: [Double] {
    let all = Set(table.experiment.configurations.compactMap { rate(of: $0) }.filter { $0 > 0 })
    return all.count >= 2 ? all.sorted() : []
  }

  /// A configuration's learning rate.
  func rate(of configuration: ResultTable.Configuration) -> Double? {
    configuration.settings[Self.rateKey]?.number
  }

  /// A configuration's optimizer by its label, or by its name where it has none.
  func optimizer(of configuration: ResultTable.Configuration) -> String? {
    configuration.coordinates["optimizer"] ?? configuration.settings["optimizer.name"]?.text
  }

  /// The axes besides the compared one and the rate that vary within a level, categorical ones first.
  var nuisanceAxes: [ResultTable.Axis] {
    let experiment = table.experiment
    let candidates = experiment.axes.filter { axis in
      guard axis.key != experiment.compare, axis.key != Self.rateKey else { return false }
      return levels.contains { level in
        Set(level.configurations.compactMap { $0.coordinates[axis.key] }).count >= 2
      }
    }
    return candidates.filter { $0.numbers == nil } + candidates.filter { $0.numbers != nil }
  }

  /// A short name of a key: its last part, or the group's name where that is what varies.
  static func shortName(_ key: String) -> String {
    let parts = key.split(separator: ".")
    guard let last = parts.last else { return key }
    return last == "name" && parts.count > 1 ? String(parts[parts.count - 2]) : String(last)
  }

  /// A key in words: `learning rate`, `batch size`, `init`.
  static func axisName(_ key: String) -> String {
    key == rateKey ? "learning rate" : shortName(key).replacing("_", with: " ")
  }

  /// A key as an axis title: its name in words, its symbol and its unit.
  static func axisTitle(_ key: String) -> String {
    let name = axisName(key)
    let definition = Catalog.definition(key)
    let symbol = definition?.symbol.map { " " + $0 } ?? ""
    let unit = definition?.unit.map { " (" + $0 + ")" } ?? ""
    return name + symbol + unit
  }

  /// What sets a configuration apart within its level: `lr 0.1, schedule cosine, init orthogonal`.
  func describe(_ configuration: ResultTable.Configuration?) -> String {
    guard let configuration else { return "–" }
    let parts = table.experiment.axes.compactMap { axis -> String? in
      guard axis.key != table.experiment.compare, let value = configuration.coordinates[axis.key]
      else { return nil }
      // An axis whose value is the level's own name would only repeat it.
      guard value != configuration.level else { return nil }
      return Self.shortName(axis.key) + " " + Self.readable(value)
    }
    return parts.isEmpty ? mainSettings(configuration) : parts.joined(separator: ", ")
  }
}

extension Comparison {
  /// A value for people: a number of many digits, as on an axis of powers, with four of them.
  ///
  /// The tables of runs have it to the last digit.
  private static func readable(_ value: String) -> String {
    guard value.count > 8, let number = Double(value) else { return value }
    return NumberFormat.significant(number, digits: 4)
  }

  /// What a configuration is where no axis sets it apart: `sgd, lr 0.1`.
  private func mainSettings(_ configuration: ResultTable.Configuration) -> String {
    let settings = configuration.settings
    let parts = [
      optimizer(of: configuration).flatMap { $0 == configuration.level ? nil : $0 },
      rate(of: configuration).map { "lr " + NumberFormat.plain($0) },
      settings["schedule.name"]?.text.map { "schedule " + $0 },
    ].compactMap { $0 }
    guard parts.isEmpty else { return parts.joined(separator: ", ") }
    return table.experiment.configurations.count == 1
      ? "the only configuration" : "configuration \(configuration.number)"
  }
}

extension Comparison {
  /// Whether the experiment compares levels of a factor.
  var isCompared: Bool { table.experiment.compare != nil }

  /// Whose configuration a figure shows, for its title.
  var whose: String { isCompared ? "each level's best configuration" : "the best configuration" }

  /// A value with the name it belongs to, where there is more than one name.
  ///
  /// A name that is a number is told with what it is of, since two numbers after each other say nothing.
  func named(_ name: String, _ value: String) -> String {
    guard isCompared else { return value }
    return Double(name) == nil ? "\(name) \(value)" : "\(short(name)): \(value)"
  }

  /// What is compared, as the title of a column.
  var factor: String {
    table.experiment.compare.map(Self.shortName) ?? "configuration"
  }
}
