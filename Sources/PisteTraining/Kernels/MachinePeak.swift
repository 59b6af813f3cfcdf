private import CPisteKernels

/// The work that one core can do at most, as chains of multiply-adds that wait for nothing.
///
/// Whoever holds a clock times it; this module has none.
package enum MachinePeak {
  /// Operations in one round; a multiply-add counts as two.
  package static func operations(_ set: InstructionSet) -> Double {
    Double(piste_peak_operations(set.rawValue))
  }

  /// Runs so many rounds on the calling thread.
  ///
  /// - Parameters:
  ///   - set: One of ``InstructionSet/available``.
  ///   - rounds: How many rounds.
  /// - Returns: What the chains came to, near 1 a lane; there so that they are not left out.
  @discardableResult
  package static func run(_ set: InstructionSet, rounds: Int) -> Float {
    precondition(
      set.rawValue <= InstructionSet.best.rawValue,
      "MachinePeak: \(set) asked for, this CPU has \(InstructionSet.best)")
    return piste_peak_run(set.rawValue, Int64(rounds))
  }
}
