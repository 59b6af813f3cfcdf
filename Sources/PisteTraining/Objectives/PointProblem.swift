package import PisteData

/// A function and the point at which minimizing it begins.
package struct PointProblem: Sendable {
  /// The function.
  package let function: ObjectiveFunction
  /// θ before the first step, [D].
  package let start: [Double]

  /// D.
  package var dimension: Int { function.dimension }

  /// Creates a problem.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - start: The first value of every coordinate; nil for the function's own start.
  package init(_ function: ObjectiveFunction, start: Double? = nil) {
    self.function = function
    self.start =
      start.map { [Double](repeating: $0, count: function.dimension) } ?? function.start
  }

  /// Makes the function in one number type.
  ///
  /// - Parameters:
  ///   - type: What coordinates are made of.
  ///   - capacity: The most rows of a batch.
  ///   - instructions: Which form of the kernels runs.
  /// - Returns: The function with the memory it takes.
  func makeObjective<Scalar: TrainingScalar>(
    of type: Scalar.Type, capacity: Int, instructions: InstructionSet
  ) -> any PointObjective<Scalar> {
    switch function {
    case .quadratic(let form):
      QuadraticObjective<Scalar>(form, capacity: capacity, instructions: instructions)
    case .rosenbrock(let dimension): RosenbrockObjective<Scalar>(dimension: dimension)
    }
  }
}
