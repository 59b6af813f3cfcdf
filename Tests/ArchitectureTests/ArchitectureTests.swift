import Foundation
import Testing

@Suite struct ArchitectureTests {
  /// Records an issue for every import that the map does not allow.
  private func checkImports(of file: SourceScan.File) {
    let allowed = (ModuleMap.allowed[file.target] ?? []).union(ModuleMap.system)
    for module in file.imports {
      #expect(allowed.contains(module), "\(file.path) may not import \(module)")
      if let owners = ModuleMap.reserved[module] {
        #expect(owners.contains(file.target), "\(module) is not for \(file.path)")
      }
    }
    for word in ModuleMap.forbiddenWords[file.target] ?? [] {
      #expect(!file.text.contains(word), "\(file.path) may not use \(word)")
    }
  }

  @Test func everyImportStandsOnTheMap() throws {
    let files = try SourceScan.sources()
    #expect(files.count > 100)
    for file in files { checkImports(of: file) }
  }

  @Test(arguments: [
    ("PisteReports", "private import PisteStore\n"),
    ("PisteStore", "public import struct PisteTraining.Trainer\n"),
    ("PisteTraining", "let now = Date()\n"),
    ("PisteExecution", "import GRDB\n"),
  ])
  func anImportOffTheMapIsCaught(target: String, text: String) {
    withKnownIssue("the map forbids it") {
      checkImports(of: SourceScan.File(target: target, path: "Impostor.swift", text: text))
    }
  }

  @Test func everyTargetIsOnTheMap() throws {
    let targets = Set(try SourceScan.sources().map(\.target))
    #expect(targets == Set(ModuleMap.allowed.keys))
  }

  @Test func theManifestDeclaresWhatTheMapAllows() throws {
    let manifest = try String(
      contentsOf: SourceScan.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    for (target, modules) in ModuleMap.allowed {
      let entry = try #require(manifestEntry(of: target, in: manifest), "no target \(target)")
      let names = Set(entry.matches(of: /"([A-Za-z][A-Za-z-]*)"/).map { String($0.1) })
      let known = Set(ModuleMap.allowed.values.joined())
      let declared = names.intersection(known).subtracting([target])
      #expect(declared == modules, "\(target) in Package.swift")
    }
  }

  @Test func noLibraryFileIsOverFourHundredLines() throws {
    for file in try SourceScan.sources() {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines <= 400, "\(file.path) has \(lines) lines: two rooms behind one door?")
    }
  }

  @Test func noSourceForcesATryOrLeavesSomethingUndone() throws {
    let marks = ["TO" + "DO", "FIX" + "ME", "try" + "!", "fatal" + "Error(\"not impl"]
    for file in try SourceScan.sources() {
      for mark in marks { #expect(!file.text.contains(mark), "\(file.path) has \(mark)") }
    }
  }

  @Test func everyLinkInMarkdownLeadsSomewhere() throws {
    for path in ["README.md", "CHANGELOG.md"] + (try markdownOfTheCatalog()) {
      let url = SourceScan.root.appendingPathComponent(path)
      let text = try String(contentsOf: url, encoding: .utf8)
      for match in text.matches(of: /\]\(([^)#]+)[^)]*\)/) {
        let link = String(match.1)
        guard !link.hasPrefix("http"), !link.hasPrefix("<doc:") else { continue }
        let target = url.deletingLastPathComponent().appendingPathComponent(link)
        #expect(FileManager.default.fileExists(atPath: target.path), "\(path) links to \(link)")
      }
    }
  }

  private func manifestEntry(of target: String, in manifest: String) -> Substring? {
    guard
      let name = manifest.range(of: "arget(name: \"\(target)\"")
        ?? manifest.range(of: "arget(\n      name: \"\(target)\"")
    else { return nil }
    let rest = manifest[name.lowerBound...]
    var depth = 0
    for index in rest.indices {
      if rest[index] == "(" { depth += 1 }
      if rest[index] == ")" {
        depth -= 1
        if depth == 0 { return rest[...index] }
      }
    }
    return nil
  }

  private func markdownOfTheCatalog() throws -> [String] {
    let folder = "Sources/piste/Piste.docc"
    let names = FileManager.default.enumerator(
      atPath: SourceScan.root.appendingPathComponent(folder).path)
    return (names?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".md") }
      .map { "\(folder)/\($0)" }
  }
}
