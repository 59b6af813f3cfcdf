internal import PisteCore

/// Decoded rows before splitting and scaling.
package struct RawTable: Sendable {
  /// The inputs, [N, D] row-major.
  package enum Values: Sendable {
    /// Pixels, kept as the bytes they are: Fashion-MNIST takes 47 MB instead of 376.
    case bytes(ArraySlice<UInt8>)
    /// Numbers.
    case numbers([Double])
  }

  /// What is to be learned, one value a row.
  package enum Target: Sendable {
    /// Index into the names; the names are in class order.
    case classes([Int32], names: [String])
    /// Numbers, which a task may turn into classes.
    case numbers([Double])
    /// Nothing: the rows are where a function to be minimized has its terms.
    case nothing
  }

  package var rows: Int
  package var features: Int
  package var values: Values
  package var target: Target

  package init(rows: Int, features: Int, values: Values, target: Target) {
    self.rows = rows
    self.features = features
    self.values = values
    self.target = target
  }
}

/// What a source holds: its rows, its own test rows if it has a file of them, and its digest.
struct RawData {
  var table: RawTable
  var test: RawTable?
  /// SHA-256 of the decoded content, hexadecimal.
  var digest: String
}
