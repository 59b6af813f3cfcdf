private import COpenBLAS

/// What is to be known of, and told to, the library that multiplies matrices.
public enum BLAS {
  /// The kernel that OpenBLAS chose for this CPU, as `Zen`; another one may give other bits.
  public static var coreName: String { text(openblas_get_corename()) }

  /// OpenBLAS's version and how it was built, in one line.
  public static var version: String { text(openblas_get_config()) }

  /// Makes every product run on the calling thread alone, so that results have one order of sums.
  public static func useOneThread() { openblas_set_num_threads(1) }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? "unknown"
  }
}
