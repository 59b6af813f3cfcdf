import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// L-BFGS and K-FAC over many steps against references that share no code with them.
@Suite struct SecondOrderReferenceTests {
  typealias Loss = ReferenceNetwork.Loss

  struct KFACCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let loss: Loss
    let rule: ReferenceKFAC

    init(_ name: String, _ loss: Loss, _ change: (inout ReferenceKFAC) -> Void) {
      (testDescription, self.loss) = (name, loss)
      var rule = ReferenceKFAC()
      // Short enough a memory to be felt within twelve steps.
      rule.factorDecay = 0.6
      change(&rule)
      self.rule = rule
    }
  }

  static let cases = [
    KFACCase("as it comes", .crossEntropy) { $0.inverseEvery = 3 },
    KFACCase("eigenvalues", .crossEntropy) {
      ($0.isEigen, $0.damping, $0.decay, $0.inverseEvery) = (true, 0.03, 0.05, 1)
    },
    KFACCase("now and then", .logistic) {
      ($0.factorEvery, $0.inverseEvery, $0.factorDecay, $0.momentum) = (2, 3, 0.6, 0.5)
    },
    KFACCase("eigenvalues now and then", .square) {
      ($0.isEigen, $0.factorEvery, $0.inverseEvery, $0.factorDecay) = (true, 3, 2, 0.7)
    },
    KFACCase("empirical", .crossEntropy) {
      ($0.fisher, $0.klClip, $0.inverseEvery, $0.decay) = (.empirical, 0, 2, 0.02)
    },
    KFACCase("empirical eigenvalues", .square) {
      ($0.fisher, $0.isEigen, $0.momentum, $0.inverseEvery) = (.empirical, true, 0, 4)
    },
    KFACCase("empirical for two classes", .logistic) {
      ($0.fisher, $0.factorDecay, $0.inverseEvery) = (.empirical, 0.5, 1)
    },
  ]

  @Test(arguments: cases)
  func aDozenStepsOfKFACAreTheReferences(_ known: KFACCase) {
    #expect(kfacError(known, known.rule, of: Double.self) < 1e-10)
    #expect(kfacError(known, known.rule, of: Float.self) < 1e-4)
  }

  @Test(arguments: cases)
  func anotherKFACIsCaught(_ known: KFACCase) {
    let impostors: [(String, (inout ReferenceKFAC) -> Void)] = [
      ("the other damping", { $0.isEigen.toggle() }),
      ("the other labels", { $0.fisher = $0.fisher == .exact ? .empirical : .exact }),
      ("more damping", { $0.damping *= 1.01 }),
      ("a longer memory", { $0.factorDecay = 0.5 + $0.factorDecay / 2 }),
      ("another momentum", { $0.momentum += 0.05 }),
      ("another clip", { $0.klClip = $0.klClip == 0 ? 1e-3 : 0 }),
      ("another penalty", { $0.decay += 0.01 }),
      ("other looks", { $0.factorEvery += 1 }),
      ("other inversions", { $0.inverseEvery += 1 }),
    ]
    for (name, change) in impostors {
      var rule = known.rule
      change(&rule)
      withKnownIssue("\(name) must be caught") {
        #expect(kfacError(known, rule, of: Double.self) < 1e-6)
      }
    }
  }

  /// The largest distance of parameters after any of twelve steps, over the parameters' length.
  private func kfacError<Scalar: TrainingScalar>(
    _ known: KFACCase, _ rule: ReferenceKFAC, of type: Scalar.Type
  ) -> Double {
    let problem = Problem<Scalar>.random(.tanh, known.loss, hidden: [4, 3], rows: 14, features: 3)
    let network = problem.network()
    var optimizer = KFAC<Scalar>(layout: network.layout, options: Self.options(known.rule))
    var (reference, other) = (problem.reference, rule)
    var errors: [Double] = []
    for step in 0..<12 {
      // Three batches in turn, one of them smaller.
      let (first, count) = [(0, 6), (6, 4), (3, 6)][step % 3]
      let rate = 0.3 / (1 + 0.1 * Double(step))
      other.step(
        &reference, Array(problem.inputs[first..<first + count]),
        Array(problem.targets[first..<first + count]), rate: rate)
      _ = optimizer.advance(
        network, on: problem.slice(first, count), rate: ScheduledRate(learningRate: rate))
      errors.append(Self.error(network, reference))
    }
    return LargestError.of(errors)
  }

  private static func options(_ rule: ReferenceKFAC) -> KFACOptions {
    var options = KFACOptions()
    options.fisher = rule.fisher == .exact ? .exact : .empirical
    options.dampingForm = rule.isEigen ? .eigen : .factored
    options.damping = rule.damping
    options.factorDecay = rule.factorDecay
    options.klClip = rule.klClip
    options.factorEvery = rule.factorEvery
    options.inverseEvery = rule.inverseEvery
    options.momentum = rule.momentum
    options.weightDecay = rule.decay
    return options
  }

  static let searches: [(Loss, Bool)] = [
    (.crossEntropy, true), (.logistic, true), (.square, true), (.huber, true),
    (.crossEntropy, false), (.square, false),
  ]

  @Test(arguments: searches)
  func sixStepsOfLBFGSAreTheReferences(loss: Loss, searches: Bool) {
    let rule = Self.rule(searches: searches)
    let (error, evaluations) = lbfgsError(loss, rule, rule, steps: 6, of: Double.self)
    // Each step's length and direction follow from all before, so that round-off grows.
    #expect(error < 1e-9)
    #expect(evaluations.found == evaluations.expected)
    #expect(lbfgsError(loss, rule, rule, steps: 2, of: Float.self).error < 1e-4)
  }

  @Test(arguments: searches)
  func anotherLBFGSIsCaught(loss: Loss, searches: Bool) {
    let impostors: [(String, (inout ReferenceLBFGS) -> Void)] = [
      ("a shorter history", { $0.history = 1 }), ("fewer directions", { $0.iterations -= 1 }),
      ("the other lengths", { $0.searches.toggle() }),
    ]
    for (name, change) in impostors {
      var rule = Self.rule(searches: searches)
      change(&rule)
      let (error, evaluations) = lbfgsError(
        loss, Self.rule(searches: searches), rule, steps: 6, of: Double.self)
      // Where every first length is good enough, only the gradients tell who searches.
      withKnownIssue("\(name) must be caught") {
        #expect(error < 1e-6)
        #expect(evaluations.found == evaluations.expected)
      }
    }
  }

  private static func rule(searches: Bool) -> ReferenceLBFGS {
    var rule = ReferenceLBFGS()
    (rule.history, rule.iterations, rule.evaluations, rule.searches) = (3, 4, 7, searches)
    return rule
  }

  private func lbfgsError<Scalar: TrainingScalar>(
    _ loss: Loss, _ rule: ReferenceLBFGS, _ other: ReferenceLBFGS, steps: Int,
    of type: Scalar.Type
  ) -> (error: Double, evaluations: (found: Int?, expected: Int)) {
    let problem = Problem<Scalar>.random(.tanh, loss, hidden: [4], rows: 12, features: 3)
    let network = problem.network()
    var options = LBFGSOptions()
    options.history = rule.history
    options.iterations = rule.iterations
    options.evaluations = rule.evaluations
    options.searches = rule.searches
    var optimizer = LBFGS<Scalar>(layout: network.layout, options: options)
    var (reference, other) = (problem.reference, other)
    let rate = rule.searches ? 1 : 0.05
    var errors: [Double] = []
    for _ in 0..<steps {
      var theta = reference.flat
      other.step(&theta, rate: rate) {
        reference.lossAndGradient(at: $0, problem.inputs, problem.targets)
      }
      reference.flat = theta
      _ = optimizer.advance(network, on: problem.batch, rate: ScheduledRate(learningRate: rate))
      errors.append(Self.error(network, reference))
    }
    return (LargestError.of(errors), (optimizer.gradientEvaluations, other.gradientCount))
  }

  private static func error<Scalar: TrainingScalar>(
    _ network: borrowing Network<Scalar>, _ reference: ReferenceNetwork
  ) -> Double {
    let size = reference.flat.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return LargestError.absolute(network.flatParameters, reference.flat, per: size)
  }
}

extension Network {
  /// The parameters in the order of ``ReferenceNetwork/flat``.
  var flatParameters: [Double] {
    layout.tensors.flatMap { tensor in
      (0..<tensor.outputs).flatMap { output in
        (0..<tensor.inputs).map {
          Double(parameters.start[tensor.offset + $0 * tensor.outputs + output])
        }
      }
    }
  }
}

extension Problem {
  /// Some of the examples in order, good as long as this object lives.
  func slice(_ first: Int, _ count: Int) -> Batch<Scalar> {
    let (whole, width) = (batch, inputs[0].count)
    let targetWidth = targets[0].count
    return Batch(
      inputs: whole.inputs + first * width, labels: whole.labels.map { $0 + first },
      targets: whole.targets.map { $0 + first * targetWidth }, count: count)
  }
}
