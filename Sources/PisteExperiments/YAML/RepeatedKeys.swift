internal import PisteCore
internal import Yams

/// Places repeated keys at their second occurrence.
///
/// The YAML library names the first occurrence only and returns no tree. So the first is renamed in
/// a copy of the text, a character for a character so that no place moves, until the copy reads;
/// in its tree, a renamed key's sibling of the old name is the second occurrence.
enum RepeatedKeys {
  private static let maximumTries = 40
  private static let substitute: Unicode.Scalar = "\u{E000}"

  static func faults(in text: String, file: String, firstMark: Mark) -> SpecErrors {
    var copy = Copy(text)
    var next: Mark? = firstMark
    for _ in 0..<maximumTries {
      guard let mark = next, copy.rename(mark) else { break }
      do {
        next = nil
        guard let root = try Yams.compose(yaml: copy.text, .basic, .default, .utf8) else { break }
        var finder = Finder(file: file, renamed: copy.renamed)
        finder.visit(root)
        if !finder.faults.isEmpty { return SpecErrors(finder.faults) }
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        next = context.mark
      } catch {
        // The text is broken further down; that is told once this fault is mended.
        break
      }
    }
    let place = SourceLocation(file: file, line: firstMark.line, column: firstMark.column)
    return SpecErrors([
      SpecError(
        .repeatedKey, "this key is given twice in one mapping", hint: "keep one of them",
        location: place)
    ])
  }

  static func fault(_ key: String, at place: SourceLocation, first: SourceLocation) -> SpecError {
    SpecError(
      .repeatedKey, "`\(key)` is given twice",
      hint: "the first one stands at \(first.line):\(first.column)", location: place)
  }

  private struct Position: Hashable {
    var line: Int
    var column: Int
  }

  private struct Copy {
    private var lines: [[Unicode.Scalar]]
    /// The scalars that stood where a key was renamed, by the key's mark.
    private(set) var renamed: [Position: Unicode.Scalar] = [:]

    init(_ text: String) {
      lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        .map(Array.init)
    }

    mutating func rename(_ mark: Mark) -> Bool {
      let line = mark.line - 1
      guard lines.indices.contains(line), lines[line].indices.contains(mark.column - 1) else {
        return false
      }
      let isQuoted = lines[line][mark.column - 1] == "\"" || lines[line][mark.column - 1] == "'"
      let column = isQuoted ? mark.column : mark.column - 1
      guard lines[line].indices.contains(column) else { return false }
      let position = Position(line: mark.line, column: mark.column)
      // Names differ from line to line and from try to try, so that no new repetition arises.
      let offset = UInt32(line % 4000) + UInt32(renamed.count)
      renamed[position] = renamed[position] ?? lines[line][column]
      lines[line][column] = Unicode.Scalar(substitute.value + offset) ?? substitute
      return true
    }

    var text: String {
      var text = String.UnicodeScalarView()
      for (index, line) in lines.enumerated() {
        if index > 0 { text.append("\n") }
        text.append(contentsOf: line)
      }
      return String(text)
    }
  }

  private struct Finder {
    let file: String
    let renamed: [Position: Unicode.Scalar]
    var visited = 0
    var faults: [SpecError] = []

    mutating func visit(_ node: Node) {
      visited += 1
      guard visited < YAMLReader.maximumNodes else { return }
      switch node {
      case .sequence(let sequence): for element in sequence { visit(element) }
      case .mapping(let mapping): visit(mapping)
      case .scalar, .alias: break
      }
    }

    private mutating func visit(_ mapping: Node.Mapping) {
      var seen: [String: SourceLocation] = [:]
      for (key, value) in mapping {
        if case .scalar(let scalar) = key, let mark = scalar.mark {
          let place = SourceLocation(file: file, line: mark.line, column: mark.column)
          var name = scalar.string
          if let original = renamed[Position(line: mark.line, column: mark.column)] {
            name = String(original) + String(name.unicodeScalars.dropFirst())
          }
          if let first = seen[name] {
            faults.append(RepeatedKeys.fault(name, at: place, first: first))
          } else {
            seen[name] = place
          }
        }
        visit(value)
      }
    }
  }
}
