private import Foundation
internal import PisteCore

/// Reads files of text.
enum SourceText {
  /// The text of a file.
  ///
  /// - Parameters:
  ///   - path: The file, from the working directory.
  ///   - kind: What it is called in a fault, as `experiment file`.
  /// - Returns: The text.
  /// - Throws: `SpecError` without a place.
  static func read(_ path: String, of kind: String) throws(SpecError) -> String {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if isFolder.boolValue {
        throw SpecError(
          .missingFile, "this is a folder, not an experiment file",
          hint: "name a file in it, as \(path.hasSuffix("/") ? path : path + "/")experiment.yaml")
      }
      throw SpecError(
        .missingFile, exists ? "the \(kind) cannot be read" : "there is no such \(kind)",
        hint: exists
          ? "it must be a file that this user may read"
          : "the path counts from the folder in which piste was started")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw SpecError(.syntax, "the file is not UTF-8 text", hint: "save it as UTF-8")
    }
    return text
  }
}
