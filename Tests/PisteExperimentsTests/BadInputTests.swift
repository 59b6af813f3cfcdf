import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

/// What the issue names as bad input: each is told with its place before anything trains.
@Suite struct BadInputTests {
  @Test(arguments: [
    ("optimizer.lr: 0", "4:17 out-of-range"),
    ("optimizer.lr: -0.1", "4:17 out-of-range"),
    ("optimizer.lr: .nan", "4:17 wrong-type"),
    ("optimizer.momentum: 1", "4:23 out-of-range"),
    ("optimizer.momentum: -0.1", "4:23 out-of-range"),
    ("optimizer.momentum: 1.5", "4:23 out-of-range"),
    ("optimizer.name: sdg", "4:19 unknown-choice"),
    ("schedule.name: cosin", "4:18 unknown-choice"),
    ("model.init.name: xavier", "4:20 unknown-choice"),
    ("model.activation: mish2", "4:21 unknown-choice"),
    ("dataset.normalize: zscore", "4:22 unknown-choice"),
    ("dataset.normalize_scope: pixel", "4:28 unknown-choice"),
    ("model.hidden: [0]", "4:18 out-of-range"),
    ("model.hidden: [16, 0, 16]", "4:22 out-of-range"),
    ("model.hidden: [-3]", "4:18 out-of-range"),
    // 700 of the 1000 made-up rows are to train on; the batch is judged by the data.
    ("batch_size: 701", "4:3 out-of-range"),
    ("batch_size: 0", "4:15 out-of-range"),
    ("epochs: 0", "4:11 out-of-range"),
  ])
  func aValueThatCannotBeIsToldAtItsPlace(line: String, expected: String) {
    let found = codes("name: x\nsettings:\n  dataset.name: digits\n  \(line)\n")
    #expect(found == [expected])
  }

  @Test func inAnAxisEveryValueIsJudged() {
    #expect(
      codes(
        """
        name: x
        settings: {dataset: digits}
        parameters:
          optimizer.lr: {values: [0.1, 0, -1]}
          model.hidden: {values: [[8], [0]]}
        """) == ["4:32 out-of-range", "4:35 out-of-range", "5:33 out-of-range"])
  }

  /// Faults of the rows come from the data and are placed at the setting, or inside the file.
  @Test(arguments: [
    (
      DataFault(
        SpecError(.badData, "every row is of one class, 'a'", hint: "h"), setting: "dataset.target"
      ), "x.yaml:6:3: error: every row is of one class"
    ),
    (
      DataFault(
        SpecError(.outOfRange, "the validation split of 3 rows leaves class 'b' empty", hint: "h"),
        setting: "dataset.validation"), "x.yaml:5:3: error: the validation split"
    ),
    (
      DataFault(
        SpecError(
          .badData, "the value in row 2, column 'y' is NaN", hint: "h",
          location: SourceLocation(file: "a.csv", line: 3, column: 3)), setting: nil),
      "a.csv:3:3: error: the value in row 2, column 'y' is NaN"
    ),
  ])
  func aFaultOfTheRowsIsPlaced(fault: DataFault, expected: String) throws {
    let text = """
      name: x
      settings:
        dataset.name: csv
        dataset.path: a.csv
        dataset.validation: 3
        dataset.target: y
      """
    let experiment = try ExperimentFile.parse(text, file: "x.yaml")
    let errors = #expect(throws: SpecErrors.self) { try experiment.plan { _ in throw fault } }
    #expect(errors?.description.hasPrefix(expected) == true)
  }
}
