/// A number type the core can compute in: `Float` for training, `Double` for checks.
///
/// The whole core is written once over this protocol, so that the code which trains is the code
/// that is held against closed forms and central differences at 1e-10. Each requirement is one
/// kernel of `CPisteKernels`, described in its `kernel-list.h`, or one BLAS call; all are coarse
/// enough that the dispatch costs nothing.
package protocol TrainingScalar: BinaryFloatingPoint, Sendable, LayerKernels, LinearAlgebra {
  /// `c = a·b`, `aᵀ·b` or `a·bᵀ`, all row-major and dense; c has shape `[m, n]`, k is summed over.
  static func matrixProduct(
    _ c: UnsafeMutablePointer<Self>, _ a: UnsafePointer<Self>, transposeA: Bool,
    _ b: UnsafePointer<Self>, transposeB: Bool, m: Int, n: Int, k: Int)
  /// One of a dense layer's three products by Piste's own kernels.
  ///
  /// - Returns: Whether there is such a kernel for this type and CPU; if not, nothing was done.
  static func ownProduct(
    _ product: MatrixProduct.Form, _ set: InstructionSet, _ c: UnsafeMutablePointer<Self>,
    _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, rows: Int, inputs: Int, outputs: Int
  ) -> Bool

  /// `y = y + bias`, row by row.
  static func biasIdentity(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Self>, _ bias: UnsafePointer<Self>,
    rows: Int, columns: Int)
  /// `y = max(0, y + bias)`, row by row.
  static func biasReLU(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Self>, _ bias: UnsafePointer<Self>,
    rows: Int, columns: Int)
  /// `y = σ(y + bias)`, row by row.
  static func biasSigmoid(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Self>, _ bias: UnsafePointer<Self>,
    rows: Int, columns: Int)
  /// `y = tanh(y + bias)`, row by row.
  static func biasTanh(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Self>, _ bias: UnsafePointer<Self>,
    rows: Int, columns: Int)

  /// `gradient = 0` wherever `output` is not positive.
  static func reluBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Self>,
    output: UnsafePointer<Self>, count: Int)
  /// `gradient *= a(1 − a)` for outputs a.
  static func sigmoidBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Self>,
    output: UnsafePointer<Self>, count: Int)
  /// `gradient *= 1 − a²` for outputs a.
  static func tanhBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Self>,
    output: UnsafePointer<Self>, count: Int)

  /// Softmax with cross-entropy; returns the rows' summed loss and how many are right.
  static func softmaxCrossEntropy(
    _ set: InstructionSet, _ logits: UnsafePointer<Self>, gradient: UnsafeMutablePointer<Self>,
    labels: UnsafePointer<Int32>, rows: Int, columns: Int, scale: Self
  ) -> (loss: Double, correct: Int)
  /// Logistic loss of one logit a row; returns the rows' summed loss and how many are right.
  static func logistic(
    _ set: InstructionSet, _ logits: UnsafePointer<Self>, gradient: UnsafeMutablePointer<Self>,
    targets: UnsafePointer<Self>, rows: Int, scale: Self
  ) -> (loss: Double, correct: Int)
  /// Differences times `scale` as gradient; returns the sum of squared differences.
  static func square(
    _ set: InstructionSet, _ outputs: UnsafePointer<Self>, gradient: UnsafeMutablePointer<Self>,
    targets: UnsafePointer<Self>, count: Int, scale: Self
  ) -> Double

  /// The sum of every column.
  static func columnSums(
    _ set: InstructionSet, _ sums: UnsafeMutablePointer<Self>, _ matrix: UnsafePointer<Self>,
    rows: Int, columns: Int)
  /// Σ x², to about 1e-7 of itself.
  static func sumOfSquares(
    _ set: InstructionSet, _ values: UnsafePointer<Self>, count: Int
  ) -> Double
  /// Takes a part of a vector, a multiple of 128 numbers, into the 32 sums of `state`.
  static func addSquares(
    _ set: InstructionSet, into state: UnsafeMutablePointer<Double>,
    _ values: UnsafePointer<Self>, count: Int)
  /// Σ x² in the bits of ``sumOfSquares(_:_:count:)``, its whole parts added before and the rest, fewer
  /// than 128 numbers, given here; −1 where the sum is so small or large that only that can tell.
  static func finishSquares(
    _ set: InstructionSet, _ state: UnsafePointer<Double>, _ values: UnsafePointer<Self>,
    count: Int
  ) -> Double
  /// Whether no value is infinite or NaN.
  static func allFinite(_ set: InstructionSet, _ values: UnsafePointer<Self>, count: Int) -> Bool
  /// Multiplies every value.
  static func scale(_ values: UnsafeMutablePointer<Self>, count: Int, by factor: Self)
  /// Brings every value into −limit…limit.
  static func clamp(_ values: UnsafeMutablePointer<Self>, count: Int, to limit: Self)
  /// Copies the rows numbered `rows` of `source` one below the other.
  static func gather(
    _ set: InstructionSet, _ target: UnsafeMutablePointer<Self>, from source: UnsafePointer<Float>,
    rows: UnsafePointer<Int32>, count: Int, width: Int)

  /// A step of gradient descent; like the next two, says whether all it wrote is finite.
  @discardableResult
  static func sgdStep(
    _ set: InstructionSet, _ parameters: UnsafeMutablePointer<Self>,
    gradients: UnsafePointer<Self>, count: Int, rate: Self, penalty: Self
  ) -> Bool
  /// A step with velocity.
  @discardableResult
  static func momentumStep(
    _ set: InstructionSet, _ parameters: UnsafeMutablePointer<Self>,
    gradients: UnsafePointer<Self>, velocity: UnsafeMutablePointer<Self>, count: Int,
    _ factors: MomentumFactors<Self>
  ) -> Bool
  /// A step of Adam; with `largest`, of AMSGrad.
  @discardableResult
  static func adamStep(
    _ set: InstructionSet, _ parameters: UnsafeMutablePointer<Self>,
    gradients: UnsafePointer<Self>, mean: UnsafeMutablePointer<Self>,
    square: UnsafeMutablePointer<Self>, largest: UnsafeMutablePointer<Self>?, count: Int,
    _ factors: AdamFactors<Self>
  ) -> Bool
  /// One pass of an update rule over `count` numbers; `sums` takes what the rule adds up.
  static func ruleStep(
    _ set: InstructionSet, _ rule: UpdateRule, _ parameters: UnsafeMutablePointer<Self>,
    gradients: UnsafePointer<Self>, beside vectors: RuleVectors<Self>, count: Int, width: Int,
    factors: UnsafePointer<Double>, sums: UnsafeMutablePointer<Double>)
}

/// The numbers of one momentum step: `g′ = g + penalty·θ`, `b = keep·b + intake·g′`,
/// `θ −= rate·(ofGradient·g′ + ofVelocity·b)`.
package struct MomentumFactors<Scalar: TrainingScalar> {
  var rate, penalty, keep, intake, ofGradient, ofVelocity: Scalar
}

/// The numbers of one Adam step: `g′ = g + penalty·θ`, `m += intake1·(g′ − m)`,
/// `v = beta2·v + intake2·g′²`, `θ = shrink·θ − step·m/(√v·unbias2 + epsilon)`.
package struct AdamFactors<Scalar: TrainingScalar> {
  var step, unbias2, intake1, beta2, intake2, epsilon, penalty, shrink: Scalar
}
