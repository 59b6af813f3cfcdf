import PisteCore
import PisteData
import PisteTestSupport
import Testing

@Suite struct IDXFileTests {
  @Test func bytesComeWithTheirExtents() throws {
    let file = try IDXFile(DataFiles.idx([2, 3], [1, 2, 3, 4, 5, 255]), file: "a")
    #expect(file.extents == [2, 3])
    #expect(file.rows == 2)
    #expect(file.rowLength == 3)
    #expect(Array(file.content) == [1, 2, 3, 4, 5, 255])
    #expect(file.numbers == [1, 2, 3, 4, 5, 255])
  }

  @Test(
    arguments: [
      (0x09, [0xFF, 0x02], [-1, 2]),
      (0x0B, [0xFF, 0xFE, 0x01, 0x00], [-2, 256]),
      (0x0C, [0xFF, 0xFF, 0xFF, 0xFD, 0, 1, 0, 0], [-3, 65536]),
      (0x0D, [0x3F, 0xC0, 0, 0, 0xC0, 0, 0, 0], [1.5, -2]),
      (0x0E, [0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0], [1.5, -2]),
    ] as [(UInt8, [UInt8], [Double])])
  func everyElementTypeIsBigEndian(type: UInt8, content: [UInt8], expected: [Double]) throws {
    let file = try IDXFile([0, 0, type, 1, 0, 0, 0, 2] + content, file: "a")
    #expect(file.numbers == expected)
  }

  @Test(
    arguments: [
      ([0x89, 0x50, 0x4E, 0x47, 0, 0], "'a' is no IDX file: it begins with 89 50 4e 47"),
      ([0, 0, 7, 1, 0, 0, 0, 0], "'a' is no IDX file: it begins with 00 00 07 01"),
      ([0, 0, 8, 0], "'a' is no IDX file: it begins with 00 00 08 00"),
      ([], "'a' is empty"),
      ([0, 0, 8, 2, 0, 0, 0, 1], "'a' is cut off: 8 bytes, but its header alone has 12"),
      (
        [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3],
        "'a' has 15 bytes, but its header (2 × 2) asks for 16"
      ),
      (
        [0, 0, 8, 1, 0, 0, 0, 1, 1, 2, 3], "'a' has 11 bytes, but its header (1) asks for 9"
      ),
      (
        [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12),
        "'a' states extents whose product is no size of a file"
      ),
    ] as [([UInt8], String)])
  func aFileThatIsNoneIsToldWhy(bytes: [UInt8], message: String) {
    let fault = #expect(throws: DataError.self) { try IDXFile(bytes, file: "a") }
    #expect(fault?.message == message)
    #expect(fault?.code == .badData)
  }
}
