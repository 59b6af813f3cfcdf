internal import ArgumentParser
private import Foundation
internal import PisteStore

/// Which store a command works on.
struct StoreOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The store's folder (default: $PISTE_STORE, or .piste here).", valueName: "dir"))
  var store: String?

  func validate() throws {
    if store?.isEmpty == true { throw ValidationError("--store takes a folder, not nothing") }
  }

  /// The option as it was typed.
  var words: [String] { store.map { ["--store", $0] } ?? [] }

  /// The store's place.
  var location: StoreLocation {
    let environment = ProcessInfo.processInfo.environment["PISTE_STORE"] ?? ""
    return StoreLocation(directory: store ?? (environment.isEmpty ? ".piste" : environment))
  }
}
