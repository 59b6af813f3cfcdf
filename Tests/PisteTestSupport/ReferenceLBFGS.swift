/// L-BFGS in Float64 over plain arrays, one readable step after another; shares no code with the core.
///
/// The two loops stand as in Nocedal and Wright 2006, algorithm 7.4, and the rules around them, of
/// when to begin anew and when to stop, are those of PyTorch's optimizer.
public struct ReferenceLBFGS: Sendable {
  /// A function and its gradient at some parameters.
  public typealias Function = ([Double]) -> (value: Double, gradient: [Double])

  /// How many changes of parameters and gradient are kept.
  public var history = 100
  /// How many directions a step takes at most.
  public var iterations = 20
  /// How many gradients a step takes at most.
  public var evaluations = 25
  /// Whether the length of a move is searched for.
  public var searches = true
  /// How many gradients have been asked for.
  public private(set) var gradientCount = 0

  private var pairs: [(s: [Double], y: [Double])] = []
  private var last: (gradient: [Double], move: [Double])?

  /// Creates the rule without a past.
  public init() {}

  /// Moves the parameters by one step.
  ///
  /// - Parameters:
  ///   - theta: The parameters.
  ///   - rate: The first length that is tried.
  ///   - function: What is made small.
  public mutating func step(_ theta: inout [Double], rate: Double, _ function: Function) {
    var used = 0
    func look(_ place: [Double]) -> (value: Double, gradient: [Double]) {
      used += 1
      return function(place)
    }
    defer { gradientCount += used }
    var here = look(theta)
    if largest(here.gradient) <= 1e-7 { return }
    for iteration in 1...iterations {
      let isFirst = last == nil
      if let last { remember(last.move, zip(here.gradient, last.gradient).map(-)) }
      let direction = direction(here.gradient)
      var length = isFirst ? rate * min(1, 1 / here.gradient.map(abs).reduce(0, +)) : rate
      let slope = dot(here.gradient, direction)
      guard slope <= -1e-9 else {
        last = (here.gradient, direction.map { length * $0 })
        return
      }
      let (before, origin) = (here, theta)
      if searches {
        (length, here) = ReferenceLineSearch(
          origin: origin, direction: direction, start: here.value, slope: slope,
          most: evaluations - used
        ).run(from: length, unmoved: here, look)
      }
      theta = zip(origin, direction).map { $0 + length * $1 }
      last = (before.gradient, direction.map { length * $0 })
      if !searches, iteration < iterations { here = look(theta) }
      let isOver =
        used >= evaluations || largest(here.gradient) <= 1e-7
        || abs(length) * largest(direction) <= 1e-9 || abs(here.value - before.value) < 1e-9
      if isOver { return }
    }
  }

  private mutating func remember(_ s: [Double], _ y: [Double]) {
    guard dot(s, y) > 1e-10 else { return }
    pairs.append((s, y))
    if pairs.count > history { pairs.removeFirst() }
  }

  /// −H·g.
  private func direction(_ gradient: [Double]) -> [Double] {
    var q = gradient
    var alphas: [Double] = []
    for (s, y) in pairs.reversed() {
      let alpha = dot(s, q) / dot(s, y)
      q = zip(q, y).map { $0 - alpha * $1 }
      alphas.append(alpha)
    }
    if let (s, y) = pairs.last { q = q.map { $0 * dot(s, y) / dot(y, y) } }
    for ((s, y), alpha) in zip(pairs, alphas.reversed()) {
      let beta = dot(y, q) / dot(s, y)
      q = zip(q, s).map { $0 + (alpha - beta) * $1 }
    }
    return q.map { -$0 }
  }
}

/// A line search for the strong Wolfe conditions with c₁ = 10⁻⁴ and c₂ = 0.9.
///
/// Nocedal and Wright 2006, algorithms 3.5 and 3.6, with PyTorch's rules for steps that hardly
/// shorten the interval.
private struct ReferenceLineSearch {
  /// A length that was tried.
  struct Trial {
    let length: Double
    let value: Double
    let slope: Double
    let gradient: [Double]
  }

  let origin: [Double]
  let direction: [Double]
  let start: Double
  let slope: Double
  let most: Int

  typealias Result = (length: Double, place: (value: Double, gradient: [Double]))

  func run(
    from length: Double, unmoved: (value: Double, gradient: [Double]),
    _ look: ([Double]) -> (value: Double, gradient: [Double])
  ) -> Result {
    func attempt(_ length: Double) -> Trial {
      let found = look(zip(origin, direction).map { $0 + length * $1 })
      return Trial(
        length: length, value: found.value, slope: dot(found.gradient, direction),
        gradient: found.gradient)
    }
    func result(_ trial: Trial) -> Result { (trial.length, (trial.value, trial.gradient)) }
    func isFlat(_ trial: Trial) -> Bool { abs(trial.slope) <= 0.9 * abs(slope) }
    func isHigh(_ trial: Trial) -> Bool { trial.value > start + 1e-4 * trial.length * slope }

    let zero = Trial(length: 0, value: start, slope: slope, gradient: unmoved.gradient)
    var trials = [zero, attempt(length)]
    // The first two trials between which there must be a good length; while there are none, the
    // next trial goes further out, to at most ten times the last one.
    var interval: [Trial]?
    while interval == nil, trials.count - 2 < most {
      let (before, now) = (trials[trials.count - 2], trials[trials.count - 1])
      let rises = trials.count > 3 && now.value >= before.value
      if !isHigh(now), !rises, isFlat(now) { return result(now) }
      if isHigh(now) || rises || now.slope >= 0 {
        interval = [before, now]
      } else {
        let least = now.length + 0.01 * (now.length - before.length)
        let next = Self.lowest(before, now) ?? (least + 10 * now.length) / 2
        trials.append(attempt(min(max(next, least), 10 * now.length)))
      }
    }
    var ends = interval ?? [zero, trials[trials.count - 1]]
    var (count, isSlow) = (trials.count - 2, false)
    var low = ends[0].value <= ends[1].value ? 0 : 1
    while count < most {
      let (left, right) = (
        min(ends[0].length, ends[1].length), max(ends[0].length, ends[1].length)
      )
      if (right - left) * largest(direction) < 1e-9 { break }
      var next = min(max(Self.lowest(ends[0], ends[1]) ?? (left + right) / 2, left), right)
      let edge = 0.1 * (right - left)
      let isNearAnEnd = min(next - left, right - next) < edge
      if isNearAnEnd, isSlow || next == left || next == right {
        next = right - next < next - left ? right - edge : left + edge
        isSlow = false
      } else {
        isSlow = isNearAnEnd
      }
      let trial = attempt(next)
      count += 1
      if isHigh(trial) || trial.value >= ends[low].value {
        ends[1 - low] = trial
        low = ends[0].value <= ends[1].value ? 0 : 1
        continue
      }
      if isFlat(trial) { return result(trial) }
      if trial.slope * (ends[1 - low].length - ends[low].length) >= 0 { ends[1 - low] = ends[low] }
      ends[low] = trial
    }
    return result(ends[low])
  }

  /// Where the cubic with these two values and slopes has its minimum; nil if it has none.
  private static func lowest(_ one: Trial, _ other: Trial) -> Double? {
    let (a, b) = one.length <= other.length ? (one, other) : (other, one)
    let d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.length - b.length)
    guard d1 * d1 >= a.slope * b.slope else { return nil }
    let d2 = (d1 * d1 - a.slope * b.slope).squareRoot()
    return b.length - (b.length - a.length) * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2)
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).map(*).reduce(0, +) }

private func largest(_ values: [Double]) -> Double { values.map(abs).max() ?? 0 }
