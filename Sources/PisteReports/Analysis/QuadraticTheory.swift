private import Foundation
package import PisteCore

/// What theory says of gradient descent and the heavy ball on a quadratic of known eigenvalues.
///
/// With λ an eigenvalue, L the largest, η the rate, β the momentum, and s² = λ²σ²/B the variance of the
/// gradient's noise along λ's direction over batches of B rows of standard deviation σ:
///
///     stable iff η < 2 (1 + β) / L
///     Var(θ) = η s² (1 + β) / (λ (1 − β) (2 (1 + β) − η λ))
///     floor  = f(θ*) + ½ Σ λ Var(θ)
///
/// > Source: Polyak, USSR Computational Mathematics and Mathematical Physics 4 (1964), for the
/// > limit;
/// > the stationary variance is that of the linear recursion with independent batches.
struct QuadraticTheory: Sendable {
  /// The level's name.
  var name: String
  /// Its color.
  var series: Int
  /// The rate below which it is stable.
  var limit: Double
  /// The metric to be expected in the long run, by the rate; empty where there is no noise or no known floor.
  var floor: [(x: Double, y: Double)]

  /// The theory of each level to which it applies: plain SGD with any momentum at a constant rate.
  static func of(_ curves: [RateCurve], in comparison: Comparison) -> [QuadraticTheory] {
    curves.compactMap { curve in
      let all = curve.points.map(\.configuration.settings)
      guard let settings = all.first, let function = KnownQuadratic(settings) else { return nil }
      let momentum = settings["optimizer.momentum"]?.number ?? 0
      let isPlain = all.allSatisfy { each in
        each["optimizer.name"]?.text == "sgd" && each["optimizer.nesterov"]?.bool != true
          && (each["optimizer.weight_decay"]?.number ?? 0) == 0
          && (each["optimizer.dampening"]?.number ?? 0) == 0
          && each["schedule.name"]?.text ?? "constant" == "constant"
          && (each["optimizer.momentum"]?.number ?? 0) == momentum
      }
      guard isPlain, momentum < 1 else { return nil }
      let limit = 2 * (1 + momentum) / function.largest
      let rates = curve.points.map(\.rate)
      guard let low = rates.min(), let high = rates.max(),
        let least = function.floor(of: comparison.objective.name)
      else {
        return QuadraticTheory(name: curve.name, series: curve.series, limit: limit, floor: [])
      }
      let batch = settings["batch_size"]?.number ?? 1
      let end = min(high, limit * 0.995)
      let floor =
        end > low && function.deviation > 0
        ? (0...60).map { place -> (x: Double, y: Double) in
          let rate = low * pow(end / low, Double(place) / 60)
          return (rate, least + function.excess(rate: rate, momentum: momentum, batch: batch))
        } : []
      return QuadraticTheory(name: curve.name, series: curve.series, limit: limit, floor: floor)
    }
  }

  /// The sentences that a caption needs; empty where nothing of it is drawn.
  static func caption(_ theory: [QuadraticTheory]) -> String {
    guard !theory.isEmpty else { return "" }
    let limits = theory.map { "\($0.name) \(NumberFormat.significant($0.limit, digits: 4))" }
    var text =
      " On this quadratic theory gives the rate below which training is stable, 2 (1 + β) / L: "
    text += "\(Prose.list(limits)) (dashed upright lines)."
    if theory.contains(where: { !$0.floor.isEmpty }) {
      text += " The dotted curves are the floors that the noise of independent batches leaves in "
      text += "the long run; points above them have not yet arrived, and batches drawn without "
      text += "replacement may end below."
    }
    return text
  }
}

/// The eigenvalues and the noise of a quadratic that a table's settings describe.
package struct KnownQuadratic: Sendable {
  /// L, the largest eigenvalue.
  package let largest: Double
  /// The eigenvalues that matter one by one.
  let eigenvalues: [Double]
  /// The sum of the squares of all further ones, each at most 1.
  let restOfSquares: Double
  /// The standard deviation of the rows, σ.
  let deviation: Double
  /// The least loss by metric, where known.
  private let floors: [String: Double]

  /// Reads it off settings; nil for anything but a quadratic.
  package init?(_ settings: Settings) {
    switch settings["dataset.name"]?.text {
    case "quadratic-deep":
      // Of the published problem: its ten large eigenvalues and what the others add up to, from the
      // generator behind NumPy's RandomState(42); the least losses are those at the training rows' mean.
      eigenvalues = [
        30.762573802322855, 33.23674280979913, 33.58782737814905, 42.82623055075649,
        44.81386789093172, 45.681984881459826, 46.83831592708489, 51.39734361668985,
        52.82355145850693, 53.12901539863683,
      ]
      restOfSquares = 28.14508915958185
      deviation = 0.6
      floors = [Metric.trainLoss: 84.7696532756079, Metric.testLoss: 87.04600799056298]
    case "quadratic":
      let given = settings["dataset.spectrum"]?.list?.compactMap(\.number) ?? []
      let dimension = settings["dataset.dimension"]?.integer ?? 10
      let condition = settings["dataset.condition"]?.number ?? 100
      let spread = (0..<max(1, dimension)).map { place in
        dimension > 1 ? pow(condition, -Double(place) / Double(dimension - 1)) : 1
      }
      eigenvalues = given.isEmpty ? spread : given
      restOfSquares = 0
      deviation = settings["dataset.noise"]?.number ?? 0
      let least = deviation * deviation / 2 * eigenvalues.reduce(0, +)
      floors = [Metric.trainLoss: least, Metric.validationLoss: least, Metric.testLoss: least]
    default: return nil
    }
    guard let most = eigenvalues.max(), most > 0 else { return nil }
    largest = most
  }

  /// The least value of a metric; nil if not known.
  package func floor(of metric: String) -> Double? { floors[metric] }

  /// What the noise adds in the long run: ½ Σ λ Var(θ); infinite where it is not stable.
  ///
  /// - Parameters:
  ///   - rate: η.
  ///   - momentum: β, below 1.
  ///   - batch: B, in rows.
  /// - Returns: the excess loss.
  package func excess(rate: Double, momentum: Double, batch: Double) -> Double {
    let noise = deviation * deviation / batch
    func part(square: Double, eigenvalue: Double) -> Double {
      let rest = 2 * (1 + momentum) - rate * eigenvalue
      guard rest > 0 else { return .infinity }
      return rate * square * noise * (1 + momentum) / ((1 - momentum) * rest) / 2
    }
    return eigenvalues.reduce(part(square: restOfSquares, eigenvalue: 0)) {
      $0 + part(square: $1 * $1, eigenvalue: $1)
    }
  }
}
