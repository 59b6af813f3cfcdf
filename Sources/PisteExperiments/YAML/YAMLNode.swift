package import PisteCore

/// A node of an experiment file: text not yet read as any type, with its place.
package struct YAMLNode: Sendable, Hashable {
  /// What stands there.
  package indirect enum Content: Sendable, Hashable {
    /// Text; plain if neither quoted nor a block.
    case scalar(String, isPlain: Bool)
    /// A list.
    case sequence([YAMLNode])
    /// Keys with their values in the order of the file, no key twice.
    case mapping([YAMLEntry])
  }

  /// What stands there.
  package var content: Content
  /// Where it begins.
  package var location: SourceLocation
  /// Where the first character of a scalar stands, where the file has its text on one line as it
  /// is; only then can a place inside the text be told.
  package var textStart: SourceLocation?

  /// The text of a scalar, nil for lists and mappings.
  package var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The elements of a list.
  package var elements: [YAMLNode]? {
    if case .sequence(let nodes) = content { nodes } else { nil }
  }

  /// The entries of a mapping.
  package var entries: [YAMLEntry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// Whether nothing was written, or `null`, or `~`.
  package var isEmpty: Bool {
    if case .scalar(let text, isPlain: true) = content {
      ["", "~", "null"].contains(text)
    } else {
      false
    }
  }

  /// What it is, with an article, as error messages want it.
  package var phrase: String {
    switch content {
    case .scalar where isEmpty: "nothing"
    case .scalar(let text, isPlain: true): "`\(text)`"
    case .scalar(let text, isPlain: false): "the text \"\(text)\""
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A key of a mapping with its value.
package struct YAMLEntry: Sendable, Hashable {
  /// The key's text.
  package var key: String
  /// Where the key stands.
  package var location: SourceLocation
  /// What it is given.
  package var value: YAMLNode
}
