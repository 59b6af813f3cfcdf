internal import PisteCatalog
internal import PisteCore

/// Reads what works on whole axes: `zip`, `exclude`, `include`.
struct PatternReader {
  var reader: SettingReader

  // MARK: Zip

  /// The dimensions with those that `zip` names joined, each at the place of its first member.
  mutating func zipped(_ dimensions: [Dimension], _ entry: YAMLEntry) -> [Dimension] {
    guard let groups = entry.value.elements else {
      fault("`zip` must be a list of lists of axes, not \(entry.value.phrase)", entry.value)
      return dimensions
    }
    var result = dimensions
    var used: Set<String> = []
    for group in groups {
      guard let names = group.elements, names.count > 1,
        !names.contains(where: { $0.text == nil })
      else {
        fault("`zip` joins lists of two axes or more, not \(group.phrase)", group)
        continue
      }
      if let joined = join(names, result, &used, group) { result = joined }
    }
    return result
  }

  private mutating func fault(_ message: String, _ node: YAMLNode) {
    reader.faults.add(
      .wrongType, message, hint: "as in [[optimizer.lr, batch_size]]", at: node.location)
  }

  private mutating func join(
    _ names: [YAMLNode], _ dimensions: [Dimension], _ used: inout Set<String>, _ group: YAMLNode
  ) -> [Dimension]? {
    var members: [Int] = []
    var isWhole = true
    for name in names {
      let text = name.text ?? ""
      guard let index = dimensions.firstIndex(where: { $0.key == text }) else {
        isWhole = false
        if reader.faults.brokenKeys.contains(text) { continue }
        let near = NearestName.among(dimensions.map(\.key), to: text)
        reader.faults.add(
          .unknownKey, "`\(text)` in `zip` is no axis",
          hint: near.map { "did you mean `\($0)`?" }
            ?? "`zip` names axes of `parameters`, as in [[optimizer.lr, batch_size]]",
          at: name.location)
        continue
      }
      guard used.insert(text).inserted else {
        isWhole = false
        reader.faults.add(
          .conflict, "`\(text)` is zipped twice", hint: "an axis goes together with others once",
          at: name.location)
        continue
      }
      members.append(index)
    }
    guard isWhole else { return nil }
    let counts = members.map { dimensions[$0].points.count }
    guard Set(counts).count == 1, let count = counts.first else {
      let sizes = zip(names, counts).map { "\($0.text ?? "") has \($1)" }
      reader.faults.add(
        .conflict, "axes of different lengths cannot be zipped: " + sizes.joined(separator: ", "),
        hint: "give each as many values", at: group.location)
      return nil
    }
    guard let first = members.first, let place = members.min() else { return nil }
    var whole = dimensions[first]
    whole.points = (0..<count).map { index in
      let points = members.map { dimensions[$0].points[index] }
      return AxisPoint(
        coordinates: points.flatMap(\.coordinates), givenValues: points.flatMap(\.givenValues),
        location: points[0].location)
    }
    var result = dimensions
    result[place] = whole
    for index in members.sorted(by: >) where index != place { result.remove(at: index) }
    return result
  }

  // MARK: Patterns

  /// The patterns of `exclude` or `include`.
  ///
  /// - Parameters:
  ///   - entry: The top-level entry.
  ///   - groups: The axes, whose alternatives a pattern may name by their labels.
  /// - Returns: The patterns that could be read.
  mutating func patterns(_ entry: YAMLEntry, _ groups: Set<String>) -> [Pattern] {
    guard let elements = entry.value.elements else {
      reader.faults.markBroken(entry.key)
      reader.faults.add(
        .wrongType, "`\(entry.key)` must be a list of mappings, not \(entry.value.phrase)",
        hint: "as in [{optimizer.name: adam, schedule.name: step}]", at: entry.value.location)
      return []
    }
    var patterns: [Pattern] = []
    for element in elements {
      guard let entries = element.entries, !entries.isEmpty else {
        reader.faults.markBroken(entry.key)
        reader.faults.add(
          .wrongType, "an element of `\(entry.key)` must be a mapping, not \(element.phrase)",
          hint: "as in {optimizer.name: adam, schedule.name: step}", at: element.location)
        continue
      }
      var labels: [String: String] = [:]
      let rest = entries.filter { inner in
        guard entry.key == "exclude", groups.contains(inner.key), let text = inner.value.text,
          Self.isLabel(text, of: inner.key)
        else { return true }
        labels[inner.key] = text
        return false
      }
      let before = reader.faults.all.count
      var node = element
      node.content = .mapping(rest)
      let givenValues = reader.givenValues(in: node)
      if reader.faults.all.count > before { reader.faults.markBroken(entry.key) }
      patterns.append(
        Pattern(givenValues: givenValues, labels: labels, location: element.location))
    }
    return patterns
  }

  /// Whether `text` is no name in the catalogue, so that it can only be a label.
  private static func isLabel(_ text: String, of key: String) -> Bool {
    switch KeyKind(key) {
    case .group(let selector):
      guard case .choice(let family) = selector.type else { return false }
      return Catalog.entry(family, text) == nil
    case .prefix: return true
    case .setting, .unknown: return false
    }
  }
}
