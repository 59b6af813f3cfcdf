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
    var converter = Converter(file: file)
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
    var visited = 0

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
          content: .scalar(scalar.string, isPlain: scalar.style == .plain), location: location)
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
      var seen: [String: SourceLocation] = [:]
      for (key, value) in mapping {
        let place = location(key)
        guard case .scalar(let scalar) = key else {
          throw SpecError(
            .wrongType, "a key must be a word, not a list or a mapping",
            hint: "as in `optimizer.lr: 0.1`", location: place)
        }
        if scalar.string == "<<" {
          throw SpecError(
            .unsupported, "merge keys (`<<`) are not supported by this version",
            hint: "repeat the settings, or use an alias as a whole value", location: place)
        }
        if let first = seen.updateValue(place, forKey: scalar.string) {
          throw RepeatedKeys.fault(scalar.string, at: place, first: first)
        }
        entries.append(
          YAMLEntry(key: scalar.string, location: place, value: try convert(value)))
      }
      return entries
    }

    private func location(_ node: Node) -> SourceLocation {
      SourceLocation(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
  }
}
