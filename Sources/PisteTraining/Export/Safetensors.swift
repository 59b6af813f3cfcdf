private import Foundation

/// Tensors as a safetensors file: eight bytes with the header's length, a JSON header, the data.
///
/// > Source: Hugging Face, [the safetensors format](https://github.com/huggingface/safetensors).
/// > Everything is little-endian; keys are sorted, so that equal tensors make equal bytes.
public enum Safetensors {
  /// Why bytes are no such file, as far as it is read here.
  public struct DecodingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The fault in a sentence.
    public let description: String
  }

  struct Entry: Codable {
    var dtype: String
    var shape: [Int]
    var data_offsets: [Int]
  }

  private enum Field: Encodable {
    case tensor(Entry)
    case metadata([String: String])

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .tensor(let entry): try entry.encode(to: encoder)
      case .metadata(let texts): try texts.encode(to: encoder)
      }
    }
  }

  static let metadataKey = "__metadata__"

  /// The bytes of a file with these tensors, in the order given.
  ///
  /// - Parameters:
  ///   - tensors: What to write, as `F32` or `I64`; no two share a name.
  ///   - metadata: Texts by name; left out of the header where there are none.
  /// - Returns: The file's bytes; the header is padded with spaces to a multiple of eight.
  public static func encode(_ tensors: [NamedTensor], metadata: [String: String] = [:]) -> [UInt8] {
    encode(parts: tensors.map { SafetensorsPart($0) }, metadata: metadata)
  }

  /// The bytes of a file with these arrays, in the order given.
  ///
  /// - Parameters:
  ///   - parts: What to write; no two share a name.
  ///   - metadata: Texts by name; left out of the header where there are none.
  /// - Returns: The file's bytes; the header is padded with spaces to a multiple of eight.
  package static func encode(
    parts: [SafetensorsPart], metadata: [String: String] = [:]
  ) -> [UInt8] {
    var fields: [String: Field] = [:]
    var end = 0
    for part in parts {
      let start = end
      end += part.bytes.count
      let replaced = fields.updateValue(
        .tensor(
          Entry(dtype: part.element.rawValue, shape: part.shape, data_offsets: [start, end])),
        forKey: part.name)
      precondition(
        replaced == nil && part.name != metadataKey,
        "Safetensors: the name \(part.name) is taken already")
    }
    if !metadata.isEmpty { fields[metadataKey] = .metadata(metadata) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(fields) else {
      preconditionFailure("Safetensors: a header of texts and integers is always JSON")
    }
    var header = [UInt8](json)
    header += Array(repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes += $0 }
    bytes += header
    for part in parts { bytes += part.bytes }
    return bytes
  }
}
