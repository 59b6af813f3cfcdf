private import Foundation

extension RandomStream {
  /// A number drawn from the standard normal distribution.
  ///
  /// Marsaglia's polar form: two uniform numbers inside the unit disc make two normal ones, the
  /// second of which waits for the next call.
  ///
  /// > Source: Marsaglia and Bray, "A Convenient Method for Generating Normal Variables", SIAM
  /// > Review 6 (1964).
  public mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      guard square > 0, square < 1 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      spareNormal = y * factor
      return x * factor
    }
  }

  /// Puts the elements in a random order, every order equally likely (Fisher–Yates).
  public mutating func shuffle(_ elements: inout [Int32]) {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, below(last + 1))
    }
  }
}
