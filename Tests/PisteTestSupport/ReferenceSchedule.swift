private import Foundation

/// The closed forms of learning rates as plain functions of t, that share no code with the core.
///
/// Each is written another way than there: powers as products or by logarithms, cosines by half
/// the angle, cycles by going through them one after the other.
public enum ReferenceSchedule: Sendable {
  /// η.
  case constant(base: Double)
  /// η·γ^⌊t/k⌋.
  case step(base: Double, every: Int, factor: Double)
  /// η·γ to the number of places passed.
  case multiStep(base: Double, milestones: [Int], factor: Double)
  /// η·γᵗ.
  case exponential(base: Double, factor: Double)
  /// η_T + (η − η_T)(1 − t/T)ᵖ.
  case polynomial(base: Double, share: Double, power: Double, horizon: Int)
  /// η/(1 + k·t).
  case inverseTime(base: Double, decay: Double)
  /// η·√(τ/(t + τ)).
  case inverseSqrt(base: Double, timescale: Double)
  /// η_T + (η − η_T)·cos²(π·t/2T).
  case cosine(base: Double, share: Double, horizon: Int)
  /// The same again and again over T₀, T₀·m, T₀·m², … units.
  case cosineRestarts(base: Double, share: Double, first: Int, growth: Int)
  /// Up, down, and, with three phases, further down.
  case oneCycle(
    top: Double, horizon: Int, rise: Double, division: Double, finalDivision: Double,
    linear: Bool, threePhases: Bool)
  /// Up and down between two rates; the height is level, halved by the cycle or shrunk by the unit.
  case cyclical(lower: Double, upper: Double, up: Int, down: Int, halves: Bool, shrink: Double)
  /// Level, then down to a share.
  case warmupStableDecay(base: Double, share: Double, decay: Double, root: Bool, horizon: Int)

  /// η(t).
  public func rate(_ t: Int) -> Double {
    let x = Double(t)
    switch self {
    case .constant(let base): return base
    case .step(let base, let every, let factor):
      return stride(from: every, through: t, by: every).reduce(base) { rate, _ in rate * factor }
    case .multiStep(let base, let milestones, let factor):
      var rate = base
      for milestone in milestones where t >= milestone { rate *= factor }
      return rate
    case .exponential(let base, let factor): return base * exp(x * log(factor))
    case .polynomial(let base, let share, let power, let horizon):
      guard t < horizon else { return share * base }
      let left = (Double(horizon) - x) / Double(horizon)
      return base * (share + (1 - share) * exp(power * log(left)))
    case .inverseTime(let base, let decay): return 1 / (1 / base + decay * x / base)
    case .inverseSqrt(let base, let timescale): return base / sqrt(1 + x / timescale)
    case .cosine(let base, let share, let horizon):
      return base * (share + (1 - share) * Self.fall(x / Double(horizon)))
    case .cosineRestarts(let base, let share, let first, let growth):
      var (start, length) = (0, first)
      while t >= start + length { (start, length) = (start + length, length * growth) }
      return base * (share + (1 - share) * Self.fall(Double(t - start) / Double(length)))
    case .oneCycle(
      let top, let horizon, let rise, let division, let finalDivision, let linear, let three):
      let first = top / division
      // The corners in order, each a time and a rate.
      var corners = [(0, first), (rise * Double(horizon) - 1, top)]
      if three { corners.append((2 * rise * Double(horizon) - 2, first)) }
      corners.append((Double(horizon) - 1, first / finalDivision))
      let next = corners.firstIndex { $0.0 >= x && $0.0 > 0 } ?? corners.count - 1
      let (from, to) = (corners[next - 1], corners[next])
      let way = (x - from.0) / (to.0 - from.0)
      let left = linear ? 1 - way : Self.fall(way)
      return left * from.1 + (1 - left) * to.1
    case .cyclical(let lower, let upper, let up, let down, let halves, let shrink):
      var (since, height) = (t, upper - lower)
      while since >= up + down {
        since -= up + down
        if halves { height /= 2 }
      }
      for _ in 0..<t { height *= shrink }
      let climbed = min(Double(since) / Double(up), Double(up + down - since) / Double(down))
      return lower + height * climbed
    case .warmupStableDecay(let base, let share, let decay, let root, let horizon):
      let whole = Double(horizon)
      let way = (x / whole - (1 - decay)) / decay
      guard way > 0 else { return base }
      return base * (1 - (1 - share) * (root ? sqrt(way) : way))
    }
  }

  /// From 1 at 0 to 0 at 1 by half a cosine.
  private static func fall(_ way: Double) -> Double {
    let half = cos(Double.pi / 2 * way)
    return half * half
  }

  /// The rates of a plateau, epoch by epoch, for a loss that has been observed after each.
  ///
  /// - Parameters:
  ///   - losses: What was observed after epochs 1, 2, ….
  ///   - base: The first rate.
  ///   - factor: What a plateau multiplies it by.
  ///   - patience: Bad epochs in a row that change nothing.
  ///   - threshold: The share by which a loss must fall to be better.
  ///   - cooldown: Epochs after a change in which none is bad.
  ///   - least: The rate below which it does not go.
  /// - Returns: The rate of each epoch, one more than there are losses.
  public static func plateau(
    _ losses: [Double], base: Double, factor: Double, patience: Int, threshold: Double,
    cooldown: Int, least: Double
  ) -> [Double] {
    var rates = [base]
    var bad: [Bool] = []
    var rest = 0
    for (epoch, loss) in losses.enumerated() {
      var best = Double.infinity
      for earlier in losses[..<epoch] where earlier < best * (1 - threshold) { best = earlier }
      bad.append(rest == 0 && !(loss < best * (1 - threshold)))
      rest = max(0, rest - 1)
      var rate = rates[epoch]
      if bad.count > patience, bad.suffix(patience + 1).allSatisfy({ $0 }) {
        if rate - max(rate * factor, least) > 1e-8 { rate = max(rate * factor, least) }
        bad = []
        rest = cooldown
      }
      rates.append(rate)
    }
    return rates
  }
}
