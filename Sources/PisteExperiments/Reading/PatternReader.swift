internal import PisteCatalog
internal import PisteCore

/// Reads what works on whole axes: `zip`, `exclude`, `include`.
struct PatternReader {
  var reader: SettingReader

  // MARK: Axes among each other

  /// Faults for settings that two places give.
  mutating func checkAxes(_ dimensions: [Dimension], common: [Assignment]) {
    let shared = Dictionary(common.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var owners: [String: Int] = [:]
    for (index, dimension) in dimensions.enumerated() {
      for assignment in dimension.points.flatMap(\.assignments) {
        if let other = shared[assignment.key] {
          reader.faults.add(Self.inBoth(assignment, other))
        }
        if let owner = owners[assignment.key], owner != index {
          reader.faults.add(
            .repeatedKey, "`\(assignment.key)` is given by two axes",
            hint: "the other is `\(dimensions[owner].key)` in line "
              + "\(dimensions[owner].location.line)", at: assignment.location)
        }
        owners[assignment.key] = owners[assignment.key] ?? index
      }
      for point in dimension.points {
        var keys: Set<String> = []
        for assignment in point.assignments where !keys.insert(assignment.key).inserted {
          reader.faults.add(
            .repeatedKey, "`\(assignment.key)` is given twice in one alternative",
            at: assignment.location)
        }
      }
    }
  }

  static func inBoth(_ assignment: Assignment, _ other: Assignment) -> SpecError {
    SpecError(
      .conflict, "`\(assignment.key)` stands under `settings` and under `parameters`",
      hint: "the one under `settings` is in line \(other.location.line); keep one of them",
      location: assignment.location)
  }

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
    for name in names {
      let text = name.text ?? ""
      guard let index = dimensions.firstIndex(where: { $0.key == text }) else {
        if reader.faults.brokenKeys.contains(text) { return nil }
        let near = NearestName.among(dimensions.map(\.key), to: text)
        reader.faults.add(
          .unknownKey, "`\(text)` in `zip` is no axis",
          hint: near.map { "did you mean `\($0)`?" }
            ?? "there are " + dimensions.map(\.key).joined(separator: ", "), at: name.location)
        return nil
      }
      guard used.insert(text).inserted else {
        reader.faults.add(
          .conflict, "`\(text)` is zipped twice", hint: nil, at: name.location)
        return nil
      }
      members.append(index)
    }
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
        coordinates: points.flatMap(\.coordinates), assignments: points.flatMap(\.assignments),
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
      let assignments = reader.assignments(in: node)
      if reader.faults.all.count > before { reader.faults.markBroken(entry.key) }
      patterns.append(
        Pattern(assignments: assignments, labels: labels, location: element.location))
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
