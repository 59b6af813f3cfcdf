/// The passes that `rule_step` of `CPisteKernels` knows, numbered as in its `rule-names.h`.
package enum UpdateRule: Int32, Sendable, CaseIterable {
  /// One step of AdaGrad.
  case adagrad
  /// One step of RMSprop, centered and with velocity where the vectors for it are there.
  case rmsprop
  /// One step of Adadelta.
  case adadelta
  /// One step of Adamax.
  case adamax
  /// One step of NAdam.
  case nadam
  /// One step of Rprop.
  case rprop
  /// One step of Lion.
  case lion
  /// ‖θ‖² and ‖g′‖².
  case norms
  /// LAMB's means, ‖θ‖² and ‖u‖².
  case lambMeans
  /// LAMB's step.
  case lambStep
  /// Adafactor's sums over the rows and columns of a matrix.
  case adafactorSquares
  /// ‖u‖² of a matrix in Adafactor.
  case adafactorNorm
  /// Adafactor's step.
  case adafactorStep
  /// Adafactor's mean for a vector, ‖θ‖² and ‖u‖².
  case adafactorVector
  /// The Adam step of SWATS, its squared length and its product with the gradient.
  case swats
  /// One step of Schedule-Free SGD.
  case scheduleFreeSGD
  /// One step of Schedule-Free AdamW.
  case scheduleFreeAdamW
  /// Where Schedule-Free rules are evaluated.
  case scheduleFreePoint
  /// Prodigy's means, g·(θ₀ − θ) and ‖s‖₁.
  case prodigyMeans
  /// Prodigy's step.
  case prodigyStep
}

/// Up to four vectors beside parameters and gradients; nil where a rule has no use for one.
package struct RuleVectors<Scalar: TrainingScalar> {
  var first, second, third, fourth: UnsafeMutablePointer<Scalar>?

  /// Creates a set of vectors.
  package init(
    _ first: UnsafeMutablePointer<Scalar>? = nil, _ second: UnsafeMutablePointer<Scalar>? = nil,
    _ third: UnsafeMutablePointer<Scalar>? = nil, _ fourth: UnsafeMutablePointer<Scalar>? = nil
  ) {
    (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
  }

  /// The same vectors from `offset` on.
  func advanced(by offset: Int) -> RuleVectors {
    RuleVectors(
      first.map { $0 + offset }, second.map { $0 + offset }, third.map { $0 + offset },
      fourth.map { $0 + offset })
  }

  /// The vector at a place from 0 to 3.
  subscript(index: Int) -> UnsafeMutablePointer<Scalar>? {
    switch index {
    case 0: first
    case 1: second
    case 2: third
    default: fourth
    }
  }
}

/// The numbers of one pass, in the order of `piste_factor` in `rule-names.h`.
///
/// They stay in Float64 up to the kernel, which rounds them once; a rule reads those it knows.
struct RuleFactors {
  private let values:
    (
      Double, Double, Double, Double, Double, Double, Double, Double, Double, Double, Double, Double
    )

  init(
    rate: Double = 0, penalty: Double = 0, shrink: Double = 1, keep1: Double = 0,
    intake1: Double = 0, keep2: Double = 0, intake2: Double = 0, outside: Double = 0,
    inside: Double = 0, unbias: Double = 1, ofGradient: Double = 0, ofMemory: Double = 0
  ) {
    values = (
      rate, penalty, shrink, keep1, intake1, keep2, intake2, outside, inside, unbias, ofGradient,
      ofMemory
    )
  }

  /// Hands the numbers over as an array of twelve.
  func withPointer(_ body: (UnsafePointer<Double>) -> Void) {
    withUnsafePointer(to: values) { pointer in
      pointer.withMemoryRebound(to: Double.self, capacity: 12, body)
    }
  }
}
