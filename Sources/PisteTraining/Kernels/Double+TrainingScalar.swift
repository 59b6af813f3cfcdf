private import COpenBLAS
private import CPisteKernels

extension Double: TrainingScalar {
  package static func matrixProduct(
    _ c: UnsafeMutablePointer<Double>, _ a: UnsafePointer<Double>, transposeA: Bool,
    _ b: UnsafePointer<Double>, transposeB: Bool, m: Int, n: Int, k: Int
  ) {
    cblas_dgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      blasint(m), blasint(n), blasint(k), 1, a, blasint(transposeA ? m : k), b,
      blasint(transposeB ? k : n), 0, c, blasint(n))
  }

  package static func ownProduct(
    _ product: MatrixProduct.Form, _ set: InstructionSet, _ c: UnsafeMutablePointer<Double>,
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, rows: Int, inputs: Int, outputs: Int
  ) -> Bool {
    false
  }

  package static func biasIdentity(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Double>, _ bias: UnsafePointer<Double>,
    rows: Int, columns: Int
  ) {
    piste_bias_identity_f64(set.rawValue, y, bias, rows, columns)
  }

  package static func biasReLU(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Double>, _ bias: UnsafePointer<Double>,
    rows: Int, columns: Int
  ) {
    piste_bias_relu_f64(set.rawValue, y, bias, rows, columns)
  }

  package static func biasSigmoid(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Double>, _ bias: UnsafePointer<Double>,
    rows: Int, columns: Int
  ) {
    piste_bias_sigmoid_f64(set.rawValue, y, bias, rows, columns)
  }

  package static func biasTanh(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Double>, _ bias: UnsafePointer<Double>,
    rows: Int, columns: Int
  ) {
    piste_bias_tanh_f64(set.rawValue, y, bias, rows, columns)
  }

  package static func reluBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Double>,
    output: UnsafePointer<Double>, count: Int
  ) {
    piste_relu_backward_f64(set.rawValue, gradient, output, count)
  }

  package static func sigmoidBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Double>,
    output: UnsafePointer<Double>, count: Int
  ) {
    piste_sigmoid_backward_f64(set.rawValue, gradient, output, count)
  }

  package static func tanhBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Double>,
    output: UnsafePointer<Double>, count: Int
  ) {
    piste_tanh_backward_f64(set.rawValue, gradient, output, count)
  }

  package static func softmaxCrossEntropy(
    _ set: InstructionSet, _ logits: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>,
    labels: UnsafePointer<Int32>, rows: Int, columns: Int, scale: Double
  ) -> (loss: Double, correct: Int) {
    var loss = 0.0
    let correct = piste_softmax_cross_entropy_f64(
      set.rawValue, logits, gradient, labels, rows, columns, scale, &loss)
    return (loss, correct)
  }

  package static func logistic(
    _ set: InstructionSet, _ logits: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>,
    targets: UnsafePointer<Double>, rows: Int, scale: Double
  ) -> (loss: Double, correct: Int) {
    var loss = 0.0
    let correct = piste_logistic_f64(
      set.rawValue, logits, gradient, targets, rows, scale, &loss)
    return (loss, correct)
  }

  package static func square(
    _ set: InstructionSet, _ outputs: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>,
    targets: UnsafePointer<Double>, count: Int, scale: Double
  ) -> Double {
    piste_square_f64(set.rawValue, outputs, gradient, targets, count, scale)
  }

  package static func columnSums(
    _ set: InstructionSet, _ sums: UnsafeMutablePointer<Double>, _ matrix: UnsafePointer<Double>,
    rows: Int, columns: Int
  ) {
    piste_column_sums_f64(set.rawValue, sums, matrix, rows, columns)
  }

  package static func sumOfSquares(
    _ set: InstructionSet, _ values: UnsafePointer<Double>, count: Int
  ) -> Double {
    piste_sum_of_squares_f64(set.rawValue, values, count)
  }

  package static func addSquares(
    _ set: InstructionSet, into state: UnsafeMutablePointer<Double>,
    _ values: UnsafePointer<Double>, count: Int
  ) {
    piste_add_squares_f64(set.rawValue, state, values, count)
  }

  package static func finishSquares(
    _ set: InstructionSet, _ state: UnsafePointer<Double>, _ values: UnsafePointer<Double>,
    count: Int
  ) -> Double {
    piste_finish_squares_f64(set.rawValue, state, values, count)
  }

  package static func allFinite(
    _ set: InstructionSet, _ values: UnsafePointer<Double>, count: Int
  ) -> Bool {
    piste_all_finite_f64(set.rawValue, values, count) == 1
  }

  package static func gather(
    _ set: InstructionSet, _ target: UnsafeMutablePointer<Double>,
    from source: UnsafePointer<Float>, rows: UnsafePointer<Int32>, count: Int, width: Int
  ) {
    piste_gather_f64(set.rawValue, target, source, rows, count, width)
  }

  @discardableResult
  package static func sgdStep(
    _ set: InstructionSet, _ parameters: UnsafeMutablePointer<Double>,
    gradients: UnsafePointer<Double>, count: Int, rate: Double, penalty: Double
  ) -> Bool {
    piste_sgd_step_f64(set.rawValue, parameters, gradients, count, rate, penalty) == 1
  }

  @discardableResult
  package static func momentumStep(
    _ set: InstructionSet, _ parameters: UnsafeMutablePointer<Double>,
    gradients: UnsafePointer<Double>, velocity: UnsafeMutablePointer<Double>, count: Int,
    _ factors: MomentumFactors<Double>
  ) -> Bool {
    piste_momentum_step_f64(
      set.rawValue, parameters, gradients, velocity, count, factors.rate, factors.penalty,
      factors.keep, factors.intake, factors.ofGradient, factors.ofVelocity) == 1
  }

  @discardableResult
  package static func adamStep(
    _ set: InstructionSet, _ parameters: UnsafeMutablePointer<Double>,
    gradients: UnsafePointer<Double>, mean: UnsafeMutablePointer<Double>,
    square: UnsafeMutablePointer<Double>, largest: UnsafeMutablePointer<Double>?, count: Int,
    _ factors: AdamFactors<Double>
  ) -> Bool {
    guard let largest else {
      return piste_adam_step_f64(
        set.rawValue, parameters, gradients, mean, square, count, factors.step,
        factors.unbias2, factors.intake1, factors.beta2, factors.intake2, factors.epsilon,
        factors.penalty, factors.shrink) == 1
    }
    return piste_amsgrad_step_f64(
      set.rawValue, parameters, gradients, mean, square, largest, count, factors.step,
      factors.unbias2, factors.intake1, factors.beta2, factors.intake2, factors.epsilon,
      factors.penalty, factors.shrink) == 1
  }

  package static func ruleStep(
    _ set: InstructionSet, _ rule: UpdateRule, _ parameters: UnsafeMutablePointer<Double>,
    gradients: UnsafePointer<Double>, beside vectors: RuleVectors<Double>, count: Int, width: Int,
    factors: UnsafePointer<Double>, sums: UnsafeMutablePointer<Double>
  ) {
    piste_rule_step_f64(
      set.rawValue, rule.rawValue, parameters, gradients, vectors.first, vectors.second,
      vectors.third, vectors.fourth, count, width, factors, sums)
  }
}
