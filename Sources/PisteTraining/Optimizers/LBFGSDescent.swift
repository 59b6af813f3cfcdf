/// The constants of ``LBFGS``, at first those of PyTorch with strong Wolfe.
package struct LBFGSOptions: Sendable, Hashable {
  /// How far a step goes.
  package enum LineSearch: String, Sendable, CaseIterable {
    /// To a point that fulfils the strong Wolfe conditions.
    case strongWolfe = "strong-wolfe"
    /// As far as the rate says.
    case fixed = "none"
  }

  /// Pairs kept, at least 1.
  package var history = 100
  /// Iterations a step at most.
  package var iterations = 20
  /// Gradients a step at most.
  package var evaluations = 25
  /// max |g| that is small enough.
  package var gradientTolerance = 1e-7
  /// Change of parameters or loss that is too small to go on.
  package var changeTolerance = 1e-9
  /// Whether strong Wolfe is searched for.
  package var searches = true

  /// Creates the defaults.
  package init() {}
}

/// One step of ``LBFGS`` at work, over memory that others keep.
struct LBFGSDescent<Scalar: TrainingScalar> {
  let options: LBFGSOptions
  let width: Int
  let theta: UnsafeMutablePointer<Scalar>
  /// Where every evaluation leaves its gradient.
  let gradient: UnsafePointer<Scalar>
  let direction: UnsafeMutablePointer<Scalar>
  let previous: UnsafeMutablePointer<Scalar>
  /// `StrongWolfe.slotCount` gradients, the first one that of θ; then x, then room for a pair.
  let slots: UnsafeMutablePointer<Scalar>
  let examples: Double
  let rate: Double
  /// Gradients found, the incoming one among them.
  var evaluations = 1

  /// Iterates until there is a reason to stop.
  ///
  /// - Parameters:
  ///   - first: The evaluation at the incoming parameters.
  ///   - history: The pairs so far.
  ///   - step: t of the last iteration; of this step's last one afterwards.
  ///   - count: Iterations over the whole run.
  ///   - evaluate: Finds loss and gradient at θ.
  /// - Returns: `first`, or an evaluation that was not finite.
  mutating func run(
    _ first: BatchResult, history: inout LBFGSHistory<Scalar>, step: inout Double,
    count: inout Int, evaluate: () -> BatchResult
  ) -> BatchResult {
    let g = slots
    let pair = slots + (StrongWolfe.slotCount + 1) * width
    g.update(from: gradient, count: width)
    var loss = first.sum.total / examples
    if Scalar.largestMagnitude(g, count: width) <= options.gradientTolerance { return first }
    for iteration in 1...options.iterations {
      count += 1
      if count > 1 {
        history.add(
          gradient: g, previous: previous, direction: direction, step: step, scratch: pair)
      }
      history.direction(direction, gradient: g)
      previous.update(from: g, count: width)
      let lossBefore = loss
      step =
        count == 1 ? min(1, 1 / Scalar.sumOfMagnitudes(g, count: width)) * rate : rate
      let slope = Scalar.dot(g, direction, count: width)
      if slope > -options.changeTolerance { break }
      let isLast = iteration == options.iterations
      if options.searches {
        if let failure = search(&step, &loss, slope: slope, evaluate) { return failure }
      } else {
        Scalar.add(theta, step, direction, count: width)
        if !isLast {
          let result = evaluate()
          evaluations += 1
          guard result.isFinite else { return result }
          loss = result.sum.total / examples
          g.update(from: gradient, count: width)
        }
      }
      if isLast || evaluations >= options.evaluations { break }
      if Scalar.largestMagnitude(g, count: width) <= options.gradientTolerance { break }
      if abs(step) * Scalar.largestMagnitude(direction, count: width) <= options.changeTolerance {
        break
      }
      if abs(loss - lossBefore) < options.changeTolerance { break }
    }
    return first
  }

  /// Moves to the best point along the direction; returns an evaluation that was not finite.
  private mutating func search(
    _ step: inout Double, _ loss: inout Double, slope: Double, _ evaluate: () -> BatchResult
  ) -> BatchResult? {
    let (width, theta, gradient, direction, slots) = (width, theta, gradient, direction, slots)
    let (examples, origin) = (examples, slots + StrongWolfe.slotCount * width)
    origin.update(from: theta, count: width)
    var (found, failure): (Int, BatchResult?) = (0, nil)
    let best = StrongWolfe(tolerance: options.changeTolerance).search(
      from: StrongWolfe.Point(step: 0, value: loss, slope: slope, slot: 0), step: step,
      largest: Scalar.largestMagnitude(direction, count: width),
      most: options.evaluations - evaluations
    ) { step, slot in
      theta.update(from: origin, count: width)
      Scalar.add(theta, step, direction, count: width)
      let result = evaluate()
      found += 1
      guard result.isFinite else {
        failure = result
        return nil
      }
      let place = slots + slot * width
      place.update(from: gradient, count: width)
      return StrongWolfe.Point(
        step: step, value: result.sum.total / examples,
        slope: Scalar.dot(place, direction, count: width), slot: slot)
    }
    evaluations += found
    guard let best else { return failure }
    (step, loss) = (best.step, best.value)
    theta.update(from: origin, count: width)
    Scalar.add(theta, step, direction, count: width)
    if best.slot != 0 { slots.update(from: slots + best.slot * width, count: width) }
    return nil
  }
}
