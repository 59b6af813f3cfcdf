/// Why a figure is left out, in a sentence that takes its place.
struct Omission: Error, Sendable, Hashable {
  /// The sentence.
  let reason: String

  /// Creates an omission.
  init(_ reason: String) { self.reason = reason }
}
