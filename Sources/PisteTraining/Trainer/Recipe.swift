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

  /// How large a gradient may be; nil for any size.
  package let gradientClip: GradientClip?
  /// When the run ends before its last epoch; nil for never.
  package let earlyStopping: EarlyStopping?
  /// What to measure of the network's inside; nil for nothing.
  package let diagnostics: DiagnosticsPlan?

  let initializer: any WeightInitializer
  let biases: BiasRule
  let optimizer: any OptimizerRecipe
  let schedule: any LearningRateSchedule
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
    let normalization = reader.choice(
      "model.normalize", of: HiddenNormalization.self,
      among: HiddenNormalization.allCases.map(\.rawValue))
    let dropout = reader.number("model.dropout")
    let lossFunction = loss.flatMap { Self.loss($0, &reader) }
    let shuffle = reader.choice("shuffle", of: ShuffleName.self, among: Catalog.names(.shuffle))
    let initializer = Self.initializer(&reader, activation: activation)
    let optimizer = reader.choice(
      "optimizer.name", of: OptimizerName.self, among: Catalog.names(.optimizer)
    )?.recipe(&reader)
    epochs = reader.integer("epochs")
    batchSize = reader.integer("batch_size")
    dropsLast = reader.bool("drop_last")
    logEverySteps = reader.integer("log_every_steps")
    biases = BiasRule(&reader)
    let gradientClip = Self.gradientClip(&reader)
    let earlyStopping = Self.earlyStopping(&reader)
    diagnostics = DiagnosticsPlan(&reader)
    trainingRows = facts.trainingRows
    stepsPerEpoch = Catalog.stepsPerEpoch(
      trainingRows: trainingRows, batchSize: batchSize, dropsLast: dropsLast)
    let schedule = Self.schedule(
      &reader, base: optimizer?.learningRate ?? 0, epochs: epochs, steps: epochs * stepsPerEpoch)
    let point = Self.point(&reader, settings)
    for conflict in Catalog.conflicts(in: settings, facts: facts) { reader.add(conflict.error) }
    guard reader.faults.isEmpty, let task, let lossFunction, let normalization,
      let shuffle, let initializer, let optimizer, let schedule
    else { throw SpecErrors(reader.faults) }
    self.gradientClip = gradientClip
    self.earlyStopping = earlyStopping
    self.task = task
    self.shuffle = shuffle
    self.initializer = initializer
    self.optimizer = optimizer
    self.schedule = schedule
    shape =
      point.map { NetworkShape(point: $0) }
      ?? NetworkShape(
        widths: [facts.features] + hidden + [facts.outputWidth(for: task)], activation: activation,
        loss: lossFunction, normalization: normalization, dropout: dropout)
  }
}
