extension Recipe {
  /// The optimizer that the settings name, at rest and for either number type.
  ///
  /// - Parameters:
  ///   - context: What it is made for.
  ///   - type: What its parameters are made of.
  /// - Returns: The optimizer.
  package func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    optimizer.makeOptimizer(in: context, of: type)
  }
}
