internal import PisteCore

/// Applies `--set key=value`.
///
/// A key that axes give has its value there from then on, and points that become equal count once;
/// a choice that alternatives differ in keeps those alternatives that made it. Every other key
/// joins what all runs share, in front of the file.
struct OverrideReader {
  /// What stands in place of a file's name.
  static let file = "--set"
  private static let hints = [
    "seeds": "use --seeds N", "constants": "as in --set constants.rate=0.1",
  ]

  var experiment: Experiment
  var reader: SettingReader
  /// The file's constants, which values may refer to.
  var constants = ConstantReader(faults: Faults())

  mutating func apply(_ overrides: [String]) throws(SpecErrors) {
    experiment.overrides = overrides
    for (index, text) in overrides.enumerated() where Self.constant(text) == nil {
      let place = SourceLocation(file: Self.file, line: index + 1, column: 1)
      guard var entry = try Self.entry(text, number: index + 1) else {
        reader.faults.add(
          .syntax, "`\(text)` is not of the form key=value", hint: "as in optimizer.lr=0.1",
          at: place)
        continue
      }
      let key = entry.key
      constants.faults = reader.faults
      entry = constants.resolve([entry])[0]
      reader.faults = constants.faults
      if ExperimentReader.keys.contains(key) {
        reader.faults.add(
          .unknownKey, "`\(key)` is no setting, and only settings can be overridden",
          hint: Self.hints[key] ?? "change it in the file", at: place)
        continue
      }
      let mapping = YAMLNode(content: .mapping([entry]), location: place)
      for givenValue in reader.givenValues(in: mapping) { apply(givenValue) }
    }
  }

  /// The constant that `constants.name=value` gives; nil for an override of a setting.
  static func constant(_ text: String) -> String? {
    let prefix = "constants."
    guard text.hasPrefix(prefix), let equals = text.firstIndex(of: "=") else { return nil }
    return String(text[..<equals].dropFirst(prefix.count))
  }

  /// The key and the value of an override, nil if it has no key; `number` is its line.
  static func entry(_ text: String, number: Int) throws(SpecErrors) -> YAMLEntry? {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
    let key = String(text[..<equals])
    let value = String(text[text.index(after: equals)...])
    return YAMLEntry(
      key: key, location: SourceLocation(file: file, line: number, column: 1),
      value: try node(value, line: number, offset: key.unicodeScalars.count + 1))
  }

  private static func node(
    _ text: String, line: Int, offset: Int
  ) throws(SpecErrors) -> YAMLNode {
    let place = SourceLocation(file: file, line: line, column: offset + 1)
    let read: YAMLNode?
    do {
      read = try YAMLReader.read(text, file: file)
    } catch {
      throw SpecErrors(
        error.faults.map { fault in
          var fault = fault
          fault.location = fault.location.map {
            SourceLocation(file: file, line: line, column: $0.column + offset)
          }
          return fault
        })
    }
    guard let read else { return YAMLNode(content: .scalar("", isPlain: true), location: place) }
    return moved(read, line: line, offset: offset)
  }

  private static func moved(_ node: YAMLNode, line: Int, offset: Int) -> YAMLNode {
    func moved(_ place: SourceLocation) -> SourceLocation {
      SourceLocation(file: file, line: line, column: place.column + offset)
    }
    var node = node
    node.location = moved(node.location)
    node.textStart = node.textStart.map(moved)
    switch node.content {
    case .scalar: break
    case .sequence(let nodes):
      node.content = .sequence(nodes.map { Self.moved($0, line: line, offset: offset) })
    case .mapping(let entries):
      node.content = .mapping(
        entries.map {
          YAMLEntry(
            key: $0.key, location: moved($0.location),
            value: Self.moved($0.value, line: line, offset: offset))
        })
    }
    return node
  }

  private mutating func apply(_ givenValue: GivenValue) {
    var isOnAxis = false
    for index in experiment.dimensions.indices
    where experiment.dimensions[index].points.contains(where: {
      $0.givenValue(givenValue.key) != nil
    }) {
      isOnAxis = true
      Self.apply(givenValue, to: &experiment.dimensions[index])
    }
    experiment.common.removeAll { $0.key == givenValue.key }
    if !isOnAxis { experiment.common.append(givenValue) }
  }

  private static func apply(_ givenValue: GivenValue, to dimension: inout Dimension) {
    let key = givenValue.key
    let values = Set(dimension.points.map { $0.givenValue(key)?.value })
    let isPlainAxis = dimension.points.allSatisfy { $0.givenValues.count == 1 }
    if dimension.key != key, !isPlainAxis || values.count > 1, values.contains(givenValue.value),
      key.hasSuffix(".name")
    {
      dimension.points.removeAll { $0.givenValue(key)?.value != givenValue.value }
      return
    }
    var points: [AxisPoint] = []
    var seen: Set<[String: SettingValue]> = []
    for var point in dimension.points {
      for index in point.givenValues.indices where point.givenValues[index].key == key {
        point.givenValues[index] = givenValue
      }
      for index in point.coordinates.indices where point.coordinates[index].key == key {
        point.coordinates[index].text = givenValue.value.description
        point.coordinates[index].number = givenValue.value.number
      }
      let values = Dictionary(
        point.givenValues.map { ($0.key, $0.value) }, uniquingKeysWith: { _, new in new })
      if seen.insert(values).inserted { points.append(point) }
    }
    dimension.points = points
  }
}
