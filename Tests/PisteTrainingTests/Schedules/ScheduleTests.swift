import Foundation
import PisteTraining
import Testing

/// PyTorch's values at epochs 0 to 12 for a base rate of 0.1.
///
/// `Fixtures/generate-schedules.py` made the numbers; its version of PyTorch stands in the file.
@Suite struct ScheduleTests {
  private struct Fixture: Decodable { let plain: [String: [Double]] }

  private let plain: [String: [Double]]

  init() throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "schedules", withExtension: "json", subdirectory: "Fixtures"))
    plain = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url)).plain
  }

  static let known: [(String, any ClosedFormSchedule)] = [
    ("constant", ConstantSchedule(base: 0.1)),
    ("step", StepSchedule(base: 0.1, every: 4, factor: 0.1)),
    ("multi-step", MultiStepSchedule(base: 0.1, milestones: [3, 8], factor: 0.1)),
    ("exponential", ExponentialSchedule(base: 0.1, factor: 0.9)),
    // PyTorch's rate rises again behind its horizon, and Piste's function is the same one.
    ("cosine", CosineSchedule(base: 0.1, finalFactor: 0, horizon: 10)),
    ("cosine to a tenth", CosineSchedule(base: 0.1, finalFactor: 0.1, horizon: 10)),
    ("polynomial", PolynomialSchedule(base: 0.1, power: 2, horizon: 10)),
    ("cosine with restarts", CosineRestartsSchedule(base: 0.1, first: 4, growth: 2)),
    ("one cycle", OneCycleSchedule(maximum: 0.1, horizon: 14)),
    ("cyclical", CyclicalSchedule(lower: 0.01, upper: 0.1, up: 3)),
  ]

  private func faults(_ schedule: any ClosedFormSchedule, _ expected: [Double]) -> [String] {
    let rates = expected.indices.map { schedule.learningRate(at: $0) }
    return rates.indices.filter { t in
      !(abs(rates[t] - expected[t]) <= 1e-10 * expected[t] + 1e-17)
    }.map { "t = \($0): \(rates[$0]), not \(expected[$0])" }
  }

  @Test(arguments: known.indices)
  func theFormulaIsPyTorchs(index: Int) throws {
    let (name, schedule) = Self.known[index]
    let expected = try #require(plain[name])
    #expect(expected.count == 13)
    #expect(faults(schedule, expected) == [])
    for (other, impostor) in Self.known where other != name {
      withKnownIssue("\(other) under the name of \(name) must be caught") {
        #expect(faults(impostor, expected) == [])
      }
    }
  }

  /// LinearLR from 0.1 to 1 in 5 units, then constant.
  @Test(arguments: [TimedSchedule.Unit.epoch, .step])
  func warmUpRisesInALine(unit: TimedSchedule.Unit) throws {
    let schedule = TimedSchedule(
      ConstantSchedule(base: 0.1), base: 0.1, unit: unit, warmup: 5, warmupStart: 0.1)
    let expected = try #require(plain["warm-up"])
    #expect(Set(plain.keys) == Set(Self.known.map(\.0) + ["warm-up"]))
    for (t, rate) in expected.enumerated() {
      let moment =
        unit == .epoch ? ScheduleMoment(step: 77, epoch: t) : ScheduleMoment(step: t, epoch: 3)
      #expect(abs(schedule.rate(at: moment).learningRate - rate) < 1e-12)
    }
  }

  @Test func theScheduleBeginsBehindItsWarmUp() {
    let schedule = TimedSchedule(
      StepSchedule(base: 1, every: 2, factor: 0.5), base: 1, unit: .epoch, warmup: 2,
      warmupStart: 0.5)
    let rates = (0..<7).map {
      schedule.rate(at: ScheduleMoment(step: 0, epoch: $0)).learningRate
    }
    #expect(rates == [0.5, 0.75, 1, 1, 0.5, 0.5, 0.25])
  }
}
