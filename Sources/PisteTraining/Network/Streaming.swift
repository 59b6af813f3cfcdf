/// Which networks take a step while the gradient is computed, and in what pieces.
///
/// A gradient that leaves the second cache before the step reads it again is better used at once.
/// A small one stays there, and pieces would only cost calls.
package struct Streaming: Sendable {
  /// The least count of parameters for which it pays: a gradient of a mebibyte in Float32.
  package var leastCount = 1 << 18
  /// About how many weights make a piece; with what the rule keeps it is to stay in the cache.
  package var pieceCount = 1 << 15

  /// How many rows of a layer's weights make a piece: a multiple of 12, a product's tile.
  func pieceHeight(outputs: Int) -> Int { max(12, pieceCount / outputs / 12 * 12) }

  /// The most numbers that a piece of these layers has, beside fewer than 128 left from the one before.
  func largestPiece(of layout: ParameterLayout) -> Int {
    let ends = layout.layers.dropFirst().map(\.weight) + [layout.storageCount]
    return zip(layout.layers, ends).map { dense, end in
      let weights = min(dense.inputs, pieceHeight(outputs: dense.outputs)) * dense.outputs
      return weights + end - dense.weight - dense.inputs * dense.outputs
    }.max() ?? 0
  }

  /// Creates the usual plan.
  package init() {}
}
