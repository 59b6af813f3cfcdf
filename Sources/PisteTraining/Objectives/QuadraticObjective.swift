internal import PisteData

/// A quadratic function with one minimum a row.
///
///     f_i(θ) = ½·(θ − x_i)ᵀ·Q·(θ − x_i) = ½·‖A·(θ − x_i)‖²,   g = Aᵀ · 1/B · Σ A·(θ − x_i)
///
/// With Q = AᵀA no term can come out negative, however it is rounded.
///
/// > Shapes: θ `[D]`, rows x `[B, D]`, A and Q `[D, D]`.
///
/// > Source: Schneider, Balles and Hennig, "DeepOBS: A Deep Learning Optimizer Benchmark Suite",
/// > ICLR 2019, arXiv:1903.05499, problem `quadratic_deep`.
final class QuadraticObjective<Scalar: TrainingScalar>: PointObjective {
  private let dimension: Int
  private let capacity: Int
  private let instructions: InstructionSet
  /// A, row-major `[D, D]`.
  private let root: AlignedBuffer<Scalar>
  /// θ − x, `[capacity, D]`.
  private let differences: AlignedBuffer<Scalar>
  /// A·(θ − x), `[capacity, D]`.
  private let images: AlignedBuffer<Scalar>
  /// 1/B · Σ A·(θ − x), `[D]`.
  private let mean: AlignedBuffer<Scalar>

  init(_ form: QuadraticForm, capacity: Int, instructions: InstructionSet) {
    dimension = form.dimension
    self.capacity = capacity
    self.instructions = instructions
    root = AlignedBuffer(count: dimension * dimension)
    differences = AlignedBuffer(count: capacity * dimension)
    images = AlignedBuffer(count: capacity * dimension)
    mean = AlignedBuffer(count: dimension)
    for (place, value) in form.root.enumerated() { root.start[place] = Scalar(value) }
  }

  func evaluate(
    at point: UnsafePointer<Scalar>, _ batch: Batch<Scalar>,
    gradient: UnsafeMutablePointer<Scalar>?
  ) -> Double {
    precondition(
      batch.count <= capacity, "QuadraticObjective: \(batch.count) rows, but \(capacity) fit")
    for row in 0..<batch.count {
      _ = Scalar.square(
        instructions, point, gradient: differences.start + row * dimension,
        targets: batch.inputs + row * dimension, count: dimension, scale: 1)
    }
    MatrixProduct.inputGradient(
      images.start, outputGradient: differences.start, weights: root.start, rows: batch.count,
      inputs: dimension, outputs: dimension)
    if let gradient {
      Scalar.columnSums(
        instructions, mean.start, images.start, rows: batch.count, columns: dimension)
      for place in 0..<dimension { mean.start[place] /= Scalar(batch.count) }
      MatrixProduct.forward(
        gradient, inputs: mean.start, weights: root.start, rows: 1, inputs: dimension,
        outputs: dimension)
    }
    return 0.5
      * Scalar.sumOfSquares(instructions, images.start, count: batch.count * dimension)
  }
}
