internal import PisteCore

/// Applies `--set key=value`.
///
/// A key that axes give has its value there from then on, and points that become equal count once;
/// a choice that alternatives differ in keeps those alternatives that made it. Every other key
/// joins what all runs share, in front of the file.
struct OverrideReader {
  /// What stands in place of a file's name.
  static let file = "--set"

  var experiment: Experiment
  var reader: SettingReader

  mutating func apply(_ overrides: [String]) throws(SpecErrors) {
    experiment.overrides = overrides
    for (index, text) in overrides.enumerated() {
      let place = SourceLocation(file: Self.file, line: index + 1, column: 1)
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        reader.faults.add(
          .syntax, "`\(text)` is not of the form key=value", hint: "as in optimizer.lr=0.1",
          at: place)
        continue
      }
      let key = String(text[..<equals])
      let value = String(text[text.index(after: equals)...])
      let offset = key.unicodeScalars.count + 1
      let node = try Self.node(value, line: index + 1, offset: offset)
      let entry = YAMLEntry(key: key, location: place, value: node)
      if ExperimentReader.keys.contains(key) {
        reader.faults.add(
          .unknownKey, "`\(key)` is no setting, and only settings can be overridden",
          hint: key == "seeds" ? "use --seeds N" : "change it in the file", at: place)
        continue
      }
      let mapping = YAMLNode(content: .mapping([entry]), location: place)
      for givenValue in reader.givenValues(in: mapping) { apply(givenValue) }
    }
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
