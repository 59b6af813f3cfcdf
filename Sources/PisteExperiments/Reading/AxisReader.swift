internal import PisteCatalog
internal import PisteCore

/// Reads `parameters`: axes, alternatives, and what is fixed inside alternatives.
struct AxisReader {
  /// The most points one dimension, or the whole grid, may have.
  static let maximumPoints = 100_000

  private static let gridWords = [
    "values", "value", "min", "max", "points", "scale", "one_of", "distribution",
  ]
  /// Words of an axis that make any mapping one, whatever stands around them.
  private static let marks: Set = ["values", "min", "max", "one_of", "distribution"]

  var reader: SettingReader
  /// Whether the method draws from axes instead of multiplying them out.
  var isSampled = false

  private var words: [String] { isSampled ? Self.sampledWords : Self.gridWords }

  /// What a mapping under `parameters` or an alternative gives.
  struct Content {
    var fixed: [GivenValue] = []
    var dimensions: [Dimension] = []
    var sampled: [SampledAxis] = []
  }

  /// Whether plain values are welcome: as fixed settings of an alternative.
  enum Place {
    case parameters
    case alternative
  }

  mutating func content(_ node: YAMLNode, under prefix: String, in place: Place) -> Content {
    var content = Content()
    guard let entries = node.entries else {
      if !node.isEmpty { reader.expectedMapping(node, prefix.isEmpty ? "parameters" : prefix) }
      return content
    }
    for entry in entries { read(entry, under: prefix, in: place, into: &content) }
    return content
  }

  private mutating func read(
    _ entry: YAMLEntry, under prefix: String, in place: Place, into content: inout Content
  ) {
    let key = SettingReader.path(prefix, entry.key)
    switch KeyKind(key) {
    case .setting(let definition):
      if entry.value.entries != nil {
        axis(entry, definition: definition, key: key, into: &content)
      } else if place == .alternative {
        if let value = reader.value(entry.value, for: definition) {
          content.fixed.append(GivenValue(key: key, value: value, location: entry.location))
        }
      } else {
        notAnAxis(entry, key)
      }
    case .group(let selector):
      if let entries = entry.value.entries {
        if Self.isAxis(entries, of: key) {
          axis(entry, definition: nil, key: key, into: &content)
        } else {
          merge(self.content(entry.value, under: key, in: place), into: &content)
        }
      } else if place == .alternative {
        if let value = reader.value(entry.value, for: selector) {
          content.fixed.append(
            GivenValue(key: selector.key, value: value, location: entry.location))
        }
      } else {
        notAnAxis(entry, key)
      }
    case .prefix:
      if let entries = entry.value.entries, Self.isAxis(entries, of: key) {
        axis(entry, definition: nil, key: key, into: &content)
      } else {
        merge(self.content(entry.value, under: key, in: place), into: &content)
      }
    case .unknown:
      let isWord = prefix.isEmpty && words.contains(entry.key)
      if isWord {
        reader.faults.add(
          .unsupported, "`\(entry.key)` must stand under the name of a setting or a group",
          hint: "as in `optimizer: {\(entry.key): ...}`", at: entry.location)
        reader.faults.markBroken(entry.key)
      } else {
        reader.unknownKey(entry, under: prefix, extra: prefix.isEmpty ? [] : words)
      }
    }
  }

  private func merge(_ other: Content, into content: inout Content) {
    content.fixed += other.fixed
    content.dimensions += other.dimensions
    content.sampled += other.sampled
  }

  /// Whether a key is a word of an axis, as `values`.
  static func isWord(_ key: String) -> Bool {
    gridWords.contains(key) || sampledWords.contains(key)
  }

  static func isAxis(_ entries: [YAMLEntry], of key: String) -> Bool {
    entries.contains { entry in
      guard case .unknown = KeyKind(key + "." + entry.key) else { return false }
      return marks.contains(entry.key) || entry.key == "value"
    }
  }

  private mutating func notAnAxis(_ entry: YAMLEntry, _ key: String) {
    reader.faults.markBroken(key)
    let isList = entry.value.elements != nil
    reader.faults.add(
      .wrongType, "`\(key)` under `parameters` must be an axis, not \(entry.value.phrase)",
      hint: isList
        ? "write {values: [...]}" : "one value for all runs belongs under `settings`",
      at: entry.value.location)
  }

  // MARK: One axis

  private mutating func axis(
    _ entry: YAMLEntry, definition: SettingDefinition?, key: String, into content: inout Content
  ) {
    let entries = entry.value.entries ?? []
    var given: [String: YAMLEntry] = [:]
    for inner in entries {
      if words.contains(inner.key) {
        given[inner.key] = inner
      } else {
        unknownWord(inner, key)
      }
    }
    if isSampled { return sampled(entry, given, definition, key, into: &content) }
    let kinds =
      ["values", "value", "one_of", "distribution"].filter { given[$0] != nil }
      + ["min", "max", "points", "scale"].filter { given[$0] != nil }.prefix(1)
    if given["distribution"] == nil, kinds.count > 1 {
      broken(key)
      reader.faults.add(
        .conflict, "`\(key)` is given by \(kinds.joined(separator: " and by ")) at once",
        hint: "keep one of them", at: entry.location)
      return
    }
    if let distribution = given["distribution"] {
      broken(key)
      reader.faults.add(
        .unsupported, "`distribution` needs a method that samples, and a grid does not",
        hint: "write `values: [...]`, or `min`, `max`, `points` and `scale`",
        at: distribution.location)
    } else if let values = given["values"] {
      append(points(values.value, definition, key), key, entry, into: &content)
    } else if let value = given["value"] {
      fixed(value, definition, key, into: &content)
    } else if let alternatives = given["one_of"] {
      append(self.alternatives(alternatives.value, key), key, entry, into: &content)
    } else if let definition, given["min"] != nil || given["max"] != nil {
      var range = RangeAxisReader(reader: reader)
      let points = range.points(given, definition, axis: entry)
      reader = range.reader
      append(points, key, entry, into: &content)
    } else if given.isEmpty, !entries.isEmpty {
      // Its words are unknown, which has been told.
      broken(key)
    } else {
      broken(key)
      reader.faults.add(
        .emptyAxis, "`\(key)` has no values",
        hint: "write `values: [...]`, or `min`, `max` and `points`", at: entry.location)
    }
  }

  mutating func broken(_ key: String) { reader.faults.markBroken(key) }

  private mutating func append(
    _ points: [AxisPoint]?, _ key: String, _ entry: YAMLEntry, into content: inout Content
  ) {
    guard let points, !points.isEmpty else { return broken(key) }
    content.dimensions.append(Dimension(key: key, points: points, location: entry.location))
  }

  private mutating func unknownWord(_ entry: YAMLEntry, _ key: String) {
    broken(key)
    if isSampled, entry.key == "points" {
      reader.faults.add(
        .conflict, "`points` belongs to a grid, and this method draws",
        hint: "leave it out; `samples` at the top level says how many configurations",
        at: entry.location)
      return
    }
    reader.faults.add(
      .unknownKey, "an axis has no `\(entry.key)`",
      hint: NearestName.among(words, to: entry.key).map { "did you mean `\($0)`?" }
        ?? KeyKind.hint(for: entry.key, under: key, extra: words), at: entry.location)
  }

  mutating func fixed(
    _ entry: YAMLEntry, _ definition: SettingDefinition?, _ key: String,
    into content: inout Content
  ) {
    if let definition {
      guard let value = reader.value(entry.value, for: definition) else { return }
      content.fixed.append(GivenValue(key: key, value: value, location: entry.location))
    } else if let point = point(entry.value, key) {
      content.fixed += point.givenValues
    }
  }

  mutating func points(
    _ node: YAMLNode, _ definition: SettingDefinition?, _ key: String
  ) -> [AxisPoint]? {
    guard let elements = node.elements else {
      broken(key)
      reader.faults.add(
        .wrongType, "`values` of `\(key)` must be a list, not \(node.phrase)",
        hint: "write values: [...]", at: node.location)
      return nil
    }
    guard !elements.isEmpty else {
      broken(key)
      reader.faults.add(
        .emptyAxis, "the axis `\(key)` has no values", hint: "give at least one, or remove it",
        at: node.location)
      return nil
    }
    return elements.compactMap { element in
      if let definition {
        return reader.value(element, for: definition)
          .map { AxisPoint(key, $0, at: element.location) }
      }
      return point(element, key)
    }
  }

  // MARK: Groups

  /// One value of a group: a word, or a mapping of plain settings with the word under `name`.
  mutating func point(_ node: YAMLNode, _ key: String) -> AxisPoint? {
    guard let points = alternative(node, key, mayVary: false), points.count == 1 else {
      return nil
    }
    return points.first
  }

  private mutating func alternatives(_ node: YAMLNode, _ key: String) -> [AxisPoint]? {
    guard let elements = alternativeNodes(node, key) else { return nil }
    checkLabels(of: elements, key)
    return elements.compactMap { alternative($0, key, mayVary: true) }.flatMap(\.self)
  }

  /// The elements of `one_of`, of which there must be some.
  mutating func alternativeNodes(_ node: YAMLNode, _ key: String) -> [YAMLNode]? {
    guard let elements = node.elements else {
      broken(key)
      reader.faults.add(
        .wrongType, "`one_of` of `\(key)` must be a list of alternatives, not \(node.phrase)",
        hint: "as in one_of: [{name: ...}, {name: ...}]", at: node.location)
      return nil
    }
    guard !elements.isEmpty else {
      broken(key)
      reader.faults.add(
        .emptyAxis, "`one_of` of `\(key)` has no alternatives",
        hint: "give at least one, or remove it", at: node.location)
      return nil
    }
    return elements
  }

  mutating func checkLabels(of elements: [YAMLNode], _ key: String) {
    var labels: Set<String> = []
    for element in elements {
      let label = element.entries?.first { $0.key == "label" }
      if let label, let text = label.value.text, !labels.insert(text).inserted {
        reader.faults.add(
          .conflict, "two alternatives of `\(key)` bear the label `\(text)`",
          hint: "a label names one level", at: label.location)
      }
    }
  }

  mutating func checkLabel(_ label: YAMLEntry?, _ key: String) {
    guard let label, label.value.text == nil || label.value.isEmpty else { return }
    broken(key)
    reader.faults.add(
      .wrongType, "a label must be a text, not \(label.value.phrase)",
      hint: "as in label: SGD + momentum; quotes make a text of anything",
      at: label.value.location)
  }

  /// The points of an alternative: every combination of its own axes.
  private mutating func alternative(
    _ node: YAMLNode, _ key: String, mayVary: Bool
  ) -> [AxisPoint]? {
    if let entries = node.entries {
      let label = entries.first { $0.key == "label" }
      var rest = node
      rest.content = .mapping(entries.filter { $0.key != "label" })
      var content = content(rest, under: key, in: .alternative)
      content.fixed = SettingReader.firsts(of: content.fixed)
      let inner = content.dimensions.first?.location ?? content.sampled.first?.location
      if !mayVary, let inner {
        broken(key)
        reader.faults.add(
          .conflict, "an element of `values` cannot have an axis of its own",
          hint: "write `one_of` instead of `values`", at: inner)
        return nil
      }
      checkLabel(label, key)
      return combine(content, key, label: label?.value.text, node: node, isShort: mayVary)
    }
    guard case .group(let selector) = KeyKind(key) else {
      broken(key)
      reader.faults.add(
        .wrongType, "an alternative of `\(key)` must be a mapping, not \(node.phrase)",
        hint: "write the settings that it gives in braces, as in {key: value}",
        at: node.location)
      return nil
    }
    guard let value = reader.value(node, for: selector) else { return nil }
    let content = Content(
      fixed: [GivenValue(key: selector.key, value: value, location: node.location)])
    return combine(content, key, label: nil, node: node, isShort: mayVary)
  }

  private mutating func combine(
    _ content: Content, _ key: String, label: String?, node: YAMLNode, isShort: Bool
  ) -> [AxisPoint]? {
    guard Dimension.count(of: content.dimensions, limit: Self.maximumPoints) != nil else {
      broken(key)
      reader.faults.add(
        .tooLarge, "an alternative of `\(key)` has more than 100,000 combinations",
        hint: "shorten some of its axes", at: node.location)
      return nil
    }
    let text = label ?? GroupLabel.text(content.fixed, of: key, isShort: isShort)
    let base = AxisPoint(
      coordinates: [AxisCoordinate(key: key, text: text, number: nil)],
      givenValues: content.fixed, location: node.location)
    return Dimension.product(of: content.dimensions, base: base)
  }
}

extension AxisPoint {
  /// A point on the axis of one setting.
  init(_ key: String, _ value: SettingValue, at location: SourceLocation) {
    self.init(
      coordinates: [AxisCoordinate(key: key, text: value.description, number: value.number)],
      givenValues: [GivenValue(key: key, value: value, location: location)], location: location)
  }
}
