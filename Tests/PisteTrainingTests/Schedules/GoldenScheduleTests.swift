import Foundation
import PisteCatalog
import PisteCore
import PisteTraining
import Testing

/// Every schedule against PyTorch's, for arguments other than the defaults.
///
/// `Fixtures/generate-schedules.py` made the numbers; its version of PyTorch stands in the file.
@Suite struct GoldenScheduleTests {
  struct Fixture: Decodable, Sendable {
    struct Case: Decodable, Sendable {
      let settings: Settings
      let lr: Double
      let epochs: Int
      let rates: [Double]
      let momenta: [Double]?
      let observed: [Double]?

      var name: String { settings["name"]?.text ?? "" }

      func number(_ key: String) -> Double? { settings[key]?.number }
    }
    let cases: [Case]
  }

  static func cases() throws -> [Fixture.Case] {
    let url = try #require(
      Bundle.module.url(
        forResource: "schedules", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url)).cases
  }

  @Test func everySchedulesRatesArePyTorchs() throws {
    let cases = try Self.cases()
    #expect(cases.count == 32)
    let names = Set(cases.map(\.name))
    #expect(names == Set(ScheduleName.allCases.map(\.rawValue)))
    for known in cases where known.observed == nil {
      for unit in ["epoch", "step"] {
        let preview = try preview(known, unit: unit)
        #expect(faults(preview.learningRates, known.rates) == [], "\(known.settings), \(unit)")
        if let momenta = known.momenta {
          #expect(faults(preview.momenta ?? [], momenta) == [], "\(known.settings), \(unit)")
        } else {
          #expect(preview.momenta == nil)
        }
      }
    }
  }

  @Test func thePlateauSeesWhatPyTorchsSees() throws {
    let cases = try Self.cases().filter { $0.observed != nil }
    #expect(cases.count == 5)
    for known in cases {
      let rates = plateau(known, patience: Int(known.number("patience") ?? 10))
      #expect(faults(rates, known.rates) == [], "\(known.settings)")
    }
  }

  @Test func theChecksCatchImpostors() throws {
    let cases = try Self.cases()
    func rates(of formula: some ClosedFormSchedule) -> [Double] {
      (0..<40).map { formula.learningRate(at: $0) }
    }
    let impostors: [(String, [Double])] = [
      ("multi-step", rates(of: StepSchedule(base: 0.7, every: 11, factor: 0.25))),
      ("cosine-restarts", rates(of: CosineSchedule(base: 0.4, finalFactor: 0.05, horizon: 3))),
      ("polynomial", rates(of: PolynomialSchedule(base: 0.3, power: 1, horizon: 40))),
      (
        "warmup-stable-decay",
        rates(of: WarmupStableDecaySchedule(base: 0.2, decay: 0.3, shape: .sqrt, horizon: 40))
      ),
    ]
    for (name, rates) in impostors {
      let known = try #require(cases.first { $0.name == name })
      withKnownIssue("another formula under the name of \(name) must be caught") {
        #expect(faults(rates, known.rates) == [])
      }
    }
    let known = try #require(cases.first { $0.observed != nil })
    withKnownIssue("a plateau that loses patience an epoch early must be caught") {
      #expect(faults(plateau(known, patience: 1), known.rates) == [])
    }
  }

  private func preview(_ known: Fixture.Case, unit: String) throws -> SchedulePreview {
    var settings: Settings = [
      "optimizer.lr": .number(known.lr), "optimizer.momentum": 0.5,
      "epochs": .number(Double(unit == "epoch" ? known.epochs : 1)), "schedule.unit": .text(unit),
    ]
    for (key, value) in known.settings.values { settings["schedule.\(key)"] = value }
    return try SchedulePreview(
      settings: Catalog.complete(settings, facts: nil),
      stepsPerEpoch: unit == "epoch" ? 3 : known.epochs)
  }

  private func plateau(_ known: Fixture.Case, patience: Int) -> [Double] {
    let metric = known.settings["metric"]?.text ?? ""
    var schedule = PlateauSchedule(
      base: known.lr, metric: metric, factor: known.number("factor") ?? 0.1, patience: patience,
      threshold: known.number("threshold") ?? 1e-4, cooldown: Int(known.number("cooldown") ?? 0),
      minimumFactor: known.number("min_factor") ?? 0)
    let observed = known.observed ?? []
    return observed.indices.map { epoch in
      let values = MetricValues(epoch == 0 ? [:] : [metric: observed[epoch - 1]])
      // Two steps an epoch: an epoch's metrics must count once.
      _ = schedule.rate(at: ScheduleMoment(step: 2 * epoch, epoch: epoch, observed: values))
      return schedule.rate(at: ScheduleMoment(step: 2 * epoch + 1, epoch: epoch, observed: values))
        .learningRate
    }
  }

  private func faults(_ rates: [Double], _ expected: [Double]) -> [String] {
    guard rates.count == expected.count else { return ["\(rates.count) of \(expected.count)"] }
    return zip(rates, expected).enumerated().compactMap { t, pair in
      abs(pair.0 - pair.1) <= 1e-10 * pair.1 + 1e-16 ? nil : "t = \(t): \(pair.0), not \(pair.1)"
    }
  }
}
