internal import PisteCore

/// Reads the files that a file extends, each the one above it, and puts the file on top.
struct ExtendsReader {
  /// The longest chain of files.
  private static let maximumCount = 16

  var faults = Faults()
  /// The texts of the files that were extended, nearest first.
  private(set) var sources: [(file: String, text: String)] = []
  /// The folder of each extended file, as seen from the folder of the file itself.
  private(set) var folders: [String: String] = [:]

  private let read: (String) throws(SpecError) -> String

  /// Creates a reader.
  ///
  /// - Parameter read: Gives a file's text; its error has no place yet.
  init(read: @escaping (String) throws(SpecError) -> String) { self.read = read }

  /// A file's text with those of the files that it extends behind it, each a document of its own.
  func text(behind text: String) -> String {
    sources.reduce(text) { all, source in
      let name = Self.lastComponent(source.file)
      return all + (all.hasSuffix("\n") ? "" : "\n") + "--- # \(name)\n" + source.text
    }
  }

  /// The file's tree on top of all that it extends.
  ///
  /// - Throws: `SpecErrors` for faults of syntax in an extended file, which come alone.
  mutating func resolve(_ root: YAMLNode, file: String) throws(SpecErrors) -> YAMLNode {
    try resolve(root, file: file, folder: "", chain: [file])
  }

  private mutating func resolve(
    _ root: YAMLNode, file: String, folder: String, chain: [String]
  ) throws(SpecErrors) -> YAMLNode {
    guard let entries = root.entries, let entry = entries.first(where: { $0.key == "extends" })
    else { return root }
    guard let name = self.name(entry) else { return broken(root) }
    let path = Self.join(Self.folder(of: file), name)
    let names = chain.map(Self.normal)
    if let start = names.firstIndex(of: Self.normal(path)) {
      let circle = chain[start...].map(Self.lastComponent) + [Self.lastComponent(path)]
      faults.add(
        .conflict, "files that extend each other: " + circle.joined(separator: " → "),
        hint: "one of them must stand on its own", at: entry.value.location)
      return broken(root)
    }
    guard chain.count < Self.maximumCount else {
      faults.add(
        .tooLarge, "more than \(Self.maximumCount) files extend one another",
        hint: "put some of them together", at: entry.value.location)
      return broken(root)
    }
    guard let text = self.text(path, entry) else { return broken(root) }
    let below = Self.join(folder, Self.folder(of: name))
    guard let inner = try parent(text, path, folder: below, chain) else { return broken(root) }
    var merged = root
    merged.content = .mapping(Inheritance.merged(entries, over: inner))
    return merged
  }

  /// What an extended file says, itself on top of what it extends; nil with a fault.
  private mutating func parent(
    _ text: String, _ path: String, folder: String, _ chain: [String]
  ) throws(SpecErrors) -> [YAMLEntry]? {
    sources.append((path, text))
    folders[path] = folder
    let start = SourceLocation(file: path, line: 1, column: 1)
    guard let root = try YAMLReader.read(text, file: path), !root.isEmpty else {
      faults.add(
        .missingKey, "the file is empty", hint: "there is nothing to extend", at: start)
      return nil
    }
    guard root.entries != nil else {
      faults.add(
        .wrongType, "an experiment is a mapping of keys, not \(root.phrase)",
        hint: "it begins as in `name: sgd-vs-adam`", at: root.location)
      return nil
    }
    return try resolve(root, file: path, folder: folder, chain: chain + [path]).entries
  }

  private mutating func name(_ entry: YAMLEntry) -> String? {
    guard let name = entry.value.text, !entry.value.isEmpty, !name.isEmpty else {
      faults.add(
        .wrongType, "`extends` must name a file, not \(entry.value.phrase)",
        hint: "as in extends: base.yaml", at: entry.value.location)
      return nil
    }
    guard !ReferencePiece.mayStand(in: name) else {
      faults.add(
        .unsupported, "`extends` cannot hold a reference: constants are read after it",
        hint: "write the file's name out", at: entry.value.location)
      return nil
    }
    return name
  }

  private mutating func text(_ path: String, _ entry: YAMLEntry) -> String? {
    do {
      return try read(path)
    } catch {
      var fault = error
      fault.message = "`extends`: " + fault.message
      fault.hint = "the path counts from this file's folder, which makes it \(path)"
      fault.location = entry.value.location
      faults.add(fault)
      return nil
    }
  }

  /// The file as it stands by itself; nothing that depends on the missing part is judged.
  private mutating func broken(_ root: YAMLNode) -> YAMLNode {
    for key in ["settings", "parameters", "exclude", "include"] { faults.markBroken(key) }
    return root
  }

  // MARK: Paths

  /// A path below a folder, unless it is absolute; no folder is the working directory.
  static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty { return path }
    if path.isEmpty { return folder }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The path without `.` and `..`, by which a file is known again.
  private static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
