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

  /// Some rows of `dw = xᵀ·dy`, in the bits of the product as a whole.
  ///
  /// Blocks of one gradient are computed in their order, the first of at least 12 rows: it leaves
  /// dy packed for those that follow.
  ///
  /// > Shapes: x `[rows, inputs]`, dy `[rows, outputs]`, dw `[block, outputs]`; dy is packed in
  /// > `panels`, which hold ``panelCount(rows:outputs:)`` numbers.
  package static func weightGradient(
    of block: Range<Int>, _ dw: UnsafeMutablePointer<Float>, inputs x: UnsafePointer<Float>,
    outputGradient dy: UnsafePointer<Float>, rows: Int, inputs: Int, outputs: Int,
    panels: UnsafeMutablePointer<Float>, _ set: InstructionSet = .best
  ) {
    piste_weight_gradient_rows(
      set.rawValue, dw, x, dy, rows, inputs, outputs, block.lowerBound, block.count, panels)
  }

  /// How many numbers a packed dy takes.
  package static func panelCount(rows: Int, outputs: Int) -> Int {
    rows * ((outputs + 31) / 32 * 32)
  }

  /// Whether Float32 products are Piste's own on this CPU.
  package static var isOwn: Bool { InstructionSet.best != .portable }

  /// Has this thread's products fetch up to four vectors into the cache, before any rows.
  ///
  /// - Parameters:
  ///   - parameters: The first of them.
  ///   - memory: The others.
  ///   - count: How many numbers of each; 0 calls off what was asked for before.
  static func fetchSoon(
    _ parameters: UnsafePointer<Float>, beside memory: RuleVectors<Float>, count: Int
  ) {
    piste_fetch_ranges(parameters, memory.first, memory.second, memory.third, count)
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
