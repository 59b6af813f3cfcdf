import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

@Suite struct QuantityTests {
  @Test(
    arguments: [
      ("500ms", .duration(0.5)), ("90s", .duration(90)), ("10m", .duration(600)),
      ("1.5h", .duration(5400)), ("1h30m", .duration(5400)), ("2d", .duration(172_800)),
      ("-1s", .duration(-1)), ("1m0.5s", .duration(60.5)), ("10K", .count(10_000)),
      ("10k", .count(10_000)), ("1.5M", .count(1_500_000)), ("4G", .count(4e9)),
      ("16Ki", .count(16_384)), ("4Gi", .count(4_294_967_296)),
    ] as [(String, Quantity)])
  func aUnitMultiplies(text: String, expected: Quantity) {
    #expect(Quantity(text) == expected)
  }

  @Test(arguments: [
    "", "10", "1e3", "m", "30m1h", "1m1m", "1K2K", "1h2K", "10 m", "10min", "1_0m", "0x1m", "1..2m",
    "½m", "ten m", "--1m", "1m-2s", "NaNs",
  ])
  func whatHasNoUnitOrAnUnknownOneIsNoQuantity(text: String) {
    #expect(Quantity(text) == nil)
  }

  @Test func settingsTakeTheUnitsOfWhatTheyCount() throws {
    let settings = try plan(
      experiment(
        "",
        settings: "dataset: digits, checkpoint.every: 10m, dataset.limit: 2K, epochs: 1Ki,"
          + " model.hidden: [1K, 16]")
    ).configurations[0].settings
    #expect(settings["checkpoint.every"] == 600)
    #expect(settings["dataset.limit"] == 2000)
    #expect(settings["epochs"] == 1024)
    #expect(settings["model.hidden"] == [1000, 16])
    let axis =
      "parameters: {epochs: {values: [1K, 2K]}, dataset.limit: {min: 1K, max: 3K, points: 3}}"
    #expect(try grid(plan(experiment(axis))).first == "1000 1000")
    let overridden = try plan(experiment(""), set: ["checkpoint.every=1h"])
    #expect(overridden.configurations[0].settings["checkpoint.every"] == 3600)
  }

  @Test func aUnitIsOnlyAWayToWriteANumber() throws {
    let runs = try ["epochs: 1000", "epochs: 1K"].map {
      try plan(experiment("", settings: "dataset: digits, \($0)")).initialRuns.map(\.id)
    }
    #expect(runs[0] == runs[1])
  }

  @Test func aUnitThatDoesNotFitIsTold() {
    #expect(
      faults(
        """
        name: x
        settings:
          dataset: digits
          epochs: 10m
          batch_size: 3s
          checkpoint.every: 4M
          optimizer.lr: 10K
          early_stopping.patience: 1.5K
          dataset.limit: 10 K
          model.hidden: [1.0001K]
        """)
          == """
          x.yaml:4:11: error: `epochs` counts epochs, and `10m` is a duration [wrong-unit]
            hint: a million is written `M`: 10M
          x.yaml:5:15: error: `batch_size` counts examples, and `3s` is a duration [wrong-unit]
            hint: write a number; K is a thousand, M a million
          x.yaml:6:21: error: `checkpoint.every` is a duration, and `4M` is a count [wrong-unit]
            hint: minutes are written `m`: 4m
          x.yaml:7:17: error: `optimizer.lr` has no unit, and `10K` has one [wrong-unit]
            hint: write the number out; `piste explain optimizer.lr` says what it does
          x.yaml:9:18: error: `dataset.limit` must be a whole number, not `10 K` [wrong-type]
            hint: write 10K
          x.yaml:10:18: error: `model.hidden` must be made of whole numbers, not `1.0001K` [wrong-type]
            hint: `piste explain model.hidden` says what it does; the default is [128]; counted in units
          """)
  }
}
