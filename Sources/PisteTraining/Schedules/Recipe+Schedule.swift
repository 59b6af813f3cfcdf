internal import PisteCatalog

extension Recipe {
  /// The schedule that the settings name, of rate `base`; nil if it cannot be made.
  static func schedule(
    _ reader: inout RecipeReader, base: Double, epochs: Int, steps: Int
  ) -> (any LearningRateSchedule)? {
    let name = reader.choice(
      "schedule.name", of: ScheduleName.self, among: Catalog.names(.schedule))
    let unit = reader.choice(
      "schedule.unit", of: TimedSchedule.Unit.self, among: ["epoch", "step"])
    let warmup = reader.integer("schedule.warmup")
    let warmupStart = reader.number("schedule.warmup_start")
    guard let name, let unit else { return nil }
    let before = reader.faults.count
    func warmUp(to full: Double) -> WarmUp {
      WarmUp(to: full, length: max(0, warmup), start: warmupStart, unit: unit)
    }
    if name == .reduceOnPlateau {
      return WarmedUpSchedule(plateau(&reader, base: base), after: warmUp(to: base))
    }
    let units = max(1, (unit == .epoch ? epochs : steps) - warmup)
    guard let formula = formula(name, &reader, base: base, horizon: units),
      before == reader.faults.count
    else { return nil }
    // Formulas that begin low are warmed up to where they begin.
    let begins: Set<ScheduleName> = [.oneCycle, .cyclical]
    let full = begins.contains(name) ? formula.learningRate(at: 0) : base
    return TimedSchedule(formula, after: warmUp(to: full))
  }

  private static func formula(
    _ name: ScheduleName, _ reader: inout RecipeReader, base: Double, horizon: Int
  ) -> (any ClosedFormSchedule)? {
    switch name {
    case .constant: ConstantSchedule(base: base)
    case .step:
      StepSchedule(
        base: base, every: max(1, reader.integer("schedule.every")),
        factor: reader.number("schedule.factor"))
    case .multiStep:
      MultiStepSchedule(
        base: base, milestones: reader.integers("schedule.milestones"),
        factor: reader.number("schedule.factor"))
    case .exponential:
      ExponentialSchedule(base: base, factor: reader.number("schedule.factor"))
    case .polynomial: polynomial(&reader, base: base, horizon: horizon)
    case .inverseTime: inverseTime(&reader, base: base)
    case .inverseSqrt: inverseSqrt(&reader, base: base)
    case .cosine:
      CosineSchedule(
        base: base, finalFactor: reader.number("schedule.final_factor"), horizon: horizon)
    case .cosineRestarts:
      CosineRestartsSchedule(
        base: base, finalFactor: reader.number("schedule.final_factor"),
        first: max(1, reader.integer("schedule.t_0")),
        growth: max(1, reader.integer("schedule.t_mult")))
    case .oneCycle: oneCycle(&reader, base: base, horizon: horizon)
    case .cyclical: cyclical(&reader, base: base)
    case .warmupStableDecay: warmupStableDecay(&reader, base: base, horizon: horizon)
    case .reduceOnPlateau: nil
    }
  }
}
