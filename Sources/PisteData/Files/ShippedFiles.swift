private import Foundation
internal import PisteCore

/// The files that come with the program.
///
/// They lie in the folder that the build puts beside every program and test bundle. The accessor that the
/// build generates for it is not used: it ends the process where the folder is missing, and knows
/// the folder of the build.
enum ShippedFiles {
  private static let bundle = "piste_PisteData.resources"

  /// The path of a shipped file.
  ///
  /// - Throws: ``DataError`` with code `missing-file` if it is in none of the usual places.
  static func path(of name: String) throws(DataError) -> String {
    let folders = self.folders
    for folder in folders {
      let path = "\(folder)/\(bundle)/Resources/\(name)"
      if FileAccess.exists(path) { return path }
    }
    throw DataError(
      .missingFile, "the shipped data file '\(name)' was not found beside the program",
      hint: "keep the folder '\(bundle)' in the folder of the program, or in ../share/piste",
      setting: "dataset.name")
  }

  private static var folders: [String] {
    var folders: [String] = []
    if let program = realpath("/proc/self/exe", nil) {
      let folder = parent(of: String(cString: program))
      folders = [folder, folder + "/../share/piste"]
      free(program)
    }
    // A test bundle may be loaded by a helper that lives elsewhere; its path is an argument then.
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      folders.append(parent(of: argument.components(separatedBy: ".xctest")[0]))
    }
    return folders
  }

  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}
