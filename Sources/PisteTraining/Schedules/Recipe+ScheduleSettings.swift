internal import PisteCatalog
internal import PisteCore

// Each schedule of more than two settings, read. A fault leaves nil; the reader remembers it.
extension Recipe {
  static func polynomial(
    _ reader: inout RecipeReader, base: Double, horizon: Int
  ) -> PolynomialSchedule? {
    let power = reader.number("schedule.power")
    let final = reader.number("schedule.final_factor")
    guard power > 0 else { return nil }
    return PolynomialSchedule(base: base, finalFactor: final, power: power, horizon: horizon)
  }

  static func inverseTime(_ reader: inout RecipeReader, base: Double) -> InverseTimeSchedule? {
    let rate = reader.number("schedule.decay_rate")
    return rate > 0 ? InverseTimeSchedule(base: base, decayRate: rate) : nil
  }

  static func inverseSqrt(_ reader: inout RecipeReader, base: Double) -> InverseSqrtSchedule? {
    let timescale = reader.number("schedule.timescale")
    return timescale > 0 ? InverseSqrtSchedule(base: base, timescale: timescale) : nil
  }

  static func oneCycle(
    _ reader: inout RecipeReader, base: Double, horizon: Int
  ) -> OneCycleSchedule? {
    let anneal = reader.choice(
      "schedule.anneal", of: OneCycleSchedule.Anneal.self, among: ["cosine", "linear"])
    let before = reader.faults.count
    let rise = reader.number("schedule.pct_start")
    let division = reader.number("schedule.div_factor")
    let finalDivision = reader.number("schedule.final_div_factor")
    let hasThreePhases = reader.bool("schedule.three_phase")
    let momenta = momenta(&reader)
    // What is missing here is told as a conflict of the settings.
    guard let anneal, before == reader.faults.count, rise <= (hasThreePhases ? 0.5 : 1),
      rise * Double(horizon) > 1
    else { return nil }
    return OneCycleSchedule(
      maximum: base, horizon: horizon, rise: rise, division: division,
      finalDivision: finalDivision, anneal: anneal, hasThreePhases: hasThreePhases,
      momenta: momenta)
  }

  static func cyclical(_ reader: inout RecipeReader, base: Double) -> CyclicalSchedule? {
    let mode = reader.choice(
      "schedule.mode", of: CyclicalSchedule.Mode.self,
      among: CyclicalSchedule.Mode.allCases.map(\.rawValue))
    let before = reader.faults.count
    let lower = reader.number("schedule.base_factor")
    let up = reader.integer("schedule.step_size_up")
    let down =
      reader.settings["schedule.step_size_down"] == nil
      ? nil : reader.integer("schedule.step_size_down")
    let factor = reader.number("schedule.factor")
    let momenta = momenta(&reader)
    guard let mode, before == reader.faults.count else { return nil }
    return CyclicalSchedule(
      lower: lower * base, upper: base, up: up, down: down, mode: mode, factor: factor,
      momenta: momenta)
  }

  static func warmupStableDecay(
    _ reader: inout RecipeReader, base: Double, horizon: Int
  ) -> WarmupStableDecaySchedule? {
    let shape = reader.choice(
      "schedule.decay_shape", of: WarmupStableDecaySchedule.Shape.self, among: ["linear", "sqrt"])
    let before = reader.faults.count
    let decay = reader.number("schedule.decay")
    let final = reader.number("schedule.final_factor")
    guard let shape, before == reader.faults.count else { return nil }
    return WarmupStableDecaySchedule(
      base: base, finalFactor: final, decay: decay, shape: shape, horizon: horizon)
  }

  static func plateau(_ reader: inout RecipeReader, base: Double) -> PlateauSchedule {
    let metrics = Catalog.definitions(for: reader.settings).first { $0.key == "schedule.metric" }
    var metric = Metric.validationLoss
    if case .word(let words) = metrics?.type {
      metric = reader.word("schedule.metric", among: words) ?? metric
    }
    return PlateauSchedule(
      base: base, metric: metric, factor: reader.number("schedule.factor"),
      patience: max(0, reader.integer("schedule.patience")),
      threshold: reader.number("schedule.threshold"),
      cooldown: max(0, reader.integer("schedule.cooldown")),
      minimumFactor: reader.number("schedule.min_factor"))
  }

  /// The momenta that a schedule moves between, nil where it leaves the optimizer's own.
  private static func momenta(_ reader: inout RecipeReader) -> ClosedRange<Double>? {
    let low = reader.number("schedule.base_momentum")
    let high = reader.number("schedule.max_momentum")
    if let given = reader.settings["schedule.cycle_momentum"], given.bool == nil {
      reader.add(
        SpecError(.wrongType, "schedule.cycle_momentum must be true or false, not \(given)"))
    }
    guard low <= high, ScheduleName.movesMomentum(in: reader.settings) else { return nil }
    return low...high
  }
}
