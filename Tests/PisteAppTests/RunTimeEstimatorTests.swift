import PisteApp
import PisteCore
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

  private func estimator(_ samples: [(Settings, Double)]) -> RunTimeEstimator {
    RunTimeEstimator(samples.map { RunTimeEstimator.Sample(settings: $0.0, seconds: $0.1) })
  }

  @Test func nothingIsKnownWithoutAnyRun() {
    #expect(estimator([]).estimate(of: settings("digits", epochs: 1)) == nil)
  }

  @Test func theNearestRunsTell() throws {
    let estimator = estimator([
      (settings("digits", epochs: 10), 2), (settings("digits", epochs: 10), 4),
      (settings("digits", epochs: 10, optimizer: "adam"), 10),
      (settings("iris", epochs: 1), 0.5),
    ])
    func estimate(_ settings: Settings) throws -> (Double, RunTimeEstimator.Basis) {
      let found = try #require(estimator.estimate(of: settings))
      return (found.seconds, found.basis)
    }
    // The mean of both seeds.
    #expect(try estimate(settings("digits", epochs: 10)) == (3, .equal))
    // As many seconds an epoch, whatever the rate.
    let similar = try estimate(settings("digits", epochs: 20, rate: 1))
    #expect(abs(similar.0 - 6) < 1e-9 && similar.1 == .similar)
    // 0.2, 0.4 and 1 second an epoch on digits.
    let sameData = try estimate(settings("digits", epochs: 30, optimizer: "lion"))
    #expect(abs(sameData.0 - 16) < 1e-9 && sameData.1 == .sameData)
    let any = try estimate(settings("wine", epochs: 2))
    #expect(abs(any.0 - 1.05) < 1e-9 && any.1 == .any)
  }
}
