private import CPisteKernels

extension Float: LayerKernels {
  package static func biasActivation(
    _ set: InstructionSet, _ kernel: ActivationKernel, parameter: Float,
    _ y: UnsafeMutablePointer<Float>, _ bias: UnsafePointer<Float>,
    sums: UnsafeMutablePointer<Float>?, rows: Int, columns: Int
  ) {
    piste_bias_activation_f32(
      set.rawValue, kernel.rawValue, parameter, y, bias, sums, rows, columns)
  }

  package static func activationBackward(
    _ set: InstructionSet, _ kernel: ActivationKernel, parameter: Float,
    _ gradient: UnsafeMutablePointer<Float>, values: UnsafePointer<Float>, count: Int
  ) {
    piste_activation_backward_f32(
      set.rawValue, kernel.rawValue, parameter, gradient, values, count)
  }

  package static func dropoutMask(
    _ set: InstructionSet, _ mask: UnsafeMutablePointer<Float>, draws: UnsafePointer<UInt32>,
    count: Int, limit: UInt32, stays: Float
  ) {
    piste_dropout_mask_f32(set.rawValue, mask, draws, count, limit, stays)
  }

  package static func multiply(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Float>, by factors: UnsafePointer<Float>,
    keeping kept: UnsafeMutablePointer<Float>?, count: Int
  ) {
    piste_multiply_f32(set.rawValue, y, factors, kept, count)
  }

  package static func normalizeRows(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, _ kept: NormalizedValues<Float>?, rows: Int, columns: Int
  ) {
    piste_normalize_rows_f32(
      set.rawValue, y, bias, scale, kept?.normal, kept?.inverse, rows, columns,
      HiddenNormalization.epsilon)
  }

  package static func normalizeRowsBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Float>, scale: UnsafePointer<Float>,
    _ kept: NormalizedValues<Float>, rows: Int, columns: Int
  ) {
    piste_normalize_rows_backward_f32(
      set.rawValue, gradient, scale, kept.normal, kept.inverse, rows, columns)
  }

  package static func normalizeColumns(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, _ kept: NormalizedValues<Float>,
    _ running: RunningStatistics<Float>, rows: Int, columns: Int
  ) {
    piste_normalize_columns_f32(
      set.rawValue, y, bias, scale, kept.normal, kept.inverse, running.mean, running.variance,
      running.work, rows, columns, HiddenNormalization.epsilon, HiddenNormalization.momentum)
  }

  package static func normalizeColumnsFixed(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, _ running: RunningStatistics<Float>, rows: Int, columns: Int
  ) {
    piste_normalize_columns_fixed_f32(
      set.rawValue, y, bias, scale, running.mean, running.variance, running.work, rows, columns,
      HiddenNormalization.epsilon)
  }

  package static func normalizeColumnsBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Float>, scale: UnsafePointer<Float>,
    _ kept: NormalizedValues<Float>, scaleGradient: UnsafePointer<Float>,
    shiftGradient: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    piste_normalize_columns_backward_f32(
      set.rawValue, gradient, scale, kept.normal, kept.inverse, scaleGradient, shiftGradient,
      rows, columns)
  }

  package static func normalizationGradients(
    _ set: InstructionSet, scale: UnsafeMutablePointer<Float>, shift: UnsafeMutablePointer<Float>,
    _ gradient: UnsafePointer<Float>, normal: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    piste_normalization_gradients_f32(
      set.rawValue, scale, shift, gradient, normal, rows, columns)
  }

  package static func smoothedCrossEntropy(
    _ set: InstructionSet, _ logits: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    labels: UnsafePointer<Int32>, rows: Int, columns: Int, scale: Float, smoothing: Float
  ) -> (loss: Double, correct: Int) {
    var loss = 0.0
    let correct = piste_smoothed_cross_entropy_f32(
      set.rawValue, logits, gradient, labels, rows, columns, scale, smoothing, &loss)
    return (loss, correct)
  }

  package static func huber(
    _ set: InstructionSet, _ outputs: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    targets: UnsafePointer<Float>, count: Int, scale: Float, delta: Float
  ) -> Double {
    piste_huber_f32(set.rawValue, outputs, gradient, targets, count, scale, delta)
  }

  package static func hinge(
    _ set: InstructionSet, _ logits: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    targets: UnsafePointer<Float>, rows: Int, scale: Float, margin: Float
  ) -> (loss: Double, correct: Int) {
    var loss = 0.0
    let correct = piste_hinge_f32(
      set.rawValue, logits, gradient, targets, rows, scale, margin, &loss)
    return (loss, correct)
  }

  package static func multiMargin(
    _ set: InstructionSet, _ logits: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    labels: UnsafePointer<Int32>, rows: Int, columns: Int, scale: Float, margin: Float
  ) -> (loss: Double, correct: Int) {
    var loss = 0.0
    let correct = piste_multi_margin_f32(
      set.rawValue, logits, gradient, labels, rows, columns, scale, margin, &loss)
    return (loss, correct)
  }
}
