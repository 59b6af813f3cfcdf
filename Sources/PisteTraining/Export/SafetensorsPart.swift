/// One array of a safetensors file with its bytes, of any of the types that Piste writes.
package struct SafetensorsPart: Sendable, Hashable {
  /// What its elements are, by the format's own word.
  package enum Element: String, Sendable {
    /// Float32.
    case float = "F32"
    /// Float64.
    case double = "F64"
    /// Unsigned whole numbers of 64 bits.
    case word = "U64"
    /// Whole numbers of 64 bits.
    case integer = "I64"

    var size: Int { self == .float ? 4 : 8 }
  }

  /// The name, unique in its file.
  package let name: String
  /// What its elements are.
  package let element: Element
  /// The extent of each axis, slowest first.
  package let shape: [Int]
  /// The elements, little-endian.
  package let bytes: [UInt8]

  init(name: String, element: Element, shape: [Int], bytes: [UInt8]) {
    self.name = name
    self.element = element
    self.shape = shape
    self.bytes = bytes
  }

  /// Float32 values; one axis unless `shape` says more.
  package init(_ name: String, _ values: [Float], shape: [Int]? = nil) {
    self.init(
      name: name, element: .float, shape: shape ?? [values.count],
      bytes: values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Array($0) })
  }

  /// Float64 values.
  package init(_ name: String, _ values: [Double]) {
    self.init(
      name: name, element: .double, shape: [values.count],
      bytes: values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Array($0) })
  }

  /// Whole numbers.
  package init(_ name: String, _ values: [UInt64]) {
    self.init(
      name: name, element: .word, shape: [values.count],
      bytes: values.map { $0.littleEndian }.withUnsafeBytes { Array($0) })
  }

  /// The array of a tensor.
  package init(_ tensor: NamedTensor) {
    switch tensor.element {
    case .float32: self.init(tensor.name, tensor.values, shape: tensor.shape)
    case .int64:
      self.init(
        name: tensor.name, element: .integer, shape: tensor.shape,
        bytes: tensor.integers.map { $0.littleEndian }.withUnsafeBytes { Array($0) })
    }
  }

  /// The tensor, if the elements are such as a tensor has.
  package var tensor: NamedTensor? {
    switch element {
    case .float: floats.map { NamedTensor(name: name, shape: shape, values: $0) }
    case .integer: NamedTensor(name: name, shape: shape, integers: integers(Int64.self))
    case .double, .word: nil
    }
  }

  /// The values if they are Float32.
  package var floats: [Float]? {
    element == .float ? integers(UInt32.self).map { Float(bitPattern: $0) } : nil
  }

  /// The values if they are Float64.
  package var doubles: [Double]? {
    element == .double ? integers(UInt64.self).map { Double(bitPattern: $0) } : nil
  }

  /// The values if they are whole numbers.
  package var words: [UInt64]? { element == .word ? integers(UInt64.self) : nil }

  private func integers<Value: FixedWidthInteger>(_ type: Value.Type) -> [Value] {
    let size = MemoryLayout<Value>.size
    return bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / size).map {
        Value(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * size, as: Value.self))
      }
    }
  }
}
