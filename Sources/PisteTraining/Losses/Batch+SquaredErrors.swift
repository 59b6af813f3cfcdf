extension Batch {
  /// Squared errors of predictions, each the mean over the targets, added up over the examples.
  ///
  /// In Float64, so that all losses give one number for one prediction.
  ///
  /// - Parameters:
  ///   - outputs: What the last layer gave, `[B, columns]`.
  ///   - columns: T, the width of the output.
  ///   - predict: The prediction that an output stands for.
  /// - Returns: 1/T · Σ (prediction − target)², in squared units of the target; nil without targets.
  func squaredErrors(
    _ outputs: UnsafePointer<Scalar>, columns: Int, by predict: (Double) -> Double
  ) -> Double? {
    guard let targets else { return nil }
    var sum = 0.0
    for index in 0..<count * columns {
      let difference = predict(Double(outputs[index])) - Double(targets[index])
      sum += difference * difference
    }
    return sum / Double(columns)
  }
}
