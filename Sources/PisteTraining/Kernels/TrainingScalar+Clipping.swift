// Written twice because a loop over a generic number would be called through the protocol for every
// element; over a concrete one the compiler makes vectors of it.

extension Float {
  package static func scale(_ values: UnsafeMutablePointer<Float>, count: Int, by factor: Float) {
    for index in 0..<count { values[index] *= factor }
  }

  package static func clamp(_ values: UnsafeMutablePointer<Float>, count: Int, to limit: Float) {
    for index in 0..<count { values[index] = min(max(values[index], -limit), limit) }
  }
}

extension Double {
  package static func scale(
    _ values: UnsafeMutablePointer<Double>, count: Int, by factor: Double
  ) {
    for index in 0..<count { values[index] *= factor }
  }

  package static func clamp(_ values: UnsafeMutablePointer<Double>, count: Int, to limit: Double) {
    for index in 0..<count { values[index] = min(max(values[index], -limit), limit) }
  }
}
