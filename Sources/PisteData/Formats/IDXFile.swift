internal import PisteCore

/// An array in the format of the MNIST files: a magic number, the extents, the elements.
///
/// Bytes 0 and 1 are zero, byte 2 is the element type, byte 3 the rank; then one big-endian
/// 32-bit extent a dimension, then the elements, big-endian, the last dimension fastest.
///
/// > Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", "File formats".
package struct IDXFile: Sendable {
  /// What the elements are.
  package enum Element: UInt8, Sendable {
    case unsignedByte = 0x08
    case signedByte = 0x09
    case short = 0x0B
    case int = 0x0C
    case float = 0x0D
    case double = 0x0E

    var size: Int {
      switch self {
      case .unsignedByte, .signedByte: 1
      case .short: 2
      case .int, .float: 4
      case .double: 8
      }
    }

    var isWhole: Bool { self != .float && self != .double }
  }

  package let element: Element
  package let extents: [Int]
  /// The elements' bytes.
  package let content: ArraySlice<UInt8>

  /// The number of rows: the first extent.
  package var rows: Int { extents[0] }
  /// The number of elements in a row: the product of the other extents.
  package var rowLength: Int { extents.dropFirst().reduce(1, *) }

  /// Reads an array.
  ///
  /// - Parameters:
  ///   - bytes: The whole file, unpacked.
  ///   - file: Its name, for errors.
  /// - Throws: ``DataError`` with code `bad-data` for another magic number or length.
  package init(_ bytes: [UInt8], file: String) throws(DataError) {
    func bad(_ message: String, hint: String? = nil) -> DataError {
      DataError(.badData, "'\(file)' \(message)", hint: hint, setting: "dataset.path")
    }
    guard !bytes.isEmpty else {
      throw bad("is empty", hint: "it may not have been copied to the end: fetch it again")
    }
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, let element = Element(rawValue: bytes[2]),
      bytes[3] >= 1
    else {
      let magic = bytes.prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      throw bad(
        "is no IDX file: it begins with \(magic.joined(separator: " "))",
        hint: "IDX begins with 00 00, the element type (08 for bytes) and the number of dimensions")
    }
    let rank = Int(bytes[3])
    let start = 4 + 4 * rank
    guard bytes.count >= start else {
      throw bad("is cut off: \(bytes.count) bytes, but its header alone has \(start)")
    }
    var extents: [Int] = []
    var total = element.size
    for dimension in 0..<rank {
      let extent = bytes[(4 + 4 * dimension)..<(8 + 4 * dimension)].reduce(0) { $0 << 8 | Int($1) }
      extents.append(extent)
      let (product, overflow) = total.multipliedReportingOverflow(by: extent)
      guard !overflow else {
        throw bad(
          "states extents whose product is no size of a file",
          hint: "its header is broken: fetch it again, or write it anew")
      }
      total = product
    }
    guard bytes.count == start + total else {
      throw bad(
        "has \(bytes.count) bytes, but its header (\(extents.map(String.init).joined(separator: " × "))) "
          + "asks for \(start + total)",
        hint: bytes.count < start + total
          ? "the file may be cut off: fetch it again"
          : "bytes follow the last element: fetch it again, or write it anew")
    }
    self.element = element
    self.extents = extents
    content = bytes[start...]
  }

  /// The elements as numbers.
  package var numbers: [Double] {
    let count = extents.reduce(1, *)
    let size = element.size
    return content.withUnsafeBufferPointer { bytes in
      (0..<count).map { index in
        var bits: UInt64 = 0
        for offset in 0..<size { bits = bits << 8 | UInt64(bytes[index * size + offset]) }
        return switch element {
        case .unsignedByte: Double(bits)
        case .signedByte: Double(Int8(truncatingIfNeeded: bits))
        case .short: Double(Int16(truncatingIfNeeded: bits))
        case .int: Double(Int32(truncatingIfNeeded: bits))
        case .float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case .double: Double(bitPattern: bits)
        }
      }
    }
  }
}
