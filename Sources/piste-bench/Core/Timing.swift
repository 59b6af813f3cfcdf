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

  /// Times of one execution, found from several rounds of so many that a round is long enough.
  ///
  /// - Parameters:
  ///   - rounds: How many rounds; one more comes first and is not counted.
  ///   - atLeast: Length of a round, in seconds.
  ///   - work: Executes the thing so many times.
  /// - Returns: Seconds of one execution, a value a round.
  static func perExecution(
    rounds: Int, atLeast: Double, _ work: (Int) -> Void
  ) -> Times {
    var count = 1
    while true {
      let taken = seconds { work(count) }
      if taken >= atLeast { break }
      count = taken * 100 < atLeast ? count * 10 : Int(Double(count) * atLeast * 1.3 / taken) + 1
    }
    return Times((0..<rounds).map { _ in seconds { work(count) } / Double(count) })
  }
}
