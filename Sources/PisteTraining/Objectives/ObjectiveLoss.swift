/// The function's own value, where a bare point is moved and nothing is put out.
///
/// It only stands for the name: ``PointObjective`` computes value and gradient.
package struct ObjectiveLoss: Loss {
  package let countsCorrect = false

  package init() {}

  package func evaluate<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, batch: Batch<Scalar>,
    columns: Int, _ set: InstructionSet
  ) -> LossSum {
    preconditionFailure("ObjectiveLoss: \(columns) outputs, but a point has none")
  }
}
