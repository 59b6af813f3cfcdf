import Foundation

/// The package's files, read as text.
enum SourceScan {
  /// The package's folder.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A Swift file of a target.
  struct File {
    let target: String
    let path: String
    let text: String

    /// The modules that its import lines name.
    var imports: [String] {
      text.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place <= 2,
          words[..<place].allSatisfy({ Self.modifiers.contains(String($0)) }),
          place + 1 < words.count
        else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "let", "var"]
        let name = kinds.contains(words[place + 1]) ? words[place + 2] : words[place + 1]
        return String(name.prefix { $0 != "." })
      }
    }

    private static let modifiers: Set<String> = [
      "public", "package", "internal", "fileprivate", "private", "@testable", "@preconcurrency",
      "@_exported", "@_implementationOnly",
    ]
  }

  /// Every Swift file below Sources.
  static func sources() throws -> [File] {
    let folder = root.appendingPathComponent("Sources")
    var files: [File] = []
    for target in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let base = folder.appendingPathComponent(target)
      let paths = FileManager.default.enumerator(atPath: base.path)
      while let path = paths?.nextObject() as? String {
        guard path.hasSuffix(".swift") else { continue }
        let text = try String(contentsOf: base.appendingPathComponent(path), encoding: .utf8)
        files.append(File(target: target, path: "\(target)/\(path)", text: text))
      }
    }
    return files
  }
}
