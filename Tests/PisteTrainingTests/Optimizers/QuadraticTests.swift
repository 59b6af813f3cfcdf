import Foundation
import PisteCore
import PisteTraining
import Testing

/// Gradient descent on ½·l·x², where everything is known in closed form.
@Suite struct QuadraticTests {
  static let layout = ParameterLayout(widths: [1, 1])

  @Test(arguments: [(1.0, 0.05), (10, 0.05), (3, 0.6), (0.2, 1)])
  func descentIsAGeometricSeries(curvature: Double, rate: Double) {
    let path = path(SGD<Double>(layout: Self.layout), curvature, rate: rate, steps: 40)
    for (step, x) in path.enumerated() {
      let expected = pow(1 - rate * curvature, Double(step + 1))
      #expect(abs(x - expected) <= 1e-10 * abs(expected) + 1e-15)
    }
  }

  /// x_{t+1} = (1 + b − e·l)·x_t − b·x_{t−1} with x_1 = (1 − e·l)·x_0.
  @Test(arguments: [(1.0, 0.05, 0.9), (10, 0.05, 0.9), (4, 0.3, 0.5)])
  func theHeavyBallIsItsRecurrence(curvature: Double, rate: Double, momentum: Double) {
    let path = path(
      SGD<Double>(layout: Self.layout, momentum: momentum), curvature, rate: rate, steps: 40)
    var (before, now) = (1.0, 1 - rate * curvature)
    for x in path {
      #expect(abs(x - now) <= 1e-10 * max(abs(now), 1e-3))
      (before, now) = (now, (1 + momentum - rate * curvature) * now - momentum * before)
    }
  }

  /// Stable just below e·l = 2(1 + b), unstable just above.
  @Test(arguments: [0.0, 0.5, 0.9])
  func theEdgeOfStabilityIsWhereItShouldBe(momentum: Double) {
    let edge = 2 * (1 + momentum)
    let sgd = SGD<Double>(layout: Self.layout, momentum: momentum)
    #expect(abs(path(sgd, 1, rate: 0.99 * edge, steps: 4000).last ?? 1) < 1e-6)
    #expect(abs(path(sgd, 1, rate: 1.01 * edge, steps: 4000).last ?? 0) > 1e6)
  }

  /// With noise of variance 1 in the gradient, x settles at the variance e/(l(2 − e·l)) without
  /// and e(1 + b)/(l(1 − b)(2(1 + b) − e·l)) with momentum: 0.0526316 and 0.5135135 here.
  @Test(arguments: [(0.0, 0.0526316), (0.9, 0.5135135)])
  func noiseSettlesAtItsStationaryVariance(momentum: Double, expected: Double) {
    let layout = ParameterLayout(widths: [1, 2000])
    var optimizer: any Optimizer<Double> = SGD<Double>(layout: layout, momentum: momentum)
    var random = RandomStream(seed: 3, purpose: "noise")
    var x = [Double](repeating: 0, count: layout.storageCount)
    var (sum, count) = (0.0, 0)
    for step in 0..<400 {
      optimizer.step(&x, x.map { $0 + random.normal() }, rate: 0.1)
      // After 200 steps the start is forgotten; every 20th step is nearly a fresh sample.
      guard step >= 200, step % 20 == 0 else { continue }
      sum += x.reduce(0) { $0 + $1 * $1 }
      count += x.count
    }
    // 40,000 samples: a standard error of 0.7 %, more with momentum's correlations.
    #expect(abs(sum / Double(count) / expected - 1) < 0.04)
  }

  private func path(
    _ start: SGD<Double>, _ curvature: Double, rate: Double, steps: Int
  ) -> [Double] {
    var optimizer: any Optimizer<Double> = start
    var x = [Double](repeating: 0, count: Self.layout.storageCount)
    x[0] = 1
    return (0..<steps).map { _ in
      optimizer.step(&x, x.map { curvature * $0 }, rate: rate)
      return x[0]
    }
  }
}
