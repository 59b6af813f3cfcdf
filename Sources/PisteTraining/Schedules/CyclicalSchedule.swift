private import Foundation

/// Up and down in straight lines between two rates, again and again.
///
///     η(t) = η_b + (η − η_b)·h(t)·s
///
/// h rises from 0 to 1 in some units and falls back in others; s is 1 (triangular), 2^(−cycles
/// done) (triangular2) or γᵗ (exp-range). The momentum, where it moves, is μ_max − (μ_max −
/// μ_min)·h(t)·s.
///
/// > Source: Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017,
/// > [arXiv:1506.01186](https://arxiv.org/abs/1506.01186); PyTorch's CyclicLR.
///
/// The first rate is the lower one. Counted in epochs a cycle is coarse: the paper's cycles are 4
/// to 20 epochs, counted in steps.
package struct CyclicalSchedule: ClosedFormSchedule {
  /// How the height of the cycles changes.
  package enum Mode: String, Sendable, CaseIterable {
    /// Not at all.
    case triangular
    /// Halved after each cycle.
    case triangular2
    /// Multiplied by γ in each unit.
    case expRange = "exp-range"
  }

  private let lower: Double
  private let upper: Double
  private let up: Int
  private let down: Int
  private let mode: Mode
  private let factor: Double
  private let momenta: ClosedRange<Double>?

  /// Creates a schedule.
  ///
  /// - Parameters:
  ///   - lower: η_b, the first rate.
  ///   - upper: η.
  ///   - up: Units from the lower rate to the upper, at least 1.
  ///   - down: Units back, at least 1; nil for as many as up.
  ///   - mode: How the height of the cycles changes.
  ///   - factor: γ of exp-range, above 0, at most 1.
  ///   - momenta: The lowest and the highest momentum; nil leaves the optimizer's own.
  package init(
    lower: Double, upper: Double, up: Int, down: Int? = nil, mode: Mode = .triangular,
    factor: Double = 1, momenta: ClosedRange<Double>? = nil
  ) {
    precondition(
      up >= 1 && (down ?? 1) >= 1, "CyclicalSchedule: \(up) units up, \(down ?? up) down")
    self.lower = lower
    self.upper = upper
    self.up = up
    self.down = down ?? up
    self.mode = mode
    self.factor = factor
    self.momenta = momenta
  }

  package func learningRate(at t: Int) -> Double { lower + (upper - lower) * height(t) }

  package func momentum(at t: Int) -> Double? {
    momenta.map { $0.upperBound - ($0.upperBound - $0.lowerBound) * height(t) }
  }

  private func height(_ t: Int) -> Double {
    let (cycle, place) = t.quotientAndRemainder(dividingBy: up + down)
    let height =
      place <= up ? Double(place) / Double(up) : Double(up + down - place) / Double(down)
    switch mode {
    case .triangular: return height
    case .triangular2: return height * pow(0.5, Double(cycle))
    case .expRange: return height * pow(factor, Double(t))
    }
  }
}
