private import Crypto
private import Foundation
private import PisteCatalog
public import PisteCore

/// The content hashes of runs and configurations.
///
///     id = SHA-256 of {"core": c, "data": digest, "seed": s, "settings": {…}}
///
/// with sorted keys and shortest round-trip numbers; a configuration's hash has no `seed`.
enum RunIdentity {
  static func hash(_ settings: Settings, dataDigest: String, seed: UInt64?) -> String {
    let text: Data
    do {
      text = try CanonicalJSON.encode(
        Content(core: PisteVersion.core, data: dataDigest, seed: seed, settings: settings))
    } catch {
      // Numbers are finite from the moment they are read, and nothing else fails to encode.
      preconditionFailure("RunIdentity: settings that are not JSON: \(error)")
    }
    return SHA256.hash(data: text).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private struct Content: Encodable {
    var core: Int
    var data: String
    var seed: UInt64?
    var settings: Settings
  }
}

extension RunPlan {
  /// The id that the plan's settings and seed have with the data of these facts.
  ///
  /// It is the plan's own ``id`` unless something has been changed by hand.
  public func idOfContent(facts: DataSetFacts) -> RunID {
    let identity = Catalog.identity(settings, facts: facts)
    return RunID(hex: RunIdentity.hash(identity, dataDigest: facts.digest, seed: seed))
  }
}
