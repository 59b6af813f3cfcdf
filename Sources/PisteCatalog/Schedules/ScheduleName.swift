private import PisteCore

/// The learning-rate schedules.
public enum ScheduleName: String, CatalogName {
  /// The same rate throughout.
  case constant
  /// Large first, then divided at equal distances.
  case step
  /// Divided at given places.
  case multiStep = "multi-step"
  /// Multiplied in every unit.
  case exponential
  /// A power of the share of the run that is left.
  case polynomial
  /// Falls as one over the time.
  case inverseTime = "inverse-time"
  /// Falls as one over the root of the time.
  case inverseSqrt = "inverse-sqrt"
  /// Half a cosine from the rate down to its end.
  case cosine
  /// Half a cosine again and again.
  case cosineRestarts = "cosine-restarts"
  /// Up, then far down, once in the run.
  case oneCycle = "one-cycle"
  /// Up and down again and again.
  case cyclical
  /// Level for most of the run, then down.
  case warmupStableDecay = "warmup-stable-decay"
  /// Divided wherever a metric no longer improves.
  case reduceOnPlateau = "reduce-on-plateau"

  /// The entry of this schedule.
  public var entry: CatalogEntry {
    switch self {
    case .constant: Self.constantEntry
    case .step: Self.stepEntry
    case .multiStep: Self.multiStepEntry
    case .exponential: Self.exponentialEntry
    case .polynomial: Self.polynomialEntry
    case .inverseTime: Self.inverseTimeEntry
    case .inverseSqrt: Self.inverseSqrtEntry
    case .cosine: Self.cosineEntry
    case .cosineRestarts: Self.cosineRestartsEntry
    case .oneCycle: Self.oneCycleEntry
    case .cyclical: Self.cyclicalEntry
    case .warmupStableDecay: Self.warmupStableDecayEntry
    case .reduceOnPlateau: Self.reduceOnPlateauEntry
    }
  }
}
