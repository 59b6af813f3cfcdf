import PisteCore
import Testing

@Suite struct SettingsTests {
  private let settings: Settings = [
    "optimizer.name": "sgd", "optimizer.lr": 3e-4, "model.hidden": [64, 32],
    "model.init.name": "orthogonal", "epochs": 10, "drop_last": false, "tiny": 1e-300,
  ]

  @Test func jsonIsNestedSortedAndShort() throws {
    #expect(
      try settings.json == """
        {"drop_last":false,"epochs":10,"model":{"hidden":[64,32],"init":{"name":"orthogonal"}},\
        "optimizer":{"lr":0.0003,"name":"sgd"},"tiny":1e-300}
        """)
  }

  @Test func jsonReadsBackAsTheSameSettings() throws {
    #expect(try Settings(json: settings.json) == settings)
  }

  @Test func textThatIsNoObjectOfValuesIsRefused() {
    #expect(throws: (any Error).self) { try Settings(json: #"{"a":null}"#) }
    #expect(throws: (any Error).self) { try Settings(json: "{") }
  }

  @Test func laterSettingsStandInFront() {
    let merged = settings.merging(["epochs": 3])
    #expect(merged["epochs"] == 3)
    #expect(merged["optimizer.lr"] == 3e-4)
  }

  @Test func aWholeNumberIsAnIntegerAndAFractionIsNot() {
    #expect(SettingValue.number(3).integer == 3)
    #expect(SettingValue.number(3.5).integer == nil)
    #expect(SettingValue.number(1e300).integer == nil)
    #expect(SettingValue.text("3").integer == nil)
  }

  @Test func metricsThatAreNotFiniteTravelAsNull() throws {
    let values = MetricValues(["train/loss": .nan, "lr": 0.1])
    let text = String(decoding: try CanonicalJSON.encode(values), as: UTF8.self)
    #expect(text == #"{"lr":0.1,"train/loss":null}"#)
  }
}
