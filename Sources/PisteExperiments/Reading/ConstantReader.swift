internal import PisteCore

/// Reads `constants` and puts them in place of the references `${name}` of a file.
///
/// A reference that is the whole scalar stands for the constant as it was written, a list included,
/// so `"${rate}"` is a number though YAML wants the quotes inside braces. One that stands inside a
/// text becomes part of that text. What cannot be resolved stays as it is, and no fault but its own
/// is told at its place.
struct ConstantReader {
  /// The longest text that references may make, and the most values.
  private static let maximumLength = 100_000

  var faults: Faults

  private var given: [String: YAMLEntry] = [:]
  private var order: [String] = []
  private var resolved: [String: YAMLNode] = [:]
  /// Constants that cannot be had, which has been told.
  private var broken: Set<String> = []
  /// Constants being resolved, in the order in which each needs the next.
  private var path: [String] = []
  private var visited = 0

  init(faults: Faults) { self.faults = faults }

  // MARK: Constants

  /// Takes in the constants of a file and resolves them; they may refer to each other in any order.
  mutating func read(_ entry: YAMLEntry) {
    guard let entries = entry.value.entries else {
      if !entry.value.isEmpty {
        faults.add(
          .wrongType, "`constants` must be a mapping of names, not \(entry.value.phrase)",
          hint: "as in {rate: 0.1, widths: [64, 32]}", at: entry.value.location)
      }
      return
    }
    for entry in entries { take(entry) }
    for name in order { _ = constant(name) }
  }

  private mutating func take(_ entry: YAMLEntry) {
    order.append(entry.key)
    guard ReferencePiece.isName(entry.key) else {
      faults.add(
        .badName, "`\(entry.key)` cannot name a constant",
        hint: "use letters, digits, `_` and `-`, a letter first", at: entry.location)
      broken.insert(entry.key)
      return
    }
    given[entry.key] = entry
    if entry.value.isEmpty {
      faults.add(
        .wrongType, "the constant `\(entry.key)` has no value",
        hint: "write a value or a list of values", at: entry.location)
      broken.insert(entry.key)
    } else if let mapping = Self.mapping(in: entry.value) {
      faults.add(
        .wrongType, "the constant `\(entry.key)` must be a value or a list, not a mapping",
        hint: "a YAML anchor (`&name`) and its alias (`*name`) repeat a mapping",
        at: mapping.location)
      broken.insert(entry.key)
    }
  }

  private static func mapping(in node: YAMLNode) -> YAMLNode? {
    switch node.content {
    case .scalar: nil
    case .sequence(let elements): elements.lazy.compactMap { mapping(in: $0) }.first
    case .mapping: node
    }
  }

  /// The constants with `constants.name=value` of the command line in place of the file's.
  private mutating func overridden(
    _ entries: [YAMLEntry], by overrides: [YAMLEntry]
  ) -> [YAMLEntry] {
    var entries = entries
    for override in overrides {
      guard let index = entries.firstIndex(where: { $0.key == override.key }) else {
        tellUnknown(override.key, among: entries.map(\.key), at: override.location)
        continue
      }
      entries[index] = override
    }
    return entries
  }

  private mutating func constant(_ name: String) -> YAMLNode? {
    if let node = resolved[name] { return node }
    guard !broken.contains(name), let entry = given[name] else { return nil }
    path.append(name)
    let node = resolve(entry.value)
    path.removeLast()
    guard !broken.contains(name) else { return nil }
    resolved[name] = node
    return node
  }

  // MARK: References

  /// A file's tree with constants in place of references; `constants` itself stays as it is.
  mutating func resolve(_ root: YAMLNode?, overrides: [YAMLEntry]) -> YAMLNode? {
    var entries = root?.entries ?? []
    var own = entries.first { $0.key == "constants" }
    let isMapping = own?.value.entries != nil
    let known = overridden(own?.value.entries ?? [], by: overrides)
    if isMapping { own?.value.content = .mapping(known) }
    if let own { read(own) }
    guard var root, root.entries != nil else { return root }
    // A command of W&B's has references of its own, to what Piste does not have.
    let kept = Set(WandbSweepFile.keys + ["constants"])
    entries = entries.map { kept.contains($0.key) ? $0 : resolve([$0])[0] }
    root.content = .mapping(entries)
    return root
  }

  /// A mapping's entries with constants in place of references.
  mutating func resolve(_ entries: [YAMLEntry], under prefix: String = "") -> [YAMLEntry] {
    entries.map { entry in
      var entry = entry
      let key = SettingReader.path(prefix, entry.key)
      if entry.key.contains("${") {
        faults.add(
          .wrongType, "a key cannot hold a reference, as `\(entry.key)` does",
          hint: "constants stand in values; write the key out", at: entry.location)
        faults.silence(at: entry.location)
        markBroken(prefix)
      }
      let before = faults.silenced.count
      entry.value = resolve(entry.value, key: key)
      // Readers place some faults at the key; the setting is then not judged at all.
      if faults.silenced.count > before {
        faults.silence(at: entry.location)
        markBroken(key)
      }
      return entry
    }
  }

  /// Marks what may stand at a path: a setting, or the axis around a word like `values`.
  private mutating func markBroken(_ path: String) {
    var path = path
    for section in ["settings.", "parameters."] where path.hasPrefix(section) {
      path.removeFirst(section.count)
    }
    faults.markBroken(path)
    while let dot = path.lastIndex(of: ".") {
      let word = path[path.index(after: dot)...]
      guard AxisReader.isWord(String(word)) else { return }
      path = String(path[..<dot])
      faults.markBroken(path)
    }
  }

  private mutating func resolve(_ node: YAMLNode, key: String = "") -> YAMLNode {
    var node = node
    switch node.content {
    case .sequence(let elements):
      node.content = .sequence(elements.map { resolve($0, key: key) })
    case .mapping(let entries):
      node.content = .mapping(resolve(entries, under: key))
    case .scalar(let text, let isPlain):
      guard ReferencePiece.mayStand(in: text) else { break }
      let pieces = ReferencePiece.pieces(of: text)
      if pieces.count == 1, case .reference(let name, let offset) = pieces[0] {
        guard let constant = value(name, offset, node) else { return node }
        visited += Self.size(constant)
        guard visited <= YAMLReader.maximumNodes else { return tooLarge(node) }
        return constant.relocated(to: node.location)
      }
      guard let joined = join(pieces, node) else { return node }
      node.content = .scalar(joined, isPlain: isPlain)
      node.textStart = nil
    }
    return node
  }

  private mutating func join(_ pieces: [ReferencePiece], _ node: YAMLNode) -> String? {
    var joined = ""
    var isWhole = true
    for piece in pieces {
      switch piece {
      case .text(let text): joined += text
      case .broken(let offset):
        isWhole = false
        fail(
          .syntax, "`${` begins a reference to a constant, and this is none",
          hint: "as in ${rate}; write $${ for the text itself", at: node.place(offset), node)
      case .reference(let name, let offset):
        guard let constant = value(name, offset, node) else {
          isWhole = false
          continue
        }
        guard let text = constant.text else {
          isWhole = false
          fail(
            .wrongType, "the constant `\(name)` is a list, and stands inside a text",
            hint: "let the reference stand alone, as in \"${\(name)}\"", at: node.place(offset),
            node)
          continue
        }
        joined += text
      }
      guard joined.utf8.count <= Self.maximumLength else {
        _ = tooLarge(node)
        return nil
      }
    }
    return isWhole ? joined : nil
  }

  /// The constant that a reference names; nil, the fault told once, if there is none.
  private mutating func value(_ name: String, _ offset: Int, _ node: YAMLNode) -> YAMLNode? {
    let place = node.place(offset)
    if let start = path.firstIndex(of: name) {
      let circle = (path[start...] + [name]).joined(separator: " → ")
      fail(
        .conflict, "the constant `\(name)` needs itself: \(circle)",
        hint: "give one of them a value of its own", at: place, node)
      broken.formUnion(path[start...])
      return nil
    }
    if let constant = constant(name) { return constant }
    if given[name] == nil, !broken.contains(name) {
      tellUnknown(name, among: order, at: place)
    }
    fail(node)
    return nil
  }

  private mutating func tellUnknown(_ name: String, among names: [String], at place: SourceLocation)
  {
    let near = NearestName.among(names, to: name).map { "did you mean `\($0)`?" }
    let list = "there are " + names.joined(separator: ", ")
    faults.add(
      .unknownKey, "there is no constant `\(name)`",
      hint: near
        ?? (names.isEmpty
          ? "define it, as in constants: {\(name): 0.1}; $${ is the text ${ itself" : list),
      at: place)
  }

  private mutating func tooLarge(_ node: YAMLNode) -> YAMLNode {
    fail(
      .tooLarge,
      "more than 1,000,000 values, or a text of 100,000 bytes, once every constant is put in",
      hint: "a constant that repeats constants multiplies; write the values out",
      at: node.location, node)
    return node
  }

  private mutating func fail(
    _ code: SpecError.Code, _ message: String, hint: String, at place: SourceLocation,
    _ node: YAMLNode
  ) {
    faults.add(code, message, hint: hint, at: place)
    fail(node)
  }

  private mutating func fail(_ node: YAMLNode) {
    faults.silence(at: node.location)
    if let name = path.last { broken.insert(name) }
  }

  private static func size(_ node: YAMLNode) -> Int {
    node.elements?.reduce(1) { $0 + size($1) } ?? 1
  }
}

extension YAMLNode {
  /// The place so many characters into a scalar's text, or its beginning where that cannot be told.
  func place(_ offset: Int) -> SourceLocation {
    guard var place = textStart else { return location }
    place.column += offset
    return place
  }

  /// The node as if it stood at `place`, whatever it holds.
  fileprivate func relocated(to place: SourceLocation) -> YAMLNode {
    var node = self
    node.location = place
    node.textStart = nil
    if case .sequence(let elements) = content {
      node.content = .sequence(elements.map { $0.relocated(to: place) })
    }
    return node
  }
}
