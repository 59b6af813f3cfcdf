internal import PisteCore

/// The names of the functions that are known in closed form.
package enum FunctionName: String, CaseIterable, Sendable {
  case quadratic
  case quadraticDeep = "quadratic-deep"
  case rosenbrock
}

/// A function to be minimized whose form is known, so that optimizers can be seen on the truth.
///
/// The rows of its data set are shifts, see ``ShiftedRows``. What is made here is what the data
/// set's digest covers and what the training core minimizes.
package enum ObjectiveFunction: Sendable {
  /// f₀(θ) = ½·θᵀQθ.
  case quadratic(QuadraticForm)
  /// f₀(θ) = Σ 100·(θ₍k+1₎ − θ_k²)² + (1 − θ_k)².
  case rosenbrock(dimension: Int)

  /// Makes the function that a request names; nil if it names a data set.
  ///
  /// - Parameter request: The name, the split seed and the arguments are read.
  /// - Throws: ``DataError`` for an argument out of its range.
  package init?(_ request: DataSetRequest) throws(DataError) {
    guard let name = FunctionName(rawValue: request.name) else { return nil }
    switch name {
    case .quadraticDeep: self = .quadratic(QuadraticDeep.form)
    case .quadratic:
      let arguments = SyntheticArguments(.quadratic, request.arguments)
      try arguments.check()
      let spectrum = arguments.numbers("dataset.spectrum")
      let eigenvalues =
        spectrum.isEmpty
        ? QuadraticForm.spectrum(
          condition: arguments.number("dataset.condition"), dimension: arguments.dimension)
        : spectrum
      var stream = RandomStream(seed: request.splitSeed, purpose: "rotation")
      self = .quadratic(
        arguments.bool("dataset.rotate")
          ? QuadraticForm(
            eigenvalues: eigenvalues,
            rotation: HaarRotation.draw(
              dimension: eigenvalues.count, from: &stream, uniform: { $0.uniform() },
              normal: { $0.normal() }))
          : QuadraticForm(eigenvalues: eigenvalues))
    case .rosenbrock:
      let arguments = SyntheticArguments(.rosenbrock, request.arguments)
      try arguments.check()
      self = .rosenbrock(dimension: arguments.dimension)
    }
  }

  /// D, the number of coordinates of θ.
  package var dimension: Int {
    switch self {
    case .quadratic(let form): form.dimension
    case .rosenbrock(let dimension): dimension
    }
  }

  /// Where minimizing begins unless told otherwise: 1 in every coordinate; for Rosenbrock's
  /// function −1.2, 1, −1.2, …, across the bend of the valley.
  package var start: [Double] {
    switch self {
    case .quadratic(let form): [Double](repeating: 1, count: form.dimension)
    case .rosenbrock(let dimension): (0..<dimension).map { $0 % 2 == 0 ? -1.2 : 1 }
    }
  }
}
