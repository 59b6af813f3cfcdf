import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

@Suite struct YAMLTests {
  @Test(arguments: ["3e-4", "3.0e-4", "0.0003", "+3E-4", ".0003", "30e-5"])
  func everyWayToWriteANumberIsThatNumber(_ text: String) throws {
    let plan = try plan(experiment("", settings: "dataset: digits, optimizer.lr: \(text)"))
    #expect(plan.configurations[0].settings["optimizer.lr"] == 0.0003)
  }

  @Test(arguments: ["0x10", "1_000", "nan", ".inf", "1e999", "1,5", "'0.1'", "~", "yes"])
  func whatIsNoNumberIsRefused(_ text: String) {
    #expect(
      faults(experiment("", settings: "dataset: digits, optimizer: {\"lr\": \(text)}"))
        .contains("[wrong-type]") || text == "1,5")
  }

  @Test func wordsStayWords() throws {
    let plan = try plan("name: no\ndescription: 'on'\ntags: [yes, 1]\nsettings: {dataset: digits}")
    #expect(plan.experiment.name == "no")
    #expect(plan.experiment.tags == ["yes", "1"])
  }

  @Test func anAliasStandsForItsValue() throws {
    let plan = try plan(
      """
      name: x
      settings: {dataset: digits}
      parameters:
        optimizer:
          one_of:
            - {name: sgd, lr: &rates {values: [0.1, 0.2]}}
            - {name: adam, lr: *rates}
      """)
    #expect(grid(plan) == ["sgd 0.1", "sgd 0.2", "adam 0.1", "adam 0.2"])
  }

  @Test func aMergeKeyBringsWhatTheMappingDoesNotSayItself() throws {
    let plan = try plan(
      """
      name: x
      settings: &all
        dataset: &data {name: digits, validation: 20}
        epochs: 3
      parameters:
        optimizer:
          one_of:
            - &sgd {name: sgd, momentum: 0.5, lr: {values: [0.1, 0.2]}}
            - {<<: *sgd, label: heavy, momentum: 0.9}
            - {lr: 0.3, <<: [{name: adam}, *sgd], momentum: 0.1, name: sgd, label: both}
      """)
    #expect(grid(plan) == ["sgd 0.1", "sgd 0.2", "heavy 0.1", "heavy 0.2", "both"])
    #expect(plan.configurations[4].settings["optimizer.momentum"] == 0.1)
    #expect(plan.configurations[2].settings["optimizer.momentum"] == 0.9)
  }

  @Test func faultsOfMergedEntriesStandWhereTheyAreWritten() {
    #expect(
      codes(
        experiment(
          "parameters: {optimizer: {one_of: [&a {name: sgd, momentun: 1}, {<<: *a, lr: 0}]}}"))
        == ["3:50 unknown-key", "3:77 out-of-range"])
    #expect(
      codes(experiment("", settings: "<<: {dataset: digits}, <<: {epochs: 1}")) == [
        "2:35 repeated-key"
      ])
    #expect(
      codes(experiment("", settings: "dataset: digits, <<: [{epochs: 1}, 3]")) == [
        "2:47 wrong-type"
      ])
    #expect(
      codes(experiment("", settings: "dataset: digits, '<<': {epochs: 1}")) == ["2:29 unknown-key"])
  }

  @Test func anAliasBombIsAnError() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let row = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(row)]\n"
    }
    #expect(faults(text).contains("[too-large]"))
    #expect(faults(text + "? *a9\n: x\n").contains("a key must be a word"))
    #expect(faults(text + "*a9 : x\n").contains("a key must be a word"))
  }

  @Test func aByteOrderMarkIsNoText() {
    #expect(faults("\u{FEFF}name: x\nsettings: {dataset: digits}") == "")
  }

  @Test func tagsAreRefusedRatherThanIgnored() {
    #expect(
      faults("name: x\nsettings: {dataset: digits, epochs: !!float 3}")
        .contains("x.yaml:2:37: error: the YAML tag `tag:yaml.org,2002:float` has no meaning here"))
    #expect(faults("name: !!str x\nsettings: {dataset: digits}") == "")
  }

  @Test func windowsLineEndsAreLineEnds() {
    #expect(
      faults("name: x\r\nsettings:\r\n  dataset: digits\r\n  epochs: 0\r\n")
        == "x.yaml:4:11: error: `epochs` is 0, outside [1, 1000000] [out-of-range]\n"
        + "  hint: `piste explain epochs` says what it does; the default is 10")
  }

  @Test func deepNestingEndsInAFault() {
    #expect(!faults("name: " + String(repeating: "[", count: 100_000)).isEmpty)
    #expect(!faults("name: x\nsettings: " + String(repeating: "{a: ", count: 5_000)).isEmpty)
  }

  private static let small = """
    name: small
    metric: {name: val/accuracy, goal: maximize}
    compare: optimizer
    seeds: {tune: 2, evaluate: [7, 8]}
    settings: {dataset: {name: digits}, model: {hidden: [8], init: orthogonal}}
    parameters:
      optimizer:
        one_of: [{name: sgd, label: a, momentum: 0.5}, {name: adam, lr: {values: [3e-4]}}]
      batch_size: {min: 16, max: 32, points: 2}
    exclude: [{optimizer.name: adam, batch_size: 16}]
    """

  /// Mutations that once crashed go here as tests of their own; this loop looks for new ones.
  @Test func noMutationOfAFileCrashesTheReader() {
    var random = RandomStream(seed: 7, purpose: "fuzz")
    let seeds = [Self.small, "name: x\nsettings: {dataset: digits, a: 1, a: 2}\n"]
    let splices = [
      "&a ", "*a", "{", "}", "[", "]", ": ", "\n", "  ", "\t", "\"", "'", "? ", "<<: ", "- ", "|\n",
      "\u{0}", "é", "\u{1F600}", "1e999", "values", "one_of: ", "%YAML", "---\n", "!!int ", "#",
    ]
    var told = 0
    for round in 0..<3_000 {
      var scalars = Array(seeds[round % 2].unicodeScalars)
      for _ in 0...random.below(4) {
        let place = random.below(scalars.count)
        switch random.below(3) {
        case 0: scalars.remove(at: place)
        case 1:
          scalars.insert(contentsOf: splices[random.below(splices.count)].unicodeScalars, at: place)
        default: scalars.swapAt(place, random.below(scalars.count))
        }
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      if !faults(String(text)).isEmpty { told += 1 }
    }
    // Most mutations break the file; a reader that told nothing would not have looked.
    #expect(told > 1_500)
  }
}
