private import CPisteKernels

/// What becomes of numbers that are too small to be normal ones: below 1.2e-38 in Float32.
///
/// Means of gradients that have died away end there and stay for long, and many CPUs compute with
/// such numbers a hundred times as slowly as with others. No result is any the worse without them.
enum TinyNumbers {
  /// How this thread treated them before.
  struct Treatment {
    fileprivate let word: UInt64
  }

  /// Makes this thread take them as 0, and give 0 in their place.
  ///
  /// - Returns: What ``restore(_:)`` is to be given.
  static func areZero() -> Treatment { Treatment(word: piste_tiny_is_zero()) }

  /// Makes this thread treat them as before.
  static func restore(_ treatment: Treatment) { piste_restore_tiny(treatment.word) }
}
