extension Network where Scalar: TrainingScalar {
  /// Normalizes a hidden layer's sums in place, up to the shift: y becomes γ·n.
  ///
  /// > Shapes: y `[rows, H]`, x·W without the bias, which is added here.
  func normalize(
    _ layer: Int, _ y: UnsafeMutablePointer<Scalar>, _ vector: UnsafePointer<Scalar>, rows: Int,
    isTraining: Bool
  ) {
    let columns = shape.widths[layer + 1]
    let bias = vector + layout.bias(layer).offset
    let scale = vector + layout.scale(layer).offset
    switch shape.normalization {
    case .none: break
    case .layer:
      Scalar.normalizeRows(
        instructions, y, bias: bias, scale: scale, isTraining ? keptNormal(layer) : nil,
        rows: rows, columns: columns)
    case .batch where isTraining:
      precondition(rows > 1, "Network: batch normalization over \(rows) row, but 2 are needed")
      Scalar.normalizeColumns(
        instructions, y, bias: bias, scale: scale, keptNormal(layer), running(layer), rows: rows,
        columns: columns)
    case .batch:
      Scalar.normalizeColumnsFixed(
        instructions, y, bias: bias, scale: scale, running(layer), rows: rows, columns: columns)
    }
  }

  /// From the gradient of a normalization's outputs to that of the layer's sums, in place.
  ///
  ///     dγ = Σ_rows dy·n,  dβ = Σ_rows dy
  ///     layer:  dz = (γ·dy − mean(γ·dy) − n·mean(γ·dy·n))/√(variance + ε), means along the row
  ///     batch:  dz = γ·(dy − dβ/B − n·dγ/B)/√(variance + ε)
  ///
  /// It also writes the gradients of scale and shift.
  ///
  /// > Shapes: gradient `[rows, H]`.
  func normalizeBackwards(_ layer: Int, _ gradient: UnsafeMutablePointer<Scalar>, rows: Int) {
    guard shape.normalization != .none else { return }
    let columns = shape.widths[layer + 1]
    let scale = UnsafePointer(parameters.start + layout.scale(layer).offset)
    let scaleGradient = gradients.start + layout.scale(layer).offset
    let shiftGradient = gradients.start + layout.shift(layer).offset
    let kept = keptNormal(layer)
    Scalar.normalizationGradients(
      instructions, scale: scaleGradient, shift: shiftGradient, gradient, normal: kept.normal,
      rows: rows, columns: columns)
    if shape.normalization == .layer {
      Scalar.normalizeRowsBackward(
        instructions, gradient, scale: scale, kept, rows: rows, columns: columns)
    } else {
      Scalar.normalizeColumnsBackward(
        instructions, gradient, scale: scale, kept, scaleGradient: scaleGradient,
        shiftGradient: shiftGradient, rows: rows, columns: columns)
    }
  }

  private func keptNormal(_ layer: Int) -> NormalizedValues<Scalar> {
    NormalizedValues(normal: kept.normal[layer].start, inverse: kept.inverse[layer].start)
  }

  private func running(_ layer: Int) -> RunningStatistics<Scalar> {
    RunningStatistics(
      mean: memory.means[layer].start, variance: memory.variances[layer].start,
      work: memory.work.start)
  }
}
