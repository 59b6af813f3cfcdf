/// A function of one point θ, the mean of as many terms as there are rows in a batch.
///
///     f(θ) = 1/B · Σ f_i(θ),   g = 1/B · Σ ∇f_i(θ)
///
/// It takes the place of all layers of a network, so that every optimizer that knows no layers
/// works on it unchanged.
package protocol PointObjective<Scalar>: AnyObject {
  /// What coordinates are made of: `Float` in training, `Double` in checks.
  associatedtype Scalar: TrainingScalar

  /// Takes the function at a point.
  ///
  /// - Parameters:
  ///   - point: θ, `[D]`.
  ///   - batch: The terms' rows as inputs, `[B, D]`.
  ///   - gradient: Where g goes, `[D]`; nil where it is not wanted.
  /// - Returns: Σ f_i(θ), in Float64.
  func evaluate(
    at point: UnsafePointer<Scalar>, _ batch: Batch<Scalar>,
    gradient: UnsafeMutablePointer<Scalar>?
  ) -> Double
}
