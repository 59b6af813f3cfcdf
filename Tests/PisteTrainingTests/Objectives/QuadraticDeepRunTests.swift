import Foundation
import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// The runs behind the reproduced table, against NumPy's in Float64 with the same orders.
///
/// `Fixtures/reproduce-quadratic-deep.py` made the numbers and shares no code with the core.
@Suite struct QuadraticDeepRunTests {
  struct Fixture: Decodable, Sendable {
    struct Level: Decodable, Sendable {
      let tuned: [Double?]
      let best: Double
      let final: [Double]
    }
    let rates: [Double]
    let seeds: [UInt64]
    let orders: [String: [String: Level]]

    static func load() throws -> Fixture {
      let url = try #require(
        Bundle.module.url(
          forResource: "quadratic-deep-runs", withExtension: "json", subdirectory: "Fixtures"))
      return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }
  }

  static let rules: [String: Settings] = [
    "SGD": [:], "momentum 0.99": ["optimizer.momentum": 0.99],
    "Adam": ["optimizer.name": "adam", "optimizer.epsilon_hat": true],
  ]

  private func run(_ rule: Settings, _ order: String, rate: Double, seed: UInt64) throws -> Double {
    let base: Settings = [
      "dataset.name": "quadratic-deep", "batch_size": 128, "drop_last": true, "epochs": 100,
      "shuffle": .text(order), "optimizer.lr": .number(rate),
    ]
    let run = try FunctionRun(base.merging(rule), seed: seed)
    return run.outcome?.kind == .completed ? run.evaluations.last?[Metric.testLoss] ?? .nan : .nan
  }

  @Test(arguments: ["frozen", "each-epoch"], rules.keys.sorted())
  func aRunEndsWhereNumPysDoes(order: String, rule: String) throws {
    let fixture = try Fixture.load()
    let level = try #require(fixture.orders[order]?[rule])
    let settings = try #require(Self.rules[rule])
    for place in [0, 7] {
      let found = try run(settings, order, rate: level.best, seed: fixture.seeds[place])
      #expect(abs(found / level.final[place] - 1) < 1e-5, "seed \(fixture.seeds[place])")
      let other = order == "frozen" ? "each-epoch" : "frozen"
      let reordered = try run(settings, other, rate: level.best, seed: fixture.seeds[place])
      withKnownIssue("another order of the batches must be caught") {
        #expect(abs(reordered / level.final[place] - 1) < 1e-5)
      }
    }
  }

  /// Mean and sample deviation of ten seeds as published, and how many of 36 rates are finite.
  @Test(
    arguments: [
      ("SGD", 87.397, 0.169, 18), ("momentum 0.99", 87.045, 0.025, 20), ("Adam", 87.112, 0.024, 36),
    ])
  func thePublishedMeansAreMetWithinThreeStandardErrors(
    rule: String, mean: Double, deviation: Double, finite: Int
  ) throws {
    let fixture = try Fixture.load()
    func distance(_ order: String) throws -> Double {
      let final = try #require(fixture.orders[order]?[rule]).final
      let found = final.reduce(0, +) / 10
      let squares = final.reduce(0) { $0 + ($1 - found) * ($1 - found) } / 9
      return abs(found - mean) / ((squares + deviation * deviation) / 10).squareRoot()
    }
    #expect(try distance("frozen") < 3)
    #expect(try #require(fixture.orders["frozen"]?[rule]).tuned.count { $0 != nil } == finite)
    if rule == "momentum 0.99" {
      let shuffled = try distance("each-epoch")
      withKnownIssue("momentum's mean with shuffled batches must be caught") {
        #expect(shuffled < 3)
      }
    }
  }

  @Test func shufflingTakesMomentumsRateDownAndItsLeadAway() throws {
    let fixture = try Fixture.load()
    func t(_ order: String) throws -> Double {
      let levels = try #require(fixture.orders[order])
      let (left, right) = (
        try #require(levels["momentum 0.99"]).final, try #require(levels["Adam"]).final
      )
      let differences = zip(right, left).map { $0 - $1 }
      let mean = differences.reduce(0, +) / 10
      let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 9
      return mean / (squares / 10).squareRoot()
    }
    // Student's limit at 95 % with nine degrees of freedom is 2.26.
    #expect(try t("frozen") > 2.26)
    #expect(abs(try t("each-epoch")) < 2.26)
    let rates = try ["frozen", "each-epoch"].map {
      try #require(fixture.orders[$0]?["momentum 0.99"]).best
    }
    #expect(rates[0] / rates[1] > 6)
  }
}
