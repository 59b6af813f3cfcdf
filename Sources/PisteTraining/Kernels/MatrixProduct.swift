private import CPisteKernels

/// The three products of a dense layer, and the one place that decides who computes them.
///
/// In Float32, on a CPU with AVX2 and FMA or better, kernels of Piste's own do, and every element
/// is one chain of fused multiply-adds in the order of the index summed over: the same bits
/// whatever the instruction set and the shapes of the tiles. OpenBLAS does everything else. All
/// matrices are row-major and dense, and must not overlap.
package enum MatrixProduct {
  /// Which of the three.
  package enum Form: Sendable, CaseIterable {
    /// `y = x·w`.
    case forward
    /// `dw = xᵀ·dy`.
    case weightGradient
    /// `dx = dy·wᵀ`.
    case inputGradient
  }

  /// `y = x·w`: the outputs of a layer.
  ///
  /// > Shapes: x `[rows, inputs]`, w `[inputs, outputs]`, y `[rows, outputs]`.
  package static func forward<Scalar: TrainingScalar>(
    _ y: UnsafeMutablePointer<Scalar>, inputs x: UnsafePointer<Scalar>,
    weights w: UnsafePointer<Scalar>, rows: Int, inputs: Int, outputs: Int,
    _ set: InstructionSet = .best
  ) {
    if Scalar.ownProduct(.forward, set, y, x, w, rows: rows, inputs: inputs, outputs: outputs) {
      return
    }
    Scalar.matrixProduct(
      y, x, transposeA: false, w, transposeB: false, m: rows, n: outputs, k: inputs)
  }

  /// `dw = xᵀ·dy`: the gradient of a layer's weights.
  ///
  /// > Shapes: x `[rows, inputs]`, dy `[rows, outputs]`, dw `[inputs, outputs]`.
  package static func weightGradient<Scalar: TrainingScalar>(
    _ dw: UnsafeMutablePointer<Scalar>, inputs x: UnsafePointer<Scalar>,
    outputGradient dy: UnsafePointer<Scalar>, rows: Int, inputs: Int, outputs: Int,
    _ set: InstructionSet = .best
  ) {
    if Scalar.ownProduct(
      .weightGradient, set, dw, x, dy, rows: rows, inputs: inputs, outputs: outputs)
    {
      return
    }
    Scalar.matrixProduct(
      dw, x, transposeA: true, dy, transposeB: false, m: inputs, n: outputs, k: rows)
  }

  /// `dx = dy·wᵀ`: the gradient of a layer's inputs.
  ///
  /// > Shapes: dy `[rows, outputs]`, w `[inputs, outputs]`, dx `[rows, inputs]`.
  package static func inputGradient<Scalar: TrainingScalar>(
    _ dx: UnsafeMutablePointer<Scalar>, outputGradient dy: UnsafePointer<Scalar>,
    weights w: UnsafePointer<Scalar>, rows: Int, inputs: Int, outputs: Int,
    _ set: InstructionSet = .best
  ) {
    if Scalar.ownProduct(
      .inputGradient, set, dx, dy, w, rows: rows, inputs: inputs, outputs: outputs)
    {
      return
    }
    Scalar.matrixProduct(
      dx, dy, transposeA: false, w, transposeB: true, m: rows, n: inputs, k: outputs)
  }

  /// Has this thread's products fetch rows into the cache that will be gathered soon.
  ///
  /// No result depends on it. Rows lie anywhere in the data, so that reading them takes the time
  /// of memory; a product has many cycles between its own reads.
  ///
  /// - Parameters:
  ///   - source: Row-major `[N, width]`.
  ///   - rows: Numbers of the rows, `[count]`; read before this returns.
  ///   - count: How many rows.
  ///   - width: Length of a row.
  package static func fetchSoon(
    _ source: UnsafePointer<Float>, rows: UnsafePointer<Int32>, count: Int, width: Int
  ) {
    piste_fetch_soon(source, rows, count, width)
  }
}
