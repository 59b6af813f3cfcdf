/// The three products of a dense layer, and the one place that decides who computes them.
///
/// Today OpenBLAS computes all of them; a kernel of Piste's own for some shapes slots in here and
/// nothing else changes. All matrices are row-major and dense.
package enum MatrixProduct {
  /// `y = x·w`: the outputs of a layer.
  ///
  /// > Shapes: x `[rows, inputs]`, w `[inputs, outputs]`, y `[rows, outputs]`.
  package static func forward<Scalar: TrainingScalar>(
    _ y: UnsafeMutablePointer<Scalar>, inputs x: UnsafePointer<Scalar>,
    weights w: UnsafePointer<Scalar>, rows: Int, inputs: Int, outputs: Int
  ) {
    Scalar.matrixProduct(
      y, x, transposeA: false, w, transposeB: false, m: rows, n: outputs, k: inputs)
  }

  /// `dw = xᵀ·dy`: the gradient of a layer's weights.
  ///
  /// > Shapes: x `[rows, inputs]`, dy `[rows, outputs]`, dw `[inputs, outputs]`.
  package static func weightGradient<Scalar: TrainingScalar>(
    _ dw: UnsafeMutablePointer<Scalar>, inputs x: UnsafePointer<Scalar>,
    outputGradient dy: UnsafePointer<Scalar>, rows: Int, inputs: Int, outputs: Int
  ) {
    Scalar.matrixProduct(
      dw, x, transposeA: true, dy, transposeB: false, m: inputs, n: outputs, k: rows)
  }

  /// `dx = dy·wᵀ`: the gradient of a layer's inputs.
  ///
  /// > Shapes: dy `[rows, outputs]`, w `[inputs, outputs]`, dx `[rows, inputs]`.
  package static func inputGradient<Scalar: TrainingScalar>(
    _ dx: UnsafeMutablePointer<Scalar>, outputGradient dy: UnsafePointer<Scalar>,
    weights w: UnsafePointer<Scalar>, rows: Int, inputs: Int, outputs: Int
  ) {
    Scalar.matrixProduct(
      dx, dy, transposeA: false, w, transposeB: true, m: rows, n: inputs, k: outputs)
  }
}
