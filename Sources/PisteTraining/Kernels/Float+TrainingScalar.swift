private import COpenBLAS
private import CPisteKernels

extension Float: TrainingScalar {
  package static func matrixProduct(
    _ c: UnsafeMutablePointer<Float>, _ a: UnsafePointer<Float>, transposeA: Bool,
    _ b: UnsafePointer<Float>, transposeB: Bool, m: Int, n: Int, k: Int
  ) {
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      blasint(m), blasint(n), blasint(k), 1, a, blasint(transposeA ? m : k), b,
      blasint(transposeB ? k : n), 0, c, blasint(n))
  }

  package static func ownProduct(
    _ product: MatrixProduct.Form, _ set: InstructionSet, _ c: UnsafeMutablePointer<Float>,
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, rows: Int, inputs: Int, outputs: Int
  ) -> Bool {
    // A CPU without fused multiply-add has no vector form, and the portable one is for tests.
    guard InstructionSet.best != .portable else { return false }
    switch product {
    case .forward: piste_forward_product(set.rawValue, c, a, b, rows, inputs, outputs)
    case .weightGradient: piste_weight_gradient(set.rawValue, c, a, b, rows, inputs, outputs)
    case .inputGradient: piste_input_gradient(set.rawValue, c, a, b, rows, inputs, outputs)
    }
    return true
  }

  package static func biasIdentity(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Float>, _ bias: UnsafePointer<Float>,
    rows: Int, columns: Int
  ) {
    piste_bias_identity_f32(set.rawValue, y, bias, rows, columns)
  }

  package static func biasReLU(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Float>, _ bias: UnsafePointer<Float>,
    rows: Int, columns: Int
  ) {
    piste_bias_relu_f32(set.rawValue, y, bias, rows, columns)
  }

  package static func biasSigmoid(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Float>, _ bias: UnsafePointer<Float>,
    rows: Int, columns: Int
  ) {
    piste_bias_sigmoid_f32(set.rawValue, y, bias, rows, columns)
  }

  package static func biasTanh(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Float>, _ bias: UnsafePointer<Float>,
    rows: Int, columns: Int
  ) {
    piste_bias_tanh_f32(set.rawValue, y, bias, rows, columns)
  }

  package static func reluBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Float>,
    output: UnsafePointer<Float>, count: Int
  ) {
    piste_relu_backward_f32(set.rawValue, gradient, output, count)
  }

  package static func sigmoidBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Float>,
    output: UnsafePointer<Float>, count: Int
  ) {
    piste_sigmoid_backward_f32(set.rawValue, gradient, output, count)
  }

  package static func tanhBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Float>,
    output: UnsafePointer<Float>, count: Int
  ) {
    piste_tanh_backward_f32(set.rawValue, gradient, output, count)
  }

  package static func softmaxCrossEntropy(
    _ set: InstructionSet, _ logits: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    labels: UnsafePointer<Int32>, rows: Int, columns: Int, scale: Float
  ) -> (loss: Double, correct: Int) {
    var loss = 0.0
    let correct = piste_softmax_cross_entropy_f32(
      set.rawValue, logits, gradient, labels, rows, columns, scale, &loss)
    return (loss, correct)
  }

  package static func logistic(
    _ set: InstructionSet, _ logits: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    targets: UnsafePointer<Float>, rows: Int, scale: Float
  ) -> (loss: Double, correct: Int) {
    var loss = 0.0
    let correct = piste_logistic_f32(
      set.rawValue, logits, gradient, targets, rows, scale, &loss)
    return (loss, correct)
  }

  package static func square(
    _ set: InstructionSet, _ outputs: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    targets: UnsafePointer<Float>, count: Int, scale: Float
  ) -> Double {
    piste_square_f32(set.rawValue, outputs, gradient, targets, count, scale)
  }

  package static func columnSums(
    _ set: InstructionSet, _ sums: UnsafeMutablePointer<Float>, _ matrix: UnsafePointer<Float>,
    rows: Int, columns: Int
  ) {
    piste_column_sums_f32(set.rawValue, sums, matrix, rows, columns)
  }

  package static func sumOfSquares(
    _ set: InstructionSet, _ values: UnsafePointer<Float>, count: Int
  ) -> Double {
    piste_sum_of_squares_f32(set.rawValue, values, count)
  }

  package static func addSquares(
    _ set: InstructionSet, into state: UnsafeMutablePointer<Double>,
    _ values: UnsafePointer<Float>, count: Int
  ) {
    piste_add_squares_f32(set.rawValue, state, values, count)
  }

  package static func finishSquares(
    _ set: InstructionSet, _ state: UnsafePointer<Double>, _ values: UnsafePointer<Float>,
    count: Int
  ) -> Double {
    piste_finish_squares_f32(set.rawValue, state, values, count)
  }

  package static func allFinite(
    _ set: InstructionSet, _ values: UnsafePointer<Float>, count: Int
  ) -> Bool {
    piste_all_finite_f32(set.rawValue, values, count) == 1
  }

  package static func gather(
    _ set: InstructionSet, _ target: UnsafeMutablePointer<Float>,
    from source: UnsafePointer<Float>, rows: UnsafePointer<Int32>, count: Int, width: Int
  ) {
    piste_gather_f32(set.rawValue, target, source, rows, count, width)
  }

  @discardableResult
  package static func sgdStep(
    _ set: InstructionSet, _ parameters: UnsafeMutablePointer<Float>,
    gradients: UnsafePointer<Float>, count: Int, rate: Float, penalty: Float
  ) -> Bool {
    piste_sgd_step_f32(set.rawValue, parameters, gradients, count, rate, penalty) == 1
  }

  @discardableResult
  package static func momentumStep(
    _ set: InstructionSet, _ parameters: UnsafeMutablePointer<Float>,
    gradients: UnsafePointer<Float>, velocity: UnsafeMutablePointer<Float>, count: Int,
    _ factors: MomentumFactors<Float>
  ) -> Bool {
    piste_momentum_step_f32(
      set.rawValue, parameters, gradients, velocity, count, factors.rate, factors.penalty,
      factors.keep, factors.intake, factors.ofGradient, factors.ofVelocity) == 1
  }

  @discardableResult
  package static func adamStep(
    _ set: InstructionSet, _ parameters: UnsafeMutablePointer<Float>,
    gradients: UnsafePointer<Float>, mean: UnsafeMutablePointer<Float>,
    square: UnsafeMutablePointer<Float>, largest: UnsafeMutablePointer<Float>?, count: Int,
    _ factors: AdamFactors<Float>
  ) -> Bool {
    guard let largest else {
      return piste_adam_step_f32(
        set.rawValue, parameters, gradients, mean, square, count, factors.step,
        factors.unbias2, factors.intake1, factors.beta2, factors.intake2, factors.epsilon,
        factors.penalty, factors.shrink) == 1
    }
    return piste_amsgrad_step_f32(
      set.rawValue, parameters, gradients, mean, square, largest, count, factors.step,
      factors.unbias2, factors.intake1, factors.beta2, factors.intake2, factors.epsilon,
      factors.penalty, factors.shrink) == 1
  }

  package static func ruleStep(
    _ set: InstructionSet, _ rule: UpdateRule, _ parameters: UnsafeMutablePointer<Float>,
    gradients: UnsafePointer<Float>, beside vectors: RuleVectors<Float>, count: Int, width: Int,
    factors: UnsafePointer<Double>, sums: UnsafeMutablePointer<Double>
  ) {
    piste_rule_step_f32(
      set.rawValue, rule.rawValue, parameters, gradients, vectors.first, vectors.second,
      vectors.third, vectors.fourth, count, width, factors, sums)
  }
}
