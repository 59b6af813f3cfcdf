/// Which networks take a step while the gradient is computed, and in what pieces.
///
/// A gradient that leaves the second cache before the step reads it again is better used at once.
/// A small one stays there, and pieces would only cost calls.
package struct Streaming: Sendable {
  /// The least count of parameters for which it pays: a gradient of a mebibyte in Float32.
  package var leastCount = 1 << 18
  /// About how many weights make a piece; with what the rule keeps it is to stay in the cache.
  package var pieceCount = 1 << 15

  /// Creates the usual plan.
  package init() {}
}
