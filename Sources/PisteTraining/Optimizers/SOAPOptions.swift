/// The constants of ``SOAP``, at first those of its authors.
package struct SOAPOptions: Sendable, Hashable {
  /// β₁ in 0..<1.
  package var beta1 = 0.95
  /// β₂ in 0..<1.
  package var beta2 = 0.95
  /// d in 0..<1, decay of the statistics.
  package var statisticsDecay = 0.95
  /// ε > 0.
  package var epsilon = 1e-8
  /// λ ≥ 0; a step takes the share η·λ of each parameter away.
  package var weightDecay = 0.01
  /// k, steps from one refreshing of the bases to the next.
  package var every = 10
  /// The widest side that gets a basis.
  package var widest = 10_000

  /// Creates the defaults.
  package init() {}
}

/// The order of numbers from the largest to the smallest.
enum FallingOrder {
  /// Sorts `keys` and writes where each came from; equal ones keep their order.
  ///
  /// By insertion: a basis refreshed before is nearly in order, and nothing is allocated.
  static func sort(
    _ keys: UnsafeMutablePointer<Double>, _ order: UnsafeMutablePointer<Int32>, count: Int
  ) {
    for index in 0..<count {
      let (key, origin) = (keys[index], Int32(index))
      var place = index
      while place > 0, keys[place - 1] < key {
        keys[place] = keys[place - 1]
        order[place] = order[place - 1]
        place -= 1
      }
      keys[place] = key
      order[place] = origin
    }
  }
}
