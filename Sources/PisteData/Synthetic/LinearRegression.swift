internal import PisteCore

/// Numbers that depend linearly on ten inputs, with noise: square loss cannot fall below σ².
///
///     y = wᵀx + b + σn,   x, w and b standard normal
///
/// The weights are drawn first, so that sets of different sizes share them.
///
/// > Source: Pedregosa et al., "Scikit-learn: Machine Learning in Python", JMLR 12 (2011), after
/// > `make_regression`.
enum LinearRegression {
  /// The number of inputs, D.
  static let features = 10

  static func draw(rows: Int, noise: Double, from stream: inout RandomStream) -> RawTable {
    let weights = (0..<features).map { _ in stream.normal() }
    let bias = stream.normal()
    var values: [Double] = []
    values.reserveCapacity(rows * features)
    var targets: [Double] = []
    targets.reserveCapacity(rows)
    for _ in 0..<rows {
      var target = bias
      for weight in weights {
        let value = stream.normal()
        values.append(value)
        target += weight * value
      }
      targets.append(target + noise * stream.normal())
    }
    return RawTable(
      rows: rows, features: features, values: .numbers(values), target: .numbers(targets))
  }
}
