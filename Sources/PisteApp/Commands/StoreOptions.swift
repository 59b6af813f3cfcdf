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

  /// The store's place.
  var location: StoreLocation {
    let environment = ProcessInfo.processInfo.environment["PISTE_STORE"] ?? ""
    return StoreLocation(directory: store ?? (environment.isEmpty ? ".piste" : environment))
  }
}
