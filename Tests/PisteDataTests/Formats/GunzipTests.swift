import PisteCore
import PisteData
import PisteTestSupport
import Testing

@Suite struct GunzipTests {
  // Scripts/golden.py
  private let packed: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x0b, 0xc8, 0x2c, 0x2e, 0x49, 0xd5,
    0x51, 0x08, 0xc0, 0x49, 0x29, 0x72, 0x01, 0x00, 0xe6, 0x18, 0x70, 0x19, 0x23, 0x00, 0x00, 0x00,
  ]
  private let text = Array("Piste, Piste, Piste, Piste, Piste!\n".utf8)

  @Test func aGoldenStreamIsUnpacked() throws {
    #expect(Gunzip.isCompressed(packed))
    #expect(!Gunzip.isCompressed(text))
    #expect(try Gunzip.decode(packed, file: "a.gz") == text)
  }

  @Test func everyMemberIsUnpackedAndPaddingIsNone() throws {
    let members = packed + DataFiles.storedGzip([1, 2, 3]) + packed + [0, 0, 0, 0]
    #expect(try Gunzip.decode(members, file: "a.gz") == text + [1, 2, 3] + text)
  }

  // The size that a stream states sizes the first buffer, so a wrong one must not cut the output.
  @Test func moreThanTheStatedSizeComesOutWhole() throws {
    let large = [UInt8](repeating: 7, count: 60_000)
    let members = DataFiles.storedGzip(large) + DataFiles.storedGzip([1])
    #expect(try Gunzip.decode(members, file: "a.gz") == large + [1])
  }

  @Test(arguments: [3, 12, 25, 31])
  func aStreamThatIsCutOffIsNamed(length: Int) {
    let fault = #expect(throws: DataError.self) {
      try Gunzip.decode(Array(packed.prefix(length)), file: "a.gz")
    }
    #expect(fault?.message == "'a.gz' is cut off: the gzip stream has no end")
    #expect(fault?.code == .badData)
  }

  @Test func aChangedByteIsNoticed() {
    var damaged = DataFiles.storedGzip([1, 2, 3, 4])
    damaged[16] ^= 1
    let fault = #expect(throws: DataError.self) { try Gunzip.decode(damaged, file: "a.gz") }
    #expect(fault?.message == "'a.gz' is damaged: incorrect data check")
    var garbage = packed
    garbage += [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    #expect(throws: DataError.self) { try Gunzip.decode(garbage, file: "a.gz") }
  }
}
