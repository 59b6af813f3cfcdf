private import CPisteKernels

extension Double: LayerKernels {
  package static func biasActivation(
    _ set: InstructionSet, _ kernel: ActivationKernel, parameter: Double,
    _ y: UnsafeMutablePointer<Double>, _ bias: UnsafePointer<Double>,
    sums: UnsafeMutablePointer<Double>?, rows: Int, columns: Int
  ) {
    piste_bias_activation_f64(
      set.rawValue, kernel.rawValue, parameter, y, bias, sums, rows, columns)
  }

  package static func activationBackward(
    _ set: InstructionSet, _ kernel: ActivationKernel, parameter: Double,
    _ gradient: UnsafeMutablePointer<Double>, values: UnsafePointer<Double>, count: Int
  ) {
    piste_activation_backward_f64(
      set.rawValue, kernel.rawValue, parameter, gradient, values, count)
  }

  package static func dropoutMask(
    _ set: InstructionSet, _ mask: UnsafeMutablePointer<Double>, draws: UnsafePointer<UInt32>,
    count: Int, limit: UInt32, stays: Double
  ) {
    piste_dropout_mask_f64(set.rawValue, mask, draws, count, limit, stays)
  }

  package static func multiply(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Double>, by factors: UnsafePointer<Double>,
    keeping kept: UnsafeMutablePointer<Double>?, count: Int
  ) {
    piste_multiply_f64(set.rawValue, y, factors, kept, count)
  }

  package static func normalizeRows(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Double>, bias: UnsafePointer<Double>,
    scale: UnsafePointer<Double>, _ kept: NormalizedValues<Double>?, rows: Int, columns: Int
  ) {
    piste_normalize_rows_f64(
      set.rawValue, y, bias, scale, kept?.normal, kept?.inverse, rows, columns,
      HiddenNormalization.epsilon)
  }

  package static func normalizeRowsBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Double>, scale: UnsafePointer<Double>,
    _ kept: NormalizedValues<Double>, rows: Int, columns: Int
  ) {
    piste_normalize_rows_backward_f64(
      set.rawValue, gradient, scale, kept.normal, kept.inverse, rows, columns)
  }

  package static func normalizeColumns(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Double>, bias: UnsafePointer<Double>,
    scale: UnsafePointer<Double>, _ kept: NormalizedValues<Double>,
    _ running: RunningStatistics<Double>, rows: Int, columns: Int
  ) {
    piste_normalize_columns_f64(
      set.rawValue, y, bias, scale, kept.normal, kept.inverse, running.mean, running.variance,
      running.work, rows, columns, HiddenNormalization.epsilon, HiddenNormalization.momentum)
  }

  package static func normalizeColumnsFixed(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Double>, bias: UnsafePointer<Double>,
    scale: UnsafePointer<Double>, _ running: RunningStatistics<Double>, rows: Int, columns: Int
  ) {
    piste_normalize_columns_fixed_f64(
      set.rawValue, y, bias, scale, running.mean, running.variance, running.work, rows, columns,
      HiddenNormalization.epsilon)
  }

  package static func normalizeColumnsBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Double>, scale: UnsafePointer<Double>,
    _ kept: NormalizedValues<Double>, scaleGradient: UnsafePointer<Double>,
    shiftGradient: UnsafePointer<Double>, rows: Int, columns: Int
  ) {
    piste_normalize_columns_backward_f64(
      set.rawValue, gradient, scale, kept.normal, kept.inverse, scaleGradient, shiftGradient,
      rows, columns)
  }

  package static func normalizationGradients(
    _ set: InstructionSet, scale: UnsafeMutablePointer<Double>, shift: UnsafeMutablePointer<Double>,
    _ gradient: UnsafePointer<Double>, normal: UnsafePointer<Double>, rows: Int, columns: Int
  ) {
    piste_normalization_gradients_f64(
      set.rawValue, scale, shift, gradient, normal, rows, columns)
  }

  package static func smoothedCrossEntropy(
    _ set: InstructionSet, _ logits: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>,
    labels: UnsafePointer<Int32>, rows: Int, columns: Int, scale: Double, smoothing: Double
  ) -> (loss: Double, correct: Int) {
    var loss = 0.0
    let correct = piste_smoothed_cross_entropy_f64(
      set.rawValue, logits, gradient, labels, rows, columns, scale, smoothing, &loss)
    return (loss, correct)
  }

  package static func huber(
    _ set: InstructionSet, _ outputs: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>,
    targets: UnsafePointer<Double>, count: Int, scale: Double, delta: Double
  ) -> Double {
    piste_huber_f64(set.rawValue, outputs, gradient, targets, count, scale, delta)
  }

  package static func hinge(
    _ set: InstructionSet, _ logits: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>,
    targets: UnsafePointer<Double>, rows: Int, scale: Double, margin: Double
  ) -> (loss: Double, correct: Int) {
    var loss = 0.0
    let correct = piste_hinge_f64(
      set.rawValue, logits, gradient, targets, rows, scale, margin, &loss)
    return (loss, correct)
  }

  package static func multiMargin(
    _ set: InstructionSet, _ logits: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>,
    labels: UnsafePointer<Int32>, rows: Int, columns: Int, scale: Double, margin: Double
  ) -> (loss: Double, correct: Int) {
    var loss = 0.0
    let correct = piste_multi_margin_f64(
      set.rawValue, logits, gradient, labels, rows, columns, scale, margin, &loss)
    return (loss, correct)
  }
}
