internal import PisteTraining

/// What one core of this machine can do, in operations a second.
struct PeakRate {
  /// The best rate of each instruction set that this CPU has.
  private(set) var rates: [(set: InstructionSet, rate: Double)] = []

  /// Measures every instruction set.
  init() { measure() }

  /// The highest of all rates measured so far.
  var best: Double { rates.map(\.rate).max() ?? 0 }

  /// Measures again; a higher rate replaces a lower one, since a peak is never too high.
  ///
  /// - Returns: The highest rate of this measurement alone.
  @discardableResult
  mutating func measure() -> Double {
    let found = InstructionSet.available.map { set in
      let times = Timing.perExecution(rounds: 15, atLeast: 0.01) { count in
        MachinePeak.run(set, rounds: count)
      }
      return (set: set, rate: MachinePeak.operations(set) / times.minimum)
    }
    rates =
      rates.isEmpty
      ? found
      : zip(rates, found).map { (set: $0.set, rate: max($0.rate, $1.rate)) }
    return found.map(\.rate).max() ?? 0
  }
}
