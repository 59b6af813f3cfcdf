/// How far numbers are from those expected, so that nothing which is no number passes for small.
///
/// `max` of the standard library passes NaN over: a run gone astray after its first step would
/// have the error of that step. Here NaN, an infinity and a number too few or too many all count
/// as infinitely far.
public enum LargestError {
  /// The largest of some errors; infinity if one is not finite or if there is none.
  public static func of(_ errors: some Sequence<Double>) -> Double {
    var largest = -1.0
    for error in errors {
      guard error.isFinite else { return .infinity }
      if error > largest { largest = error }
    }
    return largest < 0 ? .infinity : largest
  }

  /// The largest distance between numbers of the same place.
  ///
  /// - Parameters:
  ///   - found: The numbers in question.
  ///   - expected: What they should be.
  ///   - size: What a distance is divided by.
  /// - Returns: The largest quotient; infinity if a number is missing or not finite.
  public static func absolute<Found: BinaryFloatingPoint, Expected: BinaryFloatingPoint>(
    _ found: [Found], _ expected: [Expected], per size: Double = 1
  ) -> Double {
    guard found.count == expected.count else { return .infinity }
    return of(zip(found, expected).map { abs(Double($0) - Double($1)) / size })
  }

  /// The largest distance between numbers of the same place, each over the size of the expected.
  ///
  /// - Parameters:
  ///   - found: The numbers in question.
  ///   - expected: What they should be; zero is met by zero alone.
  /// - Returns: The largest quotient; infinity if a number is missing or not finite.
  public static func relative<Found: BinaryFloatingPoint, Expected: BinaryFloatingPoint>(
    _ found: [Found], _ expected: [Expected]
  ) -> Double {
    guard found.count == expected.count else { return .infinity }
    return of(
      zip(found, expected).map { found, expected in
        let distance = abs(Double(found) - Double(expected))
        return distance == 0 ? 0 : distance / abs(Double(expected))
      })
  }
}
