/// Falls as one over the root of the time.
///
///     η(t) = η·√(τ/(t + τ))
///
/// > Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017,
/// > [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), equation 3.
///
/// > Differs from: the paper, whose rate has a factor for the width of the model; here η is the
/// > highest rate. With τ equal to the warm-up, t counting from its end, the curve is the paper's.
package struct InverseSqrtSchedule: ClosedFormSchedule {
  private let base: Double
  private let timescale: Double

  /// Creates a schedule from η and τ > 0, in units.
  package init(base: Double, timescale: Double) {
    precondition(timescale > 0, "InverseSqrtSchedule: a time scale of \(timescale) units")
    self.base = base
    self.timescale = timescale
  }

  package func learningRate(at t: Int) -> Double {
    base * (timescale / (Double(t) + timescale)).squareRoot()
  }
}
