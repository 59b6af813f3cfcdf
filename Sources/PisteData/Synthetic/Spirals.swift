private import Foundation
internal import PisteCore

/// Two spirals wound into one another, which no straight line tells apart.
///
/// Rows alternate between the arms a = 0, 1. With r = 2k√u, u uniform in [0, 1), for k turns,
///
///     x = r·cos(πr + πa) + σn₁,   y = r·sin(πr + πa) + σn₂
///
/// so that the arms are 1 apart, and a noise of 0.1 mixes none of them.
///
/// > Source: Lang and Witbrock, "Learning to Tell Two Spirals Apart", Connectionist Models Summer
/// > School 1988.
///
/// > Differs from: the original's 97 points an arm on three turns; here points are drawn, at equal
/// > density over the disc, on one and a half turns of radius 3 unless another count is given.
enum Spirals {
  static func draw(
    rows: Int, noise: Double, turns: Double, from stream: inout RandomStream
  ) -> RawTable {
    var values: [Double] = []
    values.reserveCapacity(rows * 2)
    for row in 0..<rows {
      let radius = 2 * turns * stream.uniform().squareRoot()
      let angle = Double.pi * (radius + Double(row % 2))
      values.append(radius * cos(angle) + noise * stream.normal())
      values.append(radius * sin(angle) + noise * stream.normal())
    }
    return RawTable(
      rows: rows, features: 2, values: .numbers(values),
      target: .classes((0..<rows).map { Int32($0 % 2) }, names: ["0", "1"]))
  }
}
