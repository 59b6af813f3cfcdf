/// An array of Float32 or of Int64 with a name and a shape, as weights travel in files.
public struct NamedTensor: Sendable, Hashable {
  /// What the elements are.
  public enum Element: String, Sendable, Hashable {
    /// Float32, as all parameters.
    case float32 = "F32"
    /// Int64, as counts of batches.
    case int64 = "I64"
  }

  /// The name, as `0.weight`.
  public let name: String
  /// The extent of each axis, slowest first; weights are `[out, in]`, a scalar is `[]`.
  public let shape: [Int]
  /// What the elements are.
  public let element: Element
  /// The values, row-major; empty in a tensor of integers.
  public let values: [Float]
  /// The values of a tensor of integers, row-major; else empty.
  public let integers: [Int64]

  /// Creates a tensor of Float32.
  ///
  /// - Precondition: There are as many values as the shape says.
  public init(name: String, shape: [Int], values: [Float]) {
    Self.check(name, shape, values.count)
    self.name = name
    self.shape = shape
    self.values = values
    element = .float32
    integers = []
  }

  /// Creates a tensor of Int64.
  ///
  /// - Precondition: There are as many integers as the shape says.
  public init(name: String, shape: [Int], integers: [Int64]) {
    Self.check(name, shape, integers.count)
    self.name = name
    self.shape = shape
    self.integers = integers
    element = .int64
    values = []
  }

  private static func check(_ name: String, _ shape: [Int], _ found: Int) {
    let count = shape.reduce(1, *)
    precondition(found == count, "NamedTensor \(name): \(found) values, shape holds \(count)")
  }
}
