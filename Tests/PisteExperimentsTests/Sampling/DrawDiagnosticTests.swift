import PisteCore
import PisteExperiments
import Testing

@Suite struct DrawDiagnosticTests {
  private func file(_ axes: String, _ top: String = "method: random\nsamples: 4") -> String {
    "name: x\nsettings: {dataset: digits}\n\(top)\nparameters:\n  \(axes)"
  }

  @Test(
    arguments: [
      ("optimizer.lr: {distribution: uniform, min: 0.1}", "6:3 missing-key"),
      ("optimizer.lr: {distribution: unifrom, min: 0.1, max: 1}", "6:32 unknown-choice"),
      ("optimizer.lr: {min: 0.1, max: 1.0, points: 3}", "6:38 conflict"),
      ("optimizer.lr: {min: 0.1, max: 1.0, values: [1]}", "6:3 conflict"),
      ("optimizer.lr: {min: 0.1, max: 1.0, sigma: 2}", "6:38 conflict"),
      ("optimizer.lr: {min: 1.0, max: 0.1}", "6:23 out-of-range"),
      ("optimizer.lr: {min: 0.1}", "6:3 missing-key"),
      ("optimizer.lr: {mu: 0.1}", "6:3 empty-axis"),
      ("optimizer.lr: {distribution: normal, sigma: 0}", "6:47 out-of-range"),
      ("optimizer.lr: {distribution: normal, mu: 0}", "6:3 out-of-range"),
      ("optimizer.lr: {distribution: normal, mu: x}", "6:44 wrong-type"),
      ("optimizer.lr: {distribution: normal, mu: 900, min: 0.1, max: 1}", "6:3 out-of-range"),
      ("optimizer.lr: {distribution: log_normal, min: 0.0, max: 1}", "6:49 out-of-range"),
      ("optimizer.lr: {distribution: log_uniform, min: -900, max: 1}", "6:50 out-of-range"),
      ("optimizer.lr: {min: -1.0, max: 1.0}", "6:23 out-of-range"),
      ("model.dropout: {distribution: q_uniform, min: 0, max: 0.9, q: 0.5}", "6:3 out-of-range"),
      ("model.dropout: {distribution: q_uniform, min: 0, max: 0.9, q: 0}", "6:65 out-of-range"),
      ("optimizer.lr: {distribution: beta, a: 0}", "6:41 out-of-range"),
      ("batch_size: {distribution: uniform, min: 1, max: 9}", "6:3 wrong-type"),
      ("batch_size: {distribution: q_uniform, min: 1, max: 9, q: 0.5}", "6:3 wrong-type"),
      ("batch_size: {distribution: int_uniform, min: 1.5, max: 9}", "6:48 wrong-type"),
      ("optimizer.lr: {distribution: int_uniform, min: 1.5, max: 9}", "6:50 wrong-type"),
      ("model.activation: {min: 1, max: 2}", "6:3 wrong-type"),
      ("model.bias_init: {distribution: int_uniform, min: -9e18, max: 9e18}", "6:53 wrong-type"),
      ("model.bias_init: {distribution: q_normal, q: 1e-320}", "6:3 out-of-range"),
      ("model.activation: {distribution: normal}", "6:3 wrong-type"),
      ("optimizer: {min: 1, max: 2}", "6:3 wrong-type"),
      ("optimizer.lr: {min: 0.1, max: 1.0, scale: cubic}", "6:45 unknown-choice"),
      ("batch_size: {values: [1, 2], probabilities: [0.5]}", "6:47 wrong-type"),
      ("batch_size: {values: [1, 2], probabilities: [0.5, 0.6]}", "6:47 wrong-type"),
      ("batch_size: {values: [1, 2], probabilities: [-1, 2]}", "6:47 wrong-type"),
      ("optimizer: {one_of: [{name: sgd, weight: 0}, adam]}", "6:44 out-of-range"),
      ("optimizer: {one_of: [{name: sgd, weight: x}, adam]}", "6:44 wrong-type"),
      ("optimizer: {one_of: [{name: sgd, label: a}, {name: adam, label: a}]}", "6:60 conflict"),
      ("optimizer: {values: [{name: sgd, lr: {min: 0.1, max: 1.0}}]}", "6:36 conflict"),
    ] as [(String, String)])
  func everyBrokenAxisIsTold(axis: String, code: String) { #expect(codes(file(axis)) == [code]) }

  @Test(
    arguments: [
      ("method: random", "3:1 missing-key"),
      ("method: random\nsamples: 0", "4:10 out-of-range"),
      ("method: random\nsamples: many", "4:10 wrong-type"),
      ("method: random\nsamples: 4\nrun_cap: 4", "5:1 conflict"),
      ("method: {name: random, seed: -1}\nsamples: 4", "3:30 out-of-range"),
      ("method: {name: random, sede: 1}\nsamples: 4", "3:24 unknown-key"),
      ("method: {seed: 1}\nsamples: 4", "3:1 wrong-type"),
      ("method: sobl\nsamples: 4", "3:9 unknown-choice"),
      ("method: random\nsamples: 4\nzip: [[epochs, batch_size]]", "5:1 conflict"),
      ("method: random\nrun_cap: 4\ncompare: epochs", "4:1 conflict"),
    ] as [(String, String)])
  func everyBrokenMethodIsTold(top: String, code: String) {
    let text = file("epochs: {values: [1, 2, 3, 4]}", top)
    #expect(codes(text).filter { $0.hasPrefix(code.prefix(2)) } == [code], "\(faults(text))")
  }

  @Test func aGridDrawsNothing() {
    let axes = "epochs: {values: [1, 2]}"
    #expect(codes(file(axes, "method: grid\nsamples: 4")) == ["4:1 conflict"])
    #expect(codes(file(axes, "method: {name: grid, seed: 4}")) == ["3:22 conflict"])
    #expect(
      codes(file("optimizer.lr: {distribution: uniform, min: 1, max: 2}", "method: grid"))
        == ["5:18 unsupported"])
  }

  @Test func comparedLevelsNeedEqualShares() {
    let top = "method: random\nsamples: 2\ncompare: "
    #expect(
      codes(file("optimizer.lr: {min: 0.1, max: 1.0}", top + "optimizer.lr")) == ["5:1 conflict"])
    #expect(
      codes(file("optimizer: {one_of: [{name: sgd, weight: 2}, adam]}", top + "optimizer"))
        .contains("7:3 conflict"))
    #expect(
      codes(
        file(
          "model: {one_of: [{hidden: [8], activation: {values: [relu, tanh]}}]}",
          top + "model.activation")) == ["5:1 conflict"])
  }

  @Test func nothingToDrawFromIsTold() {
    #expect(
      codes("name: x\nsettings: {dataset: digits}\nmethod: sobol\nsamples: 2") == ["3:1 empty-axis"]
    )
  }

  @Test func wholeEndsOfANumberAreNoted() throws {
    let text = file("optimizer.lr: {min: 1, max: 9}")
    let experiment = try ExperimentFile.parse(text, file: "x.yaml")
    #expect(
      experiment.notes.map(\.description) == [
        """
        x.yaml:6:3: note: `min` and `max` of `optimizer.lr` are written whole, so only whole \
        numbers are drawn [whole-numbers]
          hint: write distribution: uniform for the numbers between them
        """
      ])
    #expect(grid(try plan(text)).allSatisfy { Int($0) != nil })
    let other = try ExperimentFile.parse(
      file("optimizer.lr: {distribution: uniform, min: 1, max: 9}"), file: "x.yaml")
    #expect(other.notes == [])
  }
}
