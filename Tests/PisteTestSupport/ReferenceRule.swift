/// An update rule in Float64, written from its paper over plain arrays; shares no code with the core.
public protocol ReferenceRule: Sendable {
  /// Moves the parameters by one step.
  ///
  /// - Parameters:
  ///   - theta: the parameters.
  ///   - slope: the gradient there.
  ///   - rate: the learning rate.
  ///   - t: the number of the step, from 1.
  mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int)

  /// Where the parameters would be evaluated.
  func evaluated(_ theta: [Double]) -> [Double]
}

extension ReferenceRule {
  /// The parameters themselves.
  public func evaluated(_ theta: [Double]) -> [Double] { theta }
}

/// One tensor of a flat vector, as rules that treat tensors apart need it.
public struct ReferenceTensor: Sendable {
  /// Its places, a row for each input; a vector is one row.
  public let rows: [[Int]]
  /// Whether it is a matrix.
  public let isMatrix: Bool

  /// Creates a tensor of `inputs` rows of `outputs` numbers from place `offset` on.
  public init(offset: Int, inputs: Int, outputs: Int, isMatrix: Bool) {
    rows = (0..<inputs).map { row in (0..<outputs).map { offset + row * outputs + $0 } }
    self.isMatrix = isMatrix
  }

  /// All its places.
  var places: [Int] { rows.flatMap { $0 } }
}

func norm(_ values: [Double]) -> Double { values.map { $0 * $0 }.reduce(0, +).squareRoot() }

func sign(_ value: Double) -> Double { value > 0 ? 1 : value < 0 ? -1 : 0 }
