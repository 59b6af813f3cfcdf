/// An array of Float32 with a name and a shape, as weights travel in files.
public struct NamedTensor: Sendable, Hashable {
  /// The name, as `0.weight`.
  public let name: String
  /// The extent of each axis, slowest first; weights are `[out, in]`.
  public let shape: [Int]
  /// The values, row-major.
  public let values: [Float]

  /// Creates a tensor.
  ///
  /// - Precondition: There are as many values as the shape says.
  public init(name: String, shape: [Int], values: [Float]) {
    let count = shape.reduce(1, *)
    precondition(
      values.count == count, "NamedTensor \(name): \(values.count) values, shape holds \(count)")
    self.name = name
    self.shape = shape
    self.values = values
  }
}
