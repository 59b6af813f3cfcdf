import Testing

@Suite struct BrokenFileTests {
  private static let head = "name: broken\nsettings:\n  dataset: {name: iris}\n"

  @Test(
    arguments: [
      // An unknown key with a near name.
      ("  optimzer: {name: sgd}\n", "broken.yaml:4:3", "unknown-key", "did you mean"),
      // A wrong type.
      ("  epochs: many\n", "broken.yaml:4:11", "wrong-type", nil),
      // A value out of range.
      ("  optimizer: {name: sgd, momentum: 1.5}\n", "broken.yaml:4:36", "out-of-range", "[0, 1)"),
      // An empty axis.
      ("parameters:\n  optimizer.lr: {values: []}\n", "broken.yaml:5:", "empty-axis", nil),
      // A repeated key.
      ("  epochs: 3\n  epochs: 4\n", "broken.yaml:5:3", "repeated-key", nil),
      // A tab.
      ("\tepochs: 3\n", "broken.yaml:4:1", "tab", "spaces"),
      // A missing data file.
      (
        "parameters: {}\n", "broken.yaml:3:", "missing-file", nil
      ),
      // The test set for selection.
      ("metric: {name: test/accuracy, goal: maximize}\n", "broken.yaml:4:", "test-metric", nil),
    ] as [(String, String, String, String?)])
  func aBrokenFileIsToldWithItsPlaceAndStartsNothing(
    tail: String, place: String, code: String, text: String?
  ) throws {
    let workplace = try Workplace()
    var file = Self.head + tail
    if code == "missing-file" {
      file = "name: broken\nsettings:\n  dataset: {name: csv, path: nowhere.csv}\n"
    }
    try workplace.write(file, to: "broken.yaml")
    let result = try workplace.run("sweep", "broken.yaml")
    #expect(result.status == 65, "\(result.errors)")
    #expect(result.errors.contains(place), "\(result.errors)")
    #expect(result.errors.contains("[\(code)]"), "\(result.errors)")
    #expect(result.errors.contains("hint:"), "\(result.errors)")
    if let text { #expect(result.errors.contains(text), "\(result.errors)") }
    #expect(!workplace.exists(".piste/store.sqlite"))
    #expect(!workplace.exists("reports"))
  }

  @Test func allFaultsComeAtOnce() throws {
    let workplace = try Workplace()
    try workplace.write(
      Self.head + "  epochs: 0\n  optimizer: {name: adam, momentum: 0.9}\n", to: "broken.yaml")
    let result = try workplace.run("sweep", "broken.yaml")
    #expect(result.status == 65)
    #expect(result.errors.contains("[out-of-range]"))
    #expect(result.errors.contains("[not-applicable]"))
  }
}
