internal import PisteCatalog

/// An optimizer's settings, from which one can be made for any network.
protocol OptimizerRecipe: Sendable {
  /// Reads the optimizer's settings; what is wrong with them the reader remembers.
  init(_ reader: inout RecipeReader)

  /// η before the schedule.
  var learningRate: Double { get }

  /// An optimizer at rest.
  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar>
}

/// What an optimizer is made for.
package struct OptimizerContext: Sendable {
  /// The parameters it will move.
  package let layout: ParameterLayout
  /// The run's seed, for rules that draw numbers; each draws from a stream of its own purpose.
  package let seed: UInt64
  /// Which form of the kernels runs.
  package let instructions: InstructionSet

  /// Creates a context.
  package init(layout: ParameterLayout, seed: UInt64, instructions: InstructionSet = .best) {
    self.layout = layout
    self.seed = seed
    self.instructions = instructions
  }
}

extension OptimizerName {
  /// The settings of this optimizer, as `reader` has them.
  func recipe(_ reader: inout RecipeReader) -> any OptimizerRecipe {
    switch self {
    case .sgd: SGDRecipe(&reader)
    case .adam: AdamRecipe(&reader)
    case .adamw: AdamWRecipe(&reader)
    case .adagrad: AdagradRecipe(&reader)
    case .rmsprop: RMSpropRecipe(&reader)
    case .adadelta: AdadeltaRecipe(&reader)
    case .adamax: AdamaxRecipe(&reader)
    case .nadam: NAdamRecipe(&reader)
    case .radam: RAdamRecipe(&reader)
    case .lion: LionRecipe(&reader)
    case .rprop: RpropRecipe(&reader)
    case .lars: LARSRecipe(&reader)
    case .lamb: LAMBRecipe(&reader)
    case .adafactor: AdafactorRecipe(&reader)
    case .swats: SWATSRecipe(&reader)
    case .scheduleFreeSGD: ScheduleFreeSGDRecipe(&reader)
    case .scheduleFreeAdamW: ScheduleFreeAdamWRecipe(&reader)
    case .prodigy: ProdigyRecipe(&reader)
    case .muon: MuonRecipe(&reader)
    case .kfac: KFACRecipe(&reader)
    case .lbfgs: LBFGSRecipe(&reader)
    case .shampoo: ShampooRecipe(&reader)
    case .soap: SOAPRecipe(&reader)
    }
  }
}
