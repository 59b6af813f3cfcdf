private import COpenBLAS

/// The products of one dense layer, over and over, so that a benchmark can time who computes them.
///
/// It lies in this module because only here may OpenBLAS be called, and because a call across
/// modules costs as much as a small product.
package final class ProductProbe {
  /// One of the three products of a dense layer.
  package enum Product: String, Sendable, CaseIterable {
    /// `y = x·w`
    case forward
    /// `dw = xᵀ·dy`
    case weightGradient = "dW"
    /// `dx = dy·wᵀ`
    case inputGradient = "dX"
  }

  /// Who computes it.
  package enum Provider: String, Sendable, CaseIterable {
    /// OpenBLAS alone, called as it is.
    case openBLAS = "OpenBLAS"
    /// Whatever ``MatrixProduct`` chooses.
    case piste = "Piste"
  }

  /// B.
  package let rows: Int
  /// D.
  package let inputs: Int
  /// H.
  package let outputs: Int

  private let x: AlignedBuffer<Float>
  private let w: AlignedBuffer<Float>
  private let y: AlignedBuffer<Float>
  private let targetX: AlignedBuffer<Float>
  private let targetW: AlignedBuffer<Float>

  /// Creates a layer of made-up numbers.
  package init(rows: Int, inputs: Int, outputs: Int) {
    precondition(
      min(rows, inputs, outputs) > 0, "ProductProbe: a size of \(min(rows, inputs, outputs))")
    BLAS.useOneThread()
    (self.rows, self.inputs, self.outputs) = (rows, inputs, outputs)
    x = AlignedBuffer(count: rows * inputs)
    w = AlignedBuffer(count: inputs * outputs)
    y = AlignedBuffer(count: rows * outputs)
    targetX = AlignedBuffer(count: rows * inputs)
    targetW = AlignedBuffer(count: inputs * outputs)
    for buffer in [x, w, y] {
      for index in 0..<buffer.count { buffer.start[index] = Float(index % 17) / 16 - 0.5 }
    }
  }

  /// Operations of one product: each multiply-add counts as two.
  package var operations: Double { 2 * Double(rows) * Double(inputs) * Double(outputs) }

  /// Computes the product `times` over.
  package func run(_ product: Product, by provider: Provider, times: Int) {
    switch provider {
    case .openBLAS: for _ in 0..<times { openBLAS(product) }
    case .piste: for _ in 0..<times { piste(product) }
    }
  }

  /// Computes the product both ways and compares.
  ///
  /// - Returns: The largest difference of an element, as a share of the largest element.
  package func disagreement(on product: Product) -> Double {
    let target =
      switch product {
      case .forward: y
      case .weightGradient: targetW
      case .inputGradient: targetX
      }
    // The forward product overwrites what the others read, with the same numbers both times.
    run(product, by: .openBLAS, times: 1)
    let expected = Array(target.values)
    target.start.update(repeating: .nan, count: target.count)
    run(product, by: .piste, times: 1)
    let scale = expected.reduce(0) { max($0, abs($1)) }
    return zip(target.values, expected).reduce(0) { largest, pair in
      let difference = Double(abs(pair.0 - pair.1) / scale)
      // NaN is no agreement.
      return difference <= largest ? largest : difference
    }
  }

  private func piste(_ product: Product) {
    switch product {
    case .forward:
      MatrixProduct.forward(
        y.start, inputs: x.start, weights: w.start, rows: rows, inputs: inputs, outputs: outputs)
    case .weightGradient:
      MatrixProduct.weightGradient(
        targetW.start, inputs: x.start, outputGradient: y.start, rows: rows, inputs: inputs,
        outputs: outputs)
    case .inputGradient:
      MatrixProduct.inputGradient(
        targetX.start, outputGradient: y.start, weights: w.start, rows: rows, inputs: inputs,
        outputs: outputs)
    }
  }

  private func openBLAS(_ product: Product) {
    let (b, d, h) = (blasint(rows), blasint(inputs), blasint(outputs))
    switch product {
    case .forward:
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, b, h, d, 1, x.start, d, w.start, h, 0, y.start,
        h)
    case .weightGradient:
      cblas_sgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, d, h, b, 1, x.start, d, y.start, h, 0,
        targetW.start, h)
    case .inputGradient:
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, b, d, h, 1, y.start, h, w.start, h, 0,
        targetX.start, d)
    }
  }
}
