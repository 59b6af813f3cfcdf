package import PisteCatalog
public import PisteCore

/// What to train and how: complete settings, checked, against the facts of a data set.
public struct Recipe: Sendable {
  /// What is to be learned.
  public let task: LearningTask
  /// E, passes over the training rows.
  public let epochs: Int
  /// B, examples in one step.
  public let batchSize: Int

  /// Widths, activation and loss.
  package let shape: NetworkShape
  /// In which order the examples come.
  package let shuffle: ShuffleName
  /// Whether an incomplete last batch is left out.
  package let dropsLast: Bool
  /// Every how many steps loss and rate are recorded; 0 for never.
  package let logEverySteps: Int
  /// Steps in one epoch.
  package let stepsPerEpoch: Int

  let initializer: any WeightInitializer
  let biasInit: Double
  let optimizer: OptimizerRecipe
  let schedule: TimedSchedule
  let trainingRows: Int

  /// Reads complete settings.
  ///
  /// - Parameters:
  ///   - settings: Every applicable setting, defaults filled in.
  ///   - facts: The data set's widths and counts.
  /// - Throws: Every fault of a value or of values together, none of them with a place.
  public init(settings: Settings, facts: DataSetFacts) throws(SpecErrors) {
    var reader = RecipeReader(settings)
    let task = reader.choice(
      "task", of: LearningTask.self, among: LearningTask.allCases.map(\.rawValue))
    let loss = reader.choice("loss", of: LossName.self, among: Catalog.names(.loss))
    let activation = Self.activation(&reader)
    let hidden = reader.integers("model.hidden")
    let shuffle = reader.choice("shuffle", of: ShuffleName.self, among: Catalog.names(.shuffle))
    let initializer = Self.initializer(&reader, activation: activation)
    let optimizer = OptimizerRecipe(&reader)
    epochs = reader.integer("epochs")
    batchSize = reader.integer("batch_size")
    dropsLast = reader.bool("drop_last")
    logEverySteps = reader.integer("log_every_steps")
    biasInit = reader.number("model.bias_init")
    trainingRows = facts.trainingRows
    stepsPerEpoch =
      dropsLast
      ? trainingRows / max(1, batchSize)
      : (trainingRows + max(1, batchSize) - 1) / max(1, batchSize)
    let schedule = Self.schedule(
      &reader, base: optimizer?.learningRate ?? 0, epochs: epochs, steps: epochs * stepsPerEpoch)
    for conflict in Catalog.conflicts(in: settings, facts: facts) { reader.add(conflict.error) }
    guard reader.faults.isEmpty, let task, let loss, let shuffle, let initializer, let optimizer,
      let schedule
    else { throw SpecErrors(reader.faults) }
    self.task = task
    self.shuffle = shuffle
    self.initializer = initializer
    self.optimizer = optimizer
    self.schedule = schedule
    shape = NetworkShape(
      widths: [facts.features] + hidden + [facts.outputWidth(for: task)], activation: activation,
      loss: Self.loss(loss))
  }

  private static func loss(_ name: LossName) -> any Loss {
    switch name {
    case .crossEntropy: CrossEntropy()
    case .logistic: LogisticLoss()
    case .square: SquareLoss()
    }
  }

  private static func activation(_ reader: inout RecipeReader) -> any Activation {
    let name = reader.choice(
      "model.activation", of: ActivationName.self, among: Catalog.names(.activation))
    return switch name ?? .identity {
    case .sigmoid: Sigmoid()
    case .tanh: Tanh()
    case .relu: ReLU()
    case .identity: Identity()
    }
  }

  /// Where no gain is given, every layer's is that of the network's activation, the last layer's
  /// too: its inputs come through that function, as those of the layers before do.
  private static func initializer(
    _ reader: inout RecipeReader, activation: any Activation
  ) -> (any WeightInitializer)? {
    let name = reader.choice(
      "model.init.name", of: InitializerName.self, among: Catalog.names(.initializer))
    guard let name else { return nil }
    let before = reader.faults.count
    let gain = reader.optionalNumber("model.init.gain") ?? activation.gain
    switch name {
    case .zeros: return ConstantInitializer(value: 0)
    case .constant: return ConstantInitializer(value: reader.number("model.init.value"))
    case .uniform:
      let (low, high) = (reader.number("model.init.low"), reader.number("model.init.high"))
      return before == reader.faults.count && low < high
        ? UniformInitializer(low: low, high: high) : nil
    case .normal:
      let deviation = reader.number("model.init.std")
      return before == reader.faults.count ? NormalInitializer(deviation: deviation) : nil
    case .xavierUniform: return XavierUniform(gain: gain)
    case .xavierNormal: return XavierNormal(gain: gain)
    case .kaimingUniform: return KaimingUniform(gain: gain, fan: fan(&reader))
    case .kaimingNormal: return KaimingNormal(gain: gain, fan: fan(&reader))
    case .orthogonal: return OrthogonalInitializer(gain: gain)
    }
  }

  private static func fan(_ reader: inout RecipeReader) -> Fan {
    reader.choice("model.init.fan", of: Fan.self, among: ["in", "out"]) ?? .in
  }

  private static func schedule(
    _ reader: inout RecipeReader, base: Double, epochs: Int, steps: Int
  ) -> TimedSchedule? {
    let name = reader.choice(
      "schedule.name", of: ScheduleName.self, among: Catalog.names(.schedule))
    let unit = reader.choice(
      "schedule.unit", of: TimedSchedule.Unit.self, among: ["epoch", "step"])
    let warmup = reader.integer("schedule.warmup")
    let warmupStart = reader.number("schedule.warmup_start")
    guard let name, let unit else { return nil }
    if unit == .step, warmup > 0, warmup >= steps {
      reader.add(
        SpecError(
          .conflict,
          "a warm-up of \(NumberFormat.count(warmup, "step")) leaves nothing of a run of "
            + NumberFormat.count(steps, "step"), hint: "shorten schedule.warmup"))
    }
    let horizon = max(1, (unit == .epoch ? epochs : steps) - warmup)
    let formula: any ClosedFormSchedule
    switch name {
    case .constant: formula = ConstantSchedule(base: base)
    case .step:
      formula = StepSchedule(
        base: base, every: max(1, reader.integer("schedule.every")),
        factor: reader.number("schedule.factor"))
    case .multiStep:
      formula = MultiStepSchedule(
        base: base, milestones: reader.integers("schedule.milestones"),
        factor: reader.number("schedule.factor"))
    case .exponential:
      formula = ExponentialSchedule(base: base, factor: reader.number("schedule.factor"))
    case .cosine:
      formula = CosineSchedule(
        base: base, finalFactor: reader.number("schedule.final_factor"), horizon: horizon)
    }
    return TimedSchedule(
      formula, base: base, unit: unit, warmup: max(0, warmup), warmupStart: warmupStart)
  }
}
