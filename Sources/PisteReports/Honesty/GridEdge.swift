internal import PisteCatalog
internal import PisteCore
internal import PisteStatistics

/// A level whose best configuration lies at the end of what was tried along one axis.
struct GridEdge: Sendable {
  /// The level.
  let level: LevelResult
  /// The axis's key.
  let key: String
  /// The best value.
  let best: Double
  /// Every value tried, ascending.
  let tried: [Double]

  /// Whether it is the smallest one.
  var isLow: Bool { best == tried.first }

  /// The next value in the direction of the edge, at the distance that the last two have; nil where the
  /// setting allows none.
  var next: Double? {
    let range = Catalog.definition(key)?.range
    let neighbor = isLow ? tried[1] : tried[tried.count - 2]
    var value: Double
    if !isLow, let upper = range?.upper, upper.isFinite, neighbor < upper, best < upper {
      // Towards an end of its range, as momentum to 1, the distance to that end shrinks.
      value = upper - (upper - best) * (upper - best) / (upper - neighbor)
    } else if best > 0, neighbor > 0, max(best, neighbor) >= 1.5 * min(best, neighbor) {
      value = best * best / neighbor
    } else {
      value = 2 * best - neighbor
    }
    if case .integer? = Catalog.definition(key)?.type {
      value.round()
    } else {
      value = Double(NumberFormat.significant(value, digits: 2)) ?? value
    }
    guard value != best, range?.contains(value) != false else { return nil }
    return value
  }

  /// The axis with the next value added, as a file writes it; nil where there is none.
  var extended: String? {
    guard let next else { return nil }
    let values = (isLow ? [next] + tried : tried + [next]).map { NumberFormat.plain($0) }
    return "{values: [\(values.joined(separator: ", "))]}"
  }
}

extension Comparison {
  /// The lines of the experiment's file with every axis extended whose best value lies at its edge; nil
  /// where none can be.
  func extensionLines(_ edges: [GridEdge]) -> String? {
    let hasAlternatives = optimizers.count > 1
    var plain: [String] = []
    var alternatives: [(level: LevelResult, parts: [String])] = []
    for edge in edges {
      guard let values = edge.extended else { continue }
      guard hasAlternatives, edge.key.hasPrefix("optimizer.") else {
        let line = "  \(edge.key): \(values)"
        if !plain.contains(line) { plain.append(line) }
        continue
      }
      let part = "\(edge.key.dropFirst("optimizer.".count)): \(values)"
      if let place = alternatives.firstIndex(where: { $0.level.index == edge.level.index }) {
        alternatives[place].parts.append(part)
      } else {
        alternatives.append((edge.level, [part]))
      }
    }
    guard !plain.isEmpty || !alternatives.isEmpty else { return nil }
    var lines = ["parameters:"] + plain
    if !alternatives.isEmpty { lines += ["  optimizer:", "    one_of:"] }
    for (level, parts) in alternatives {
      let name = level.selected?.settings["optimizer.name"]?.text ?? level.name
      let label = isCompared && level.name != name ? ["label: \(Self.yaml(level.name))"] : []
      let all = (label + ["name: \(name)"] + parts).joined(separator: ", ")
      lines.append("      - {\(all)}  # its other axes as they are")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A word as YAML takes it for one within braces.
  static func yaml(_ word: String) -> String {
    let isPlain =
      word.first?.isLetter == true && word.last != " "
      && word.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || " +-_.()/".unicodeScalars.contains(scalar)
      }
    guard !isPlain else { return word }
    let escaped = word.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"", "\\": return "\\" + String(Character(scalar))
      case "\n": return "\\n"
      default:
        let isControl = scalar.properties.generalCategory == .control
        return isControl ? " " : String(Character(scalar))
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  /// The optimizers of all configurations.
  var optimizers: Set<String> {
    Set(table.experiment.configurations.compactMap { $0.settings["optimizer.name"]?.text })
  }

  /// The number that a configuration has on an axis.
  func number(_ key: String, of configuration: ResultTable.Configuration) -> Double? {
    if let number = configuration.settings[key]?.number { return number }
    guard let text = configuration.coordinates[key],
      let axis = table.experiment.axes.first(where: { $0.key == key }), let numbers = axis.numbers,
      let place = axis.values.firstIndex(of: text), numbers.indices.contains(place)
    else { return nil }
    return numbers[place]
  }

  /// The axes whose values are numbers, the compared one left out; the learning rate is always one.
  var numericAxes: [String] {
    let keys = table.experiment.axes.filter { $0.numbers != nil }.map(\.key)
    return ([Self.rateKey] + keys.filter { $0 != Self.rateKey }).filter {
      $0 != table.experiment.compare
    }
  }

  /// Where the best values lie at the end of what was tried.
  ///
  /// The values of two optimizers have no common scale, so each is held against its own only; a value at
  /// the end of what the setting allows, as a momentum of 0, is no edge.
  var gridEdges: [GridEdge] {
    numericAxes.flatMap { key in
      ranking.compactMap { level -> GridEdge? in
        guard let selected = level.selected, let best = number(key, of: selected) else {
          return nil
        }
        let group = optimizer(of: selected)
        let tried = Set(
          level.configurations.filter { optimizer(of: $0) == group }
            .compactMap { number(key, of: $0) }
        ).sorted()
        guard tried.count >= 2, best == tried.first || best == tried.last else { return nil }
        if let range = Catalog.definition(key)?.range {
          if best == tried.first, range.lowerIncluded, best == range.lower { return nil }
          if best == tried.last, range.upperIncluded, best == range.upper { return nil }
        }
        return GridEdge(level: level, key: key, best: best, tried: tried)
      }
    }
  }

  /// The configurations of a level next to its best one along an axis, all else equal.
  func neighbors(
    of level: LevelResult, along key: String
  ) -> [ResultTable.Configuration] {
    guard let selected = level.selected, let best = number(key, of: selected) else { return [] }
    let others = level.configurations.filter { other in
      guard other.id != selected.id, optimizer(of: other) == optimizer(of: selected),
        number(key, of: other) != nil
      else { return false }
      return table.experiment.axes.allSatisfy {
        $0.key == key || other.coordinates[$0.key] == selected.coordinates[$0.key]
      }
    }
    let below = others.filter { (number(key, of: $0) ?? .nan) < best }
      .max { (number(key, of: $0) ?? 0) < (number(key, of: $1) ?? 0) }
    let above = others.filter { (number(key, of: $0) ?? .nan) > best }
      .min { (number(key, of: $0) ?? 0) < (number(key, of: $1) ?? 0) }
    return [below, above].compactMap { $0 }
  }
}
