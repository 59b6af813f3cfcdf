internal import PisteCore

/// The rows of a function that is a mean of shifted copies of one: row i is the shift xᵢ.
///
///     f(θ) = 1/N · Σ f₀(θ − xᵢ),   xᵢ ~ N(0, σ²·I)
///
/// Without noise all rows are zero and every batch sees the function itself; with noise a batch
/// sees a few of its terms, as in learning from data.
enum ShiftedRows {
  static func draw(
    rows: Int, noise: Double, width: Int, from stream: inout RandomStream
  ) -> RawTable {
    let values = (0..<rows * width).map { _ in noise == 0 ? 0 : noise * stream.normal() }
    return RawTable(rows: rows, features: width, values: .numbers(values), target: .nothing)
  }
}
