internal import PisteCatalog
internal import PisteCore

extension Recipe {
  /// The schedule that the settings name, nil if it cannot be made.
  static func schedule(
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
