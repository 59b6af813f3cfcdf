import PisteApp
import PisteCore
import PisteStore
import Testing

@Suite struct RunTimeEstimatorTests {
  private func settings(
    _ data: String, epochs: Double, optimizer: String = "sgd", rate: Double = 0.1
  ) -> Settings {
    [
      "dataset.name": .text(data), "epochs": .number(epochs), "optimizer.name": .text(optimizer),
      "optimizer.lr": .number(rate),
    ]
  }

  private func estimator(_ paces: [(Settings, Double, Int)]) throws -> RunTimeEstimator {
    try RunTimeEstimator(
      paces.map { try RunPace(settingsJSON: $0.0.json, secondsPerEpoch: $0.1, runs: $0.2) })
  }

  @Test func nothingIsKnownWithoutAnyRun() throws {
    #expect(try estimator([]).estimate(of: settings("digits", epochs: 1)) == nil)
  }

  @Test func theNearestRunsTell() throws {
    let estimator = try estimator([
      (settings("digits", epochs: 10), 0.3, 2),
      (settings("digits", epochs: 10, optimizer: "adam"), 1, 1),
      (settings("iris", epochs: 1), 0.5, 1),
    ])
    func estimate(_ settings: Settings) throws -> (Double, RunTimeEstimator.Basis) {
      let found = try #require(estimator.estimate(of: settings))
      return (found.seconds, found.basis)
    }
    // The mean of both seeds, and whatever the epochs.
    #expect(try estimate(settings("digits", epochs: 10)) == (3, .equal))
    #expect(try estimate(settings("digits", epochs: 20)) == (6, .equal))
    // As many seconds an epoch, whatever the rate.
    let similar = try estimate(settings("digits", epochs: 20, rate: 1))
    #expect(abs(similar.0 - 6) < 1e-9 && similar.1 == .similar)
    // Twice 0.3 and once 1 second an epoch on digits.
    let sameData = try estimate(settings("digits", epochs: 30, optimizer: "lion"))
    #expect(abs(sameData.0 - 16) < 1e-9 && sameData.1 == .sameData)
    let any = try estimate(settings("wine", epochs: 2))
    #expect(abs(any.0 - 1.05) < 1e-9 && any.1 == .any)
  }
}
