private import Foundation

/// Times of the same thing, in seconds.
struct Times {
  private let sorted: [Double]

  /// Creates a record of at least one time.
  init(_ values: [Double]) {
    precondition(!values.isEmpty, "Times: \(values.count) times, but 1 is needed")
    sorted = values.sorted()
  }

  /// The shortest one.
  var minimum: Double { sorted[0] }

  /// The one in the middle.
  var median: Double {
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// The clock of the benchmark.
enum Timing {
  /// How long `work` takes, in seconds.
  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    return (ContinuousClock.now - start) / .seconds(1)
  }

  /// Times of one execution, from several rounds of as many as make a round long enough.
  ///
  /// - Parameters:
  ///   - rounds: How many rounds.
  ///   - atLeast: Length of a round, in seconds.
  ///   - work: Executes the thing so many times.
  /// - Returns: Seconds of one execution, a value a round.
  static func perExecution(
    rounds: Int, atLeast: Double, _ work: (Int) -> Void
  ) -> Times {
    withoutActuallyEscaping(work) { work in
      perExecution(rounds: rounds, atLeast: atLeast, of: [work])[0]
    }
  }

  /// The same for several things that take turns.
  static func perExecution(
    rounds: Int, atLeast: Double, of works: [(Int) -> Void]
  ) -> [Times] {
    let counts = works.map { count(for: $0, atLeast: atLeast) }
    var times = [[Double]](repeating: [], count: works.count)
    for _ in 0..<rounds {
      for (place, work) in works.enumerated() {
        times[place].append(seconds { work(counts[place]) } / Double(counts[place]))
      }
    }
    return times.map(Times.init)
  }

  private static func count(for work: (Int) -> Void, atLeast: Double) -> Int {
    var count = 1
    while true {
      let taken = seconds { work(count) }
      if taken >= atLeast { return count }
      count = taken * 100 < atLeast ? count * 10 : Int(Double(count) * atLeast * 1.3 / taken) + 1
    }
  }
}
