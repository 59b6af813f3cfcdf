private import PisteCore

/// Reads numbers and truth values from the text of a plain scalar, by the setting's own type.
package enum ScalarText {
  /// The finite number that `text` writes: `3e-4`, `3.0e-4`, `.5`, `-2`; nil for anything else.
  package static func number(_ text: String) -> Double? {
    guard !text.isEmpty, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    return value
  }

  /// The truth value that `text` writes: `true` or `false`, nothing else.
  package static func boolean(_ text: String) -> Bool? {
    switch text {
    case "true": true
    case "false": false
    default: nil
    }
  }
}
