package import PisteCore
internal import Yams

/// Reads the text of a file into placed nodes, or tells why it is no such text.
///
/// Faults of this layer come alone: behind broken syntax nothing else can be judged.
package enum YAMLReader {
  /// The most nodes that are visited once aliases are followed.
  package static let maximumNodes = 1_000_000

  /// The root of the only document in `text`; nil if there is nothing but comments.
  ///
  /// - Throws: `SpecErrors` with codes `tab`, `syntax`, `repeated-key` or `too-large`.
  package static func read(_ text: String, file: String) throws(SpecErrors) -> YAMLNode? {
    let text = plain(text)
    if let fault = TabGuard.fault(in: text, file: file) { throw SpecErrors([fault]) }
    if let fault = ComplexKeyGuard.fault(in: text, file: file) { throw SpecErrors([fault]) }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch YamlError.duplicatedKeysInMapping(_, let context) {
      throw RepeatedKeys.faults(in: text, file: file, firstMark: context.mark)
    } catch {
      throw SpecErrors([YAMLFault.describing(error, text: text, file: file)])
    }
    guard let root else { return nil }
    var converter = Converter(file: file, text: text)
    do {
      return try converter.convert(root)
    } catch {
      throw SpecErrors([error])
    }
  }

  /// The text without carriage returns and without a byte-order mark, as some editors leave them.
  private static func plain(_ text: String) -> String {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard text.utf8.contains(UInt8(ascii: "\r")) || text.utf8.starts(with: byteOrderMark) else {
      return text
    }
    var bytes = Array(text.utf8)
    if bytes.starts(with: byteOrderMark) { bytes.removeFirst(byteOrderMark.count) }
    bytes.removeAll { $0 == UInt8(ascii: "\r") }
    return String(decoding: bytes, as: UTF8.self)
  }

  private struct Converter {
    let file: String
    private let lines: [Substring]
    /// Lines that were asked for, by number, each to be indexed at once.
    private var scalars: [Int: [Unicode.Scalar]] = [:]
    private var visited = 0

    init(file: String, text: String) {
      self.file = file
      lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    mutating func convert(_ node: Node) throws(SpecError) -> YAMLNode {
      let location = location(node)
      visited += 1
      guard visited <= YAMLReader.maximumNodes else {
        throw SpecError(
          .tooLarge, "more than 1,000,000 values once every alias is followed",
          hint: "an alias that repeats aliases multiplies; write the values out", location: location
        )
      }
      try checkTag(node, at: location)
      switch node {
      case .scalar(let scalar):
        return YAMLNode(
          content: .scalar(scalar.string, isPlain: scalar.style == .plain), location: location,
          textStart: textStart(scalar, at: location))
      case .sequence(let sequence):
        var elements: [YAMLNode] = []
        for element in sequence { elements.append(try convert(element)) }
        return YAMLNode(content: .sequence(elements), location: location)
      case .mapping(let mapping):
        return YAMLNode(content: .mapping(try entries(of: mapping)), location: location)
      case .alias:
        throw SpecError(
          .syntax, "an alias that leads nowhere", hint: "an alias needs an anchor above it",
          location: location)
      }
    }

    /// Types follow from the settings; a tag that says something else would be ignored.
    private func checkTag(_ node: Node, at place: SourceLocation) throws(SpecError) {
      let tag =
        switch node {
        case .scalar(let scalar): scalar.tag.description
        case .sequence(let sequence): sequence.tag.description
        case .mapping(let mapping): mapping.tag.description
        case .alias(let alias): alias.tag.description
        }
      let standard = ["str", "seq", "map"].map { "tag:yaml.org,2002:" + $0 }
      guard tag.isEmpty || tag == "!" || standard.contains(tag) else {
        throw SpecError(
          .unsupported, "the YAML tag `\(tag)` has no meaning here",
          hint: "leave it out: a value's type follows from its setting", location: place)
      }
    }

    private mutating func entries(of mapping: Node.Mapping) throws(SpecError) -> [YAMLEntry] {
      var entries: [YAMLEntry] = []
      var merged: [YAMLEntry] = []
      var mergePlace = 0
      var seen: [String: SourceLocation] = [:]
      for (key, value) in mapping {
        let place = location(key)
        guard case .scalar(let scalar) = key else {
          throw SpecError(
            .wrongType, "a key must be a word, not a list or a mapping",
            hint: "as in `optimizer.lr: 0.1`", location: place)
        }
        if scalar.string == "<<", scalar.style == .plain {
          merged = try merging(value)
          mergePlace = entries.count
          continue
        }
        if let first = seen.updateValue(place, forKey: scalar.string) {
          throw RepeatedKeys.fault(scalar.string, at: place, first: first)
        }
        entries.append(
          YAMLEntry(key: scalar.string, location: place, value: try convert(value)))
      }
      // What a mapping says itself wins, wherever its `<<` stands.
      entries.insert(contentsOf: merged.filter { seen[$0.key] == nil }, at: mergePlace)
      return entries
    }

    /// The entries that a merge key brings: of a mapping, or of several, the first of which wins.
    private mutating func merging(_ node: Node) throws(SpecError) -> [YAMLEntry] {
      let source = try convert(node)
      var entries: [YAMLEntry] = []
      var seen: Set<String> = []
      for mapping in source.elements ?? [source] {
        guard let inner = mapping.entries else {
          throw SpecError(
            .wrongType, "`<<` merges a mapping or a list of mappings, not \(mapping.phrase)",
            hint: "as in `<<: *shared`, with `&shared` at a mapping above",
            location: mapping.location)
        }
        entries += inner.filter { seen.insert($0.key).inserted }
      }
      return entries
    }

    /// Where the text of a scalar begins; nil where the file writes it otherwise than it reads.
    private mutating func textStart(
      _ scalar: Node.Scalar, at place: SourceLocation
    ) -> SourceLocation? {
      // Places inside a text are asked for in references and in constraints alone.
      guard scalar.string.unicodeScalars.contains(where: { " $<>=!".unicodeScalars.contains($0) }),
        lines.indices.contains(place.line - 1)
      else { return nil }
      let line = scalars[place.line] ?? Array(lines[place.line - 1].unicodeScalars)
      scalars[place.line] = line
      var start = place.column - 1
      if scalar.style == .singleQuoted || scalar.style == .doubleQuoted { start += 1 }
      guard line.indices.contains(start), line[start...].starts(with: scalar.string.unicodeScalars)
      else { return nil }
      return SourceLocation(file: file, line: place.line, column: start + 1)
    }

    private func location(_ node: Node) -> SourceLocation {
      SourceLocation(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
  }
}
