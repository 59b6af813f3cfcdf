private import CPisteKernels

/// Which of the three compiled forms of a kernel runs.
///
/// All three give the same bits; the better ones are faster. Tests ask for each in turn.
package enum InstructionSet: Int32, Sendable, CaseIterable {
  /// What every CPU of this architecture has.
  case portable = 0
  /// AVX2 with fused multiply-add.
  case avx2 = 1
  /// AVX-512 Foundation.
  case avx512 = 2

  /// The best one this CPU has.
  package static let best =
    InstructionSet(rawValue: piste_best_instruction_set()) ?? .portable

  /// Those this CPU can run.
  package static var available: [InstructionSet] {
    allCases.filter { $0.rawValue <= best.rawValue }
  }
}
