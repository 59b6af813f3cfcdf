private import Foundation
internal import PisteCore

/// The head of a cache file: magic number, lengths, the rows' hash, the facts, and a checksum.
///
/// | bytes | content |
/// |---|---|
/// | 0–7 | `PISTEROW` |
/// | 8–15 | version and byte order: the number 2 as a native 64-bit integer |
/// | 16–23 | length of the JSON |
/// | 24–31 | length of the file |
/// | 32–39 | ``RowHash`` of all bytes from the first split's inputs to the end |
/// | 40–71 | SHA-256 of bytes 0–39 and of the JSON |
/// | 72– | the facts as JSON |
struct CacheHeader {
  private static let magic = Array("PISTEROW".utf8)
  private static let version: UInt64 = 2
  private static let checkedLength = 40
  private static let fixedLength = 72
  /// No header is longer; a stated length beyond is damage.
  private static let longest = 1 << 24

  let facts: DataSetFacts
  let layout: CacheLayout
  /// The hash that the rows had when they were written; 0 until they are.
  private(set) var rowHash: UInt64
  private let json: [UInt8]

  /// The header of a file to be written.
  init(_ facts: DataSetFacts) throws {
    json = [UInt8](try CanonicalJSON.encode(facts))
    self.facts = facts
    layout = CacheLayout(facts, headerLength: Self.fixedLength + json.count)
    rowHash = 0
  }

  /// Reads the header of a whole file, whose rows are not looked at.
  ///
  /// Nil if it is damaged, cut off, or of another version or machine.
  init?(_ file: UnsafeRawBufferPointer) {
    guard file.count >= Self.fixedLength, file.prefix(8).elementsEqual(Self.magic) else {
      return nil
    }
    let length = file.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    guard file.loadUnaligned(fromByteOffset: 8, as: UInt64.self) == Self.version,
      length <= Self.longest, file.count >= Self.fixedLength + Int(length),
      file.loadUnaligned(fromByteOffset: 24, as: UInt64.self) == file.count
    else { return nil }
    json = Array(file[Self.fixedLength..<(Self.fixedLength + Int(length))])
    let head = Array(file[..<Self.checkedLength])
    guard
      file[Self.checkedLength..<Self.fixedLength].elementsEqual(Self.checksum(head, json)),
      let facts = try? JSONDecoder().decode(DataSetFacts.self, from: Data(json))
    else { return nil }
    self.facts = facts
    layout = CacheLayout(facts, headerLength: Self.fixedLength + json.count)
    rowHash = file.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
    guard layout.length == file.count else { return nil }
  }

  /// The header as it stands at the beginning of the file.
  var bytes: [UInt8] {
    var head = Self.magic
    for number in [Self.version, UInt64(json.count), UInt64(layout.length), rowHash] {
      withUnsafeBytes(of: number) { head.append(contentsOf: $0) }
    }
    return head + Self.checksum(head, json) + json
  }

  /// Takes the hash of a file's rows, which are all written.
  mutating func seal(_ file: UnsafeRawBufferPointer) { rowHash = hash(of: file) }

  /// Whether a file's rows are the ones that were written.
  func matchesRows(of file: UnsafeRawBufferPointer) -> Bool { rowHash == hash(of: file) }

  private func hash(of file: UnsafeRawBufferPointer) -> UInt64 {
    RowHash.of(UnsafeRawBufferPointer(rebasing: file[layout.training.inputs..<layout.length]))
  }

  private static func checksum(_ head: [UInt8], _ json: [UInt8]) -> [UInt8] {
    var digest = DigestBuilder()
    head.withUnsafeBytes { digest.add($0) }
    json.withUnsafeBytes { digest.add($0) }
    return digest.bytes
  }
}
