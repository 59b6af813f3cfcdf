private import Foundation

extension Safetensors {
  /// The tensors and texts in a file's bytes, tensors in the order of their data.
  ///
  /// - Parameter bytes: A whole file whose tensors are all `F32` or `I64`.
  /// - Returns: The tensors and the metadata, empty where there is none.
  /// - Throws: ``DecodingError`` if a length, an offset, a shape or a type does not hold.
  public static func decode(
    _ bytes: [UInt8]
  ) throws(DecodingError) -> (tensors: [NamedTensor], metadata: [String: String]) {
    let (parts, metadata) = try decodeParts(bytes)
    var tensors: [NamedTensor] = []
    for part in parts {
      guard let tensor = part.tensor else {
        throw fault("\(part.name) is \(part.element.rawValue), not F32 or I64")
      }
      tensors.append(tensor)
    }
    return (tensors, metadata)
  }

  /// The arrays and texts in a file's bytes, arrays in the order of their data.
  ///
  /// - Parameter bytes: A whole file whose arrays are `F32`, `F64`, `I64` or `U64`.
  /// - Returns: The arrays and the metadata, empty where there is none.
  /// - Throws: ``DecodingError`` if a length, an offset, a shape or a type does not hold.
  package static func decodeParts(
    _ bytes: [UInt8]
  ) throws(DecodingError) -> (parts: [SafetensorsPart], metadata: [String: String]) {
    guard bytes.count >= 8 else { throw fault("\(bytes.count) bytes hold no header length") }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
    guard length <= UInt64(bytes.count - 8) else {
      throw fault("a header of \(length) bytes in a file of \(bytes.count)")
    }
    let data = bytes[(8 + Int(length))...]
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: Data(bytes[8..<data.startIndex]))
    } catch {
      throw fault("the header is not a safetensors header")
    }
    var parts: [(start: Int, part: SafetensorsPart)] = []
    for (name, entry) in header.entries {
      guard let element = SafetensorsPart.Element(rawValue: entry.dtype) else {
        throw fault("\(name) is \(entry.dtype), which is not read here")
      }
      let range = try extent(of: entry, element, named: name, in: data.count)
      let first = data.startIndex + range.lowerBound
      let part = SafetensorsPart(
        name: name, element: element, shape: entry.shape,
        bytes: Array(data[first..<first + range.count]))
      parts.append((range.lowerBound, part))
    }
    parts.sort { ($0.start, $0.part.name) < ($1.start, $1.part.name) }
    return (parts.map(\.part), header.metadata)
  }

  private struct Header: Decodable {
    var entries: [String: Entry] = [:]
    var metadata: [String: String] = [:]

    struct Key: CodingKey {
      let stringValue: String
      let intValue: Int? = nil
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      for key in container.allKeys {
        if key.stringValue == Safetensors.metadataKey {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
        }
      }
    }
  }

  /// Where a tensor's bytes lie, once its shape and offsets are found to agree.
  private static func extent(
    of entry: Entry, _ element: SafetensorsPart.Element, named name: String, in size: Int
  ) throws(DecodingError) -> Range<Int> {
    var bytes = element.size
    for extent in entry.shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else { throw fault("\(name) has the shape \(entry.shape)") }
      bytes = product
    }
    guard entry.data_offsets.count == 2, let first = entry.data_offsets.first,
      let last = entry.data_offsets.last, first >= 0, first <= last, last <= size,
      last - first == bytes
    else {
      throw fault(
        "\(name) needs \(bytes) bytes, its offsets are \(entry.data_offsets) in \(size)")
    }
    return first..<last
  }

  private static func fault(_ text: String) -> DecodingError { DecodingError(description: text) }
}
