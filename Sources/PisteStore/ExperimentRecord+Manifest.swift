private import Foundation
private import PisteCore
public import PisteExperiments

extension ExperimentRecord {
  /// The record of an experiment whose file was read and checked.
  ///
  /// - Parameter manifest: What was read.
  /// - Throws: ``StoreError`` with code `.inconsistent` if it cannot be written as JSON.
  public init(_ manifest: ExperimentManifest) throws {
    let json = try StoreError.translating(manifest.sourceFile) {
      String(decoding: try CanonicalJSON.encode(manifest), as: UTF8.self)
    }
    self.init(
      name: manifest.name,
      description: manifest.description.isEmpty ? nil : manifest.description,
      objective: manifest.objective, manifestJSON: json, sourceFile: manifest.sourceFile,
      sourceText: manifest.sourceText, tags: manifest.tags)
  }

  /// What was read out of the file.
  ///
  /// - Returns: The manifest, as it was enqueued.
  /// - Throws: ``StoreError`` with code `.corrupt` if another release wrote it in a form that
  ///   this one cannot read.
  public func manifest() throws -> ExperimentManifest {
    try StoreError.translating("the record of experiment \(name)") {
      try JSONDecoder().decode(ExperimentManifest.self, from: Data(manifestJSON.utf8))
    }
  }
}
