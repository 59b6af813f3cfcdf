private import Foundation

/// The mean of squared differences of an output that the logistic function squashes to 0…1.
///
///     a = σ(z),  L = 1/(B·T) · Σ (a − y)²,  ∂L/∂z = 2(a − y)·a(1 − a)/(B·T)
///
/// No prediction leaves 0…1, whatever the targets are, and near both ends the gradient is next to
/// nothing, however far off the target is.
///
/// > Source: Rumelhart, Hinton and Williams, "Learning Representations by Back-Propagating Errors",
/// > Nature 323 (1986), whose output units are logistic.
///
/// > Differs from: that paper in the mean; there it is a sum with ½ in front.
package struct SquareSigmoidLoss: Loss {
  package let countsCorrect = false

  package init() {}

  package func evaluate<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, batch: Batch<Scalar>,
    columns: Int, _ set: InstructionSet
  ) -> LossSum {
    guard let targets = batch.targets else {
      preconditionFailure("SquareSigmoidLoss: \(batch.count) examples without targets")
    }
    let count = batch.count * columns
    return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: count + columns) { room in
      guard let a = room.baseAddress else { return LossSum() }
      let bias = a + count
      a.initialize(from: outputs, count: count)
      bias.initialize(repeating: 0, count: columns)
      Scalar.biasSigmoid(set, a, bias, rows: batch.count, columns: columns)
      let squares = Scalar.square(
        set, a, gradient: gradient, targets: targets, count: count, scale: 2 / Scalar(count))
      Scalar.sigmoidBackward(set, gradient, output: a, count: count)
      return LossSum(total: squares / Double(columns))
    }
  }

  package func squaredErrors<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, batch: Batch<Scalar>, columns: Int
  ) -> Double? {
    batch.squaredErrors(outputs, columns: columns) { 1 / (1 + exp(-$0)) }
  }
}
