import PisteTraining
import Testing

@Suite struct SafetensorsTests {
  static let tensors = [
    NamedTensor(name: "0.weight", shape: [2, 3], values: [1, 2, 3, 4, 5, -6.5]),
    NamedTensor(name: "0.bias", shape: [2], values: [.pi, 0]),
  ]

  @Test func theBytesAreTheFormats() {
    let bytes = Safetensors.encode(Self.tensors, metadata: ["run": "a"])
    let length = Int(bytes[0]) + Int(bytes[1]) << 8
    let header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
    let expected =
      #"{"0.bias":{"data_offsets":[24,32],"dtype":"F32","shape":[2]},"#
      + #""0.weight":{"data_offsets":[0,24],"dtype":"F32","shape":[2,3]},"#
      + #""__metadata__":{"run":"a"}}"#
    #expect(header.trimmingSuffix(" ") == expected)
    #expect(length % 8 == 0)
    #expect(bytes.count == 8 + length + 32)
    #expect(Array(bytes[(8 + length)..<(12 + length)]) == [0, 0, 0x80, 0x3F])
  }

  @Test func whatIsWrittenIsRead() throws {
    let (tensors, metadata) = try Safetensors.decode(
      Safetensors.encode(Self.tensors, metadata: ["epoch": "3"]))
    #expect(tensors == Self.tensors)
    #expect(metadata == ["epoch": "3"])
    #expect(try Safetensors.decode(Safetensors.encode([])).tensors == [])
  }

  @Test func integersTravelToo() throws {
    let tensors = [
      NamedTensor(name: "1.num_batches_tracked", shape: [], integers: [-3_000_000_007]),
      NamedTensor(name: "2.weight", shape: [1, 2], values: [1, -2]),
    ]
    let bytes = Safetensors.encode(tensors)
    #expect(try Safetensors.decode(bytes).tensors == tensors)
    let header = String(decoding: bytes[8..<(8 + Int(bytes[0]))], as: UTF8.self)
    #expect(header.contains(#"{"data_offsets":[0,8],"dtype":"I64","shape":[]}"#))
  }

  @Test func damageIsAnError() {
    let bytes = Safetensors.encode(Self.tensors)
    for damaged in [
      [], Array(bytes.prefix(7)), Array(bytes.dropLast()), Array(bytes.prefix(20)),
      [255, 255, 255, 255, 255, 255, 255, 255] + bytes.dropFirst(8),
      file(#"{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}}"#),
      file(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#),
      file(#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#),
      file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#),
      file(#"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,4]}}"#),
      file(#"{"a":3}"#), file("nonsense"),
    ] as [[UInt8]] {
      #expect(throws: Safetensors.DecodingError.self) { try Safetensors.decode(damaged) }
    }
  }

  private func file(_ header: String) -> [UInt8] {
    [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [0, 0, 0, 0]
  }
}

extension String {
  fileprivate func trimmingSuffix(_ character: Character) -> String {
    var text = self
    while text.last == character { text.removeLast() }
    return text
  }
}
