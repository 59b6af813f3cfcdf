/// What computes on this machine, as far as its choice may change the bits of a result.
public enum TrainingKernels {
  /// The name of all that may change a bit, as `OpenBLAS Zen, fused products`.
  ///
  /// Runs under one name can be compared bit by bit, and a checkpoint is good under its own only.
  /// AVX2 and AVX-512 give the same bits and so one name; a CPU without either leaves Float32
  /// products to OpenBLAS.
  public static var name: String {
    let products = InstructionSet.best == .portable ? "its products" : "fused products"
    return "OpenBLAS \(BLAS.coreName), \(products)"
  }
}
