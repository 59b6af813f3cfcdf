import PisteCore
import PisteReports
import Testing

@Suite struct EffortTests {
  private func level(
    _ name: String, batch: Double, evaluations: [[Double]?]
  ) -> (name: String, settings: Settings, runs: [[String: [Double]]]) {
    let runs = evaluations.enumerated().map { place, counts in
      var curves = [Metric.validationLoss: [1, 0.5 + Double(place) / 100]]
      curves[Metric.gradientEvaluations] = counts
      return curves
    }
    return (name, ["batch_size": .number(batch)], runs)
  }

  private func caveat(
    _ levels: [(name: String, settings: Settings, runs: [[String: [Double]]])]
  ) -> Caveat? {
    var sweep = MeasuredSweep(levels: levels)
    sweep.datasets = [MeasuredSweep.facts(classes: 0, rows: 0)]
    return Report(sweep.table()).caveats.first { $0.kind == .unequalEpochs }
  }

  @Test func epochsOfUnequalCostAreSaidNotToBeComparable() {
    let found = caveat([
      level("lbfgs", batch: 100, evaluations: [[21, 25], [21, 24]]),
      level("adam", batch: 32, evaluations: [nil, nil]),
      level("sgd", batch: 32, evaluations: [nil, nil]),
    ])
    #expect(
      found?.message
        == "Epochs are not comparable: lbfgs used 21 gradient evaluations in epoch 1 (45.5 in "
        + "all), where adam and sgd use one a step (4 an epoch).")
  }

  @Test func equalCostNeedsNoWord() {
    #expect(
      caveat([
        level("adam", batch: 32, evaluations: [nil]), level("sgd", batch: 8, evaluations: [nil]),
      ]) == nil)
    let one = level("a", batch: 100, evaluations: [[20, 20]])
    #expect(caveat([one, level("b", batch: 100, evaluations: [[20, 20]])]) == nil)
    #expect(caveat([one, level("b", batch: 100, evaluations: [[10, 9]])]) != nil)
    #expect(caveat([one]) == nil)
  }
}
