import Foundation
import PisteCore
import Testing

/// Settings are read from text by a reader of their own, which must agree with the general one.
@Suite struct SettingsTextTests {
  private func general(_ json: String) throws -> Settings {
    try JSONDecoder().decode(Settings.self, from: Data(json.utf8))
  }

  @Test(arguments: [
    #"{}"#, #"{"a":{}}"#, #"{"a":1}"#, #"{"a":{"b":{"c":"x"},"d":true},"e":false}"#,
    #"{"a":[]}"#, #"{"a":[1,[2,3],"x",true]}"#, #"{"a":0.1,"b":-0.1,"c":1e-5,"d":-2.5E+3}"#,
    #"{"a":0.30000000000000004,"b":123456789012345678,"c":0.000001}"#, #"{"a":-0}"#,
    #"{"a":1.7976931348623157e308,"b":5e-324,"c":999999999999999,"d":0.999999999999999}"#,
    #"{"a":"é€😀 \" \\ \n \u00e9"}"#, #"{ "a" : 1 , "b" : [ 1 ] }"#, #"{"a\"b":1}"#,
  ])
  func everyTextIsReadAsTheGeneralReaderReadsIt(_ json: String) throws {
    let settings = try Settings(json: json)
    #expect(try settings == general(json))
    for (key, value) in settings.values {
      guard case .number(let number) = value else { continue }
      #expect(try number.bitPattern == general(json)[key]?.number?.bitPattern)
    }
  }

  @Test(arguments: [
    "", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":null}"#, #"{"a":01}"#, #"{"a":.5}"#, #"{"a":1.}"#,
    #"{"a":tru}"#, #"{"a":[{"b":1}]}"#, #"{"a":1}x"#, #"{"a":-}"#,
    #"{"a":1e}"#, #"{"a":1e999}"#, #"{"a":"x"#, #"{a:1}"#, #"{"a":1.2.3}"#,
  ])
  func whatIsNoSettingsIsRefused(_ json: String) {
    #expect(throws: DecodingError.self) { try Settings(json: json) }
  }

  // The general reader is lenient, and goes on being so.
  @Test(arguments: ["[]", #"{"a":1,}"#, #"{"a":[1,]}"#])
  func whatTheGeneralReaderLetsPassPasses(_ json: String) throws {
    #expect(try Settings(json: json) == general(json))
  }

  @Test func writtenNumbersComeBackBitForBit() throws {
    var random = RandomStream(seed: 7, purpose: "settings")
    for _ in 0..<2000 {
      let number = Double(bitPattern: UInt64.random(in: 0 ... .max, using: &random))
      guard number.isFinite else { continue }
      let short = Double("\(Float(number))") ?? 0
      for value in [
        number, short.isFinite ? short : 1, number.magnitude.truncatingRemainder(dividingBy: 10),
      ] {
        let settings: Settings = ["a.b": .number(value)]
        #expect(try Settings(json: settings.json) == settings)
      }
    }
  }
}
