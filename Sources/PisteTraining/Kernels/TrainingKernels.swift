/// What computes on this machine, as far as its choice may change the bits of a result.
public enum TrainingKernels {
  /// The name of all that runs, as `OpenBLAS Zen, avx2`.
  ///
  /// Runs under one name can be compared bit by bit, and a checkpoint is good under its own only.
  public static var name: String { "OpenBLAS \(BLAS.coreName), \(InstructionSet.best)" }
}
