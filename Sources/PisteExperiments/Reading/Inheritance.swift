internal import PisteCatalog
internal import PisteCore

/// Puts a file on top of the one that it extends.
///
/// Settings and axes are matched by their dotted names, however each file nests them: see
/// ``SettingInheritance``. Seeds, limits and constants are matched by key; anything else, lists above
/// all, is replaced whole. A key that is given nothing (`~`) takes away what the extended file gives.
enum Inheritance {
  /// Keys whose mappings are matched key by key.
  private static let matched: Set = ["seeds", "timeout", "constants"]

  static func merged(_ child: [YAMLEntry], over parent: [YAMLEntry]) -> [YAMLEntry] {
    var child = child.filter { $0.key != "extends" }
    // A name says what a file itself is, and is never inherited.
    var parent = parent.filter { $0.key != "extends" && $0.key != "name" }
    SettingInheritance.merge(&child, into: &parent)
    return matching(child, over: parent) { mine, theirs in
      guard matched.contains(mine.key), let inner = mine.value.entries,
        let outer = theirs.value.entries
      else { return mine }
      var merged = mine
      merged.value.content = .mapping(matching(inner, over: outer) { mine, _ in mine })
      return merged
    }
  }

  /// Entries by key, each at its first place, an empty one taking its match away.
  private static func matching(
    _ child: [YAMLEntry], over parent: [YAMLEntry],
    _ merge: (YAMLEntry, YAMLEntry) -> YAMLEntry
  ) -> [YAMLEntry] {
    let kept = parent.compactMap { theirs -> YAMLEntry? in
      guard let mine = child.first(where: { $0.key == theirs.key }) else { return theirs }
      return mine.value.isEmpty ? nil : merge(mine, theirs)
    }
    return kept + child.filter { mine in !parent.contains { $0.key == mine.key } }
  }
}

/// Puts a file's `settings` and `parameters` on those of the file that it extends.
///
/// What a file gives in one section takes the place of what the extended file says of the same
/// setting in either. A bare word for a group, as `optimizer: adam`, takes the place of all fixed
/// settings of the group.
enum SettingInheritance {
  /// Moves the sections that can be merged from `child` into `parent`.
  static func merge(_ child: inout [YAMLEntry], into parent: inout [YAMLEntry]) {
    let sections = ["settings", "parameters"]
    // A section that is none is told as such where it stands.
    let isWhole = (child + parent).allSatisfy {
      !sections.contains($0.key) || $0.value.entries != nil || $0.value.isEmpty
    }
    guard isWhole else { return }
    var mine = sections.map { key in leaves(child, key) }
    var theirs = sections.map { key in isTakenAway(key, child) ? [] : leaves(parent, key) }
    let given = Set(
      GivenKeys(parameters: mapping(mine[1])).axes.flatMap { $0.keys.map(\.key) })
    let before = theirs.map { $0.map(\.key) }
    theirs[0].removeAll { leaf in
      mine[0].contains { replaces($0.key, leaf.key) } || given.contains(leaf.key)
        || Catalog.groups[leaf.key].map(given.contains) == true
    }
    theirs[1].removeAll { axis in
      let isFixed = mine[0].contains { $0.key == axis.key && !$0.value.isEmpty }
      return isFixed || (given.contains(axis.key) && !mine[1].contains { $0.key == axis.key })
    }
    mine[0].removeAll { leaf in
      leaf.value.isEmpty && before[0].contains { replaces(leaf.key, $0) }
    }
    let merged = [theirs[0] + mine[0], axes(mine[1], over: theirs[1])]
    for (key, entries) in zip(sections, merged) { put(entries, key, &child, &parent) }
  }

  /// Whether a setting of the file takes the place of one that the extended file fixes.
  private static func replaces(_ key: String, _ other: String) -> Bool {
    key == other || other.hasPrefix(key + ".") || Catalog.groups[other] == key
  }

  /// Axes by name, each where the extended file has it, then those that are new.
  private static func axes(_ mine: [YAMLEntry], over theirs: [YAMLEntry]) -> [YAMLEntry] {
    var done: Set<String> = []
    let replaced = theirs.flatMap { axis -> [YAMLEntry] in
      let own = mine.filter { $0.key == axis.key }
      guard !own.isEmpty else { return [axis] }
      return done.insert(axis.key).inserted ? own.filter { !$0.value.isEmpty } : []
    }
    return replaced + mine.filter { !done.contains($0.key) }
  }

  private static func isTakenAway(_ key: String, _ entries: [YAMLEntry]) -> Bool {
    entries.contains { $0.key == key && $0.value.isEmpty }
  }

  private static func put(
    _ entries: [YAMLEntry], _ key: String, _ child: inout [YAMLEntry], _ parent: inout [YAMLEntry]
  ) {
    let own = child.first { $0.key == key }
    let inherited = parent.firstIndex { $0.key == key }
    guard var section = own ?? inherited.map({ parent[$0] }) else { return }
    child.removeAll { $0.key == key }
    section.value.content = .mapping(entries)
    if let inherited { parent[inherited] = section } else { parent.append(section) }
  }

  private static func mapping(_ entries: [YAMLEntry]) -> YAMLNode {
    YAMLNode(
      content: .mapping(entries), location: SourceLocation(file: "", line: 1, column: 1))
  }

  // MARK: Leaves

  /// The settings, or the axes, of a section, each under its dotted name.
  private static func leaves(_ entries: [YAMLEntry], _ key: String) -> [YAMLEntry] {
    entries.first { $0.key == key }.map { leaves($0.value, under: "", axes: key == "parameters") }
      ?? []
  }

  private static func leaves(
    _ node: YAMLNode, under prefix: String, axes: Bool
  ) -> [YAMLEntry] {
    (node.entries ?? []).flatMap { entry -> [YAMLEntry] in
      let key = SettingReader.path(prefix, entry.key)
      let leaf = YAMLEntry(key: key, location: entry.location, value: entry.value)
      switch KeyKind(key) {
      case .setting, .unknown: return [leaf]
      case .group, .prefix:
        guard let inner = entry.value.entries, !(axes && AxisReader.isAxis(inner, of: key)) else {
          return [leaf]
        }
        return leaves(entry.value, under: key, axes: axes)
      }
    }
  }
}
