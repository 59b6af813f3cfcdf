import PisteCore
import PisteTestSupport
import PisteTraining

/// A schedule of the core beside the plain function it should be, with arguments drawn at random.
struct ScheduleCase: Sendable {
  static let names = [
    "constant", "step", "multi-step", "exponential", "polynomial", "inverse-time", "inverse-sqrt",
    "cosine", "cosine-restarts", "one-cycle", "cyclical", "warmup-stable-decay",
  ]

  let schedule: any ClosedFormSchedule
  let reference: ReferenceSchedule
  let description: String

  /// How many units from the first are compared.
  static let units = 60

  /// The largest relative error over all units, or the absolute one where a rate is 0.
  func error(against other: ReferenceSchedule? = nil) -> Double {
    LargestError.of(
      (0..<Self.units).map { t in
        let right = (other ?? reference).rate(t)
        return abs(schedule.learningRate(at: t) - right) / max(abs(right), 1e-6)
      })
  }

  init(_ name: String, draw: Int) {
    var random = RandomStream(seed: UInt64(draw), purpose: "schedule \(name)")
    func number(_ low: Double, _ high: Double) -> Double { low + (high - low) * random.uniform() }
    func count(_ low: Int, _ high: Int) -> Int { low + random.below(high - low + 1) }
    func coin() -> Bool { random.below(2) == 0 }
    var shared = RandomStream(seed: UInt64(draw), purpose: "schedule")
    let base = 0.01 + 2 * shared.uniform()
    switch name {
    case "constant":
      (schedule, reference) = (ConstantSchedule(base: base), .constant(base: base))
    case "step":
      let (every, factor) = (count(1, 25), number(0.1, 0.95))
      schedule = StepSchedule(base: base, every: every, factor: factor)
      reference = .step(base: base, every: every, factor: factor)
    case "multi-step":
      let milestones = Set((0..<count(1, 5)).map { _ in count(1, 55) }).sorted()
      let factor = number(0.1, 0.95)
      schedule = MultiStepSchedule(base: base, milestones: milestones, factor: factor)
      reference = .multiStep(base: base, milestones: milestones, factor: factor)
    case "exponential":
      let factor = number(0.8, 0.99)
      schedule = ExponentialSchedule(base: base, factor: factor)
      reference = .exponential(base: base, factor: factor)
    case "polynomial":
      let (share, power, horizon) = (number(0, 0.5), number(0.3, 4), count(20, 80))
      schedule = PolynomialSchedule(
        base: base, finalFactor: share, power: power, horizon: horizon)
      reference = .polynomial(base: base, share: share, power: power, horizon: horizon)
    case "inverse-time":
      let decay = number(0.01, 3)
      schedule = InverseTimeSchedule(base: base, decayRate: decay)
      reference = .inverseTime(base: base, decay: decay)
    case "inverse-sqrt":
      let timescale = number(0.5, 40)
      schedule = InverseSqrtSchedule(base: base, timescale: timescale)
      reference = .inverseSqrt(base: base, timescale: timescale)
    case "cosine":
      let (share, horizon) = (number(0, 0.5), count(20, 80))
      schedule = CosineSchedule(base: base, finalFactor: share, horizon: horizon)
      reference = .cosine(base: base, share: share, horizon: horizon)
    case "cosine-restarts":
      let (share, first, growth) = (number(0, 0.5), count(2, 15), count(1, 3))
      schedule = CosineRestartsSchedule(
        base: base, finalFactor: share, first: first, growth: growth)
      reference = .cosineRestarts(base: base, share: share, first: first, growth: growth)
    case "one-cycle":
      let (horizon, rise, three) = (count(60, 90), number(0.1, 0.45), coin())
      let (division, final, linear) = (number(2, 40), number(2, 1000), coin())
      schedule = OneCycleSchedule(
        maximum: base, horizon: horizon, rise: rise, division: division, finalDivision: final,
        anneal: linear ? .linear : .cosine, hasThreePhases: three)
      reference = .oneCycle(
        top: base, horizon: horizon, rise: rise, division: division, finalDivision: final,
        linear: linear, threePhases: three)
    case "cyclical":
      let (up, down, mode) = (count(1, 12), count(1, 12), count(0, 2))
      let (lower, shrink) = (base * number(0, 0.5), mode == 2 ? number(0.9, 0.99) : 1)
      schedule = CyclicalSchedule(
        lower: lower, upper: base, up: up, down: down,
        mode: [.triangular, .triangular2, .expRange][mode], factor: shrink)
      reference = .cyclical(
        lower: lower, upper: base, up: up, down: down, halves: mode == 1, shrink: shrink)
    default:
      let (share, decay, root, horizon) = (
        number(0, 0.5), number(0.3, 1), coin(), count(60, 75)
      )
      schedule = WarmupStableDecaySchedule(
        base: base, finalFactor: share, decay: decay, shape: root ? .sqrt : .linear,
        horizon: horizon)
      reference = .warmupStableDecay(
        base: base, share: share, decay: decay, root: root, horizon: horizon)
    }
    description = "\(reference)"
  }
}
