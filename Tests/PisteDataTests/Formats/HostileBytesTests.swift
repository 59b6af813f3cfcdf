import PisteCore
import PisteData
import PisteTestSupport
import Testing

@Suite struct HostileBytesTests {
  /// The bytes with one to four of them changed, and perhaps an end cut off.
  private func damaged(_ bytes: [UInt8], _ stream: inout RandomStream) -> [UInt8] {
    var bytes = bytes
    for _ in 0...stream.below(4) {
      bytes[stream.below(bytes.count)] = UInt8(truncatingIfNeeded: stream.next())
    }
    if stream.below(3) == 0 { bytes.removeLast(stream.below(bytes.count)) }
    return bytes
  }

  /// How many of the damaged versions are refused; a trap ends the whole test run.
  private func refusals(of bytes: [UInt8], _ decode: ([UInt8]) throws -> Void) -> Int {
    var stream = RandomStream(seed: 1, purpose: "hostile bytes")
    return (0..<2000).count { _ in
      do {
        try decode(damaged(bytes, &stream))
        return false
      } catch {
        #expect(error is DataError)
        return true
      }
    }
  }

  @Test func noGzipTrapsTheDecoder() {
    let member = DataFiles.storedGzip(Array("some text".utf8))
    #expect(refusals(of: member + member) { _ = try Gunzip.decode($0, file: "a") } > 1000)
  }

  @Test func noIDXTrapsTheDecoder() {
    let file = DataFiles.idx([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(refusals(of: file) { _ = try IDXFile($0, file: "a").numbers } > 1000)
  }

  @Test func noCSVTrapsTheDecoder() {
    let text = Array("x,\"y\",z\r\n1,\"a, \"\"b\"\"\",2e3\n-4.5,c,6\n7,c,8\n".utf8)
    #expect(refusals(of: text) { _ = try CSVTable.decode($0, .init(file: "a")) } > 200)
  }
}
