private import Foundation
internal import PisteCore

/// Two interleaving half circles.
///
/// Rows alternate between the moons a = 0, 1. With t uniform in [0, π),
///
///     a = 0:  x = cos t,      y = sin t
///     a = 1:  x = 1 − cos t,  y = ½ − sin t
///
/// and noise of standard deviation σ is added to both.
///
/// > Source: Pedregosa et al., "Scikit-learn: Machine Learning in Python", JMLR 12 (2011),
/// > `make_moons`.
///
/// > Differs from: scikit-learn, whose angles are evenly spaced; here they are drawn.
enum Moons {
  static func draw(rows: Int, noise: Double, from stream: inout RandomStream) -> RawTable {
    var values: [Double] = []
    values.reserveCapacity(rows * 2)
    for row in 0..<rows {
      let angle = Double.pi * stream.uniform()
      let isInner = row % 2 == 1
      values.append((isInner ? 1 - cos(angle) : cos(angle)) + noise * stream.normal())
      values.append((isInner ? 0.5 - sin(angle) : sin(angle)) + noise * stream.normal())
    }
    return RawTable(
      rows: rows, features: 2, values: .numbers(values),
      target: .classes((0..<rows).map { Int32($0 % 2) }, names: ["0", "1"]))
  }
}
