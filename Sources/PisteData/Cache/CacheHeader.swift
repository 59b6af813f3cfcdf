private import Foundation
internal import PisteCore

/// The head of a cache file: magic number, lengths, the facts as JSON, and a checksum over them.
///
/// | bytes | content |
/// |---|---|
/// | 0–7 | `PISTEROW` |
/// | 8–15 | version and byte order: the number 1 as a native 64-bit integer |
/// | 16–23 | length of the JSON |
/// | 24–31 | length of the file |
/// | 32–63 | SHA-256 of bytes 0–31 and of the JSON |
/// | 64– | the facts as JSON |
struct CacheHeader {
  private static let magic = Array("PISTEROW".utf8)
  private static let version: UInt64 = 1
  private static let fixedLength = 64
  /// No header is longer; a stated length beyond is damage.
  private static let longest = 1 << 24

  let facts: DataSetFacts
  let layout: CacheLayout
  let bytes: [UInt8]

  init(_ facts: DataSetFacts) throws {
    let json = [UInt8](try CanonicalJSON.encode(facts))
    self.facts = facts
    layout = CacheLayout(facts, headerLength: Self.fixedLength + json.count)
    var head = Self.magic
    for number in [Self.version, UInt64(json.count), UInt64(layout.length)] {
      withUnsafeBytes(of: number) { head.append(contentsOf: $0) }
    }
    bytes = head + Self.checksum(head, json) + json
  }

  /// Reads the header of a file of the given length; nil if it is damaged, cut off, or of another
  /// version or machine.
  init?(_ file: UnsafeRawBufferPointer, fileLength: Int) {
    guard file.count >= Self.fixedLength, file.prefix(8).elementsEqual(Self.magic) else {
      return nil
    }
    let length = file.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    guard file.loadUnaligned(fromByteOffset: 8, as: UInt64.self) == Self.version,
      length <= Self.longest, file.count >= Self.fixedLength + Int(length),
      file.loadUnaligned(fromByteOffset: 24, as: UInt64.self) == fileLength
    else { return nil }
    let json = Array(file[Self.fixedLength..<(Self.fixedLength + Int(length))])
    let head = Array(file[0..<32])
    guard file[32..<64].elementsEqual(Self.checksum(head, json)),
      let facts = try? JSONDecoder().decode(DataSetFacts.self, from: Data(json))
    else { return nil }
    self.facts = facts
    layout = CacheLayout(facts, headerLength: Self.fixedLength + json.count)
    bytes = head + Self.checksum(head, json) + json
    guard layout.length == fileLength else { return nil }
  }

  private static func checksum(_ head: [UInt8], _ json: [UInt8]) -> [UInt8] {
    var digest = DigestBuilder()
    head.withUnsafeBytes { digest.add($0) }
    json.withUnsafeBytes { digest.add($0) }
    return digest.bytes
  }
}
