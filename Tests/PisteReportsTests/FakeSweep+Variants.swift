import Foundation
import PisteCore
import PisteReports

/// Tables that a report has to cope with, by what is special about them.
enum Variant: String, CaseIterable, Sendable {
  case usual
  case partial
  case untouched
  case oneEpoch
  case oneConfiguration
  case oneSeed
  case noCompare
  case lossObjective
  case manyLevels
  case longNames
  case hostile
  case losses
  case twelve
  case measured
  case tiny

  var table: ResultTable {
    var sweep = FakeSweep()
    switch self {
    case .usual: break
    case .partial: sweep.change = { if $0.number > 90 { $0 = Self.waiting($0) } }
    case .untouched: sweep.change = { $0 = Self.waiting($0) }
    case .oneEpoch: sweep.epochs = 1
    case .oneConfiguration:
      sweep.levels = [sweep.levels[2]]
      sweep.levels[0].rates = [1e-3]
      sweep.schedules = ["constant"]
      sweep.initializers = ["orthogonal"]
    case .oneSeed: sweep.evaluationSeeds = [1001]
    case .noCompare:
      sweep.compare = nil
      sweep.tuningSeeds = []
    case .lossObjective:
      sweep.objective = Objective(name: Metric.validationLoss, goal: .minimize)
    case .manyLevels:
      sweep.levels = (0..<60).map { place in
        FakeSweep.Level(
          name: "optimizer number \(place) with a remarkably long name that goes on and on",
          optimizer: "sgd", momentum: nil, rates: [0.01, 0.03, 0.1], best: 0.05,
          top: 0.8 + 0.001 * Double(place))
      }
    case .longNames:
      sweep.schedules = [
        "constant", "step(every 2, factor 0.1)",
        "cosine(final factor 0.01, warmup 2, warmup start 0.25, unit step)",
      ]
    case .losses: sweep.change = Self.lose
    case .twelve:
      sweep.levels = (0..<12).map { place in
        FakeSweep.Level(
          name: "level \(place)", optimizer: "sgd", momentum: nil, rates: [0.01, 0.03, 0.1],
          best: 0.05, top: 0.8 + 0.001 * Double(place))
      }
    case .measured: return Self.measuredTable
    case .tiny: return Self.tinyTable
    case .hostile:
      for place in sweep.levels.indices { sweep.levels[place].name += Self.trouble }
      sweep.name = "name" + Self.trouble
      sweep.description = "question" + Self.trouble
      sweep.schedules = sweep.schedules.map { $0 + Self.trouble }
      sweep.initializers = sweep.initializers.map { $0 + Self.trouble }
      sweep.change = { $0.outcome?.reason = "reason" + Self.trouble }
    }
    return sweep.table()
  }

  /// Everything that means something to HTML, Markdown, CSV or a terminal.
  static let trouble =
    #" <script>alert("1")</script> & 'x' | `y` *z* _u_ [a](b) \, </svg> ]]>"#
    + "\r\nline two\u{1B}[31m\u{0}"

  /// Two of five evaluation runs of each level end early.
  private static func lose(_ run: inout ResultTable.Run) {
    guard run.stage == .evaluate, run.seed <= 1002 else { return }
    let last = run.seed == 1001 ? 3 : 6
    let epochs = (1...last).map { epoch in
      EpochReport(
        epoch: epoch,
        metrics: MetricValues(
          run.curves.compactMapValues { epoch <= $0.count ? $0[epoch - 1] : nil }))
    }
    run = ResultTable.Run(
      id: run.id, number: run.number, stage: run.stage, configuration: run.configuration,
      seed: run.seed, status: .diverged,
      outcome: Outcome(.diverged, epoch: last, reason: "the loss was not finite"), epochs: epochs)
  }

  /// Ten layers whose gradients vanish towards the first.
  private static var measuredTable: ResultTable {
    var runs: [[String: [Double]]] = []
    for seed in 0..<3 {
      var curves: [String: [Double]] = [
        Metric.validationLoss: [1, 0.6, 0.5 + 0.01 * Double(seed)],
        Metric.trainLoss: [1.1, 0.7, 0.4], Metric.seconds: [1, 1, 1],
        "hessian_max": [10, 30, 60], "rate_times_sharpness": [0.5, 1.5, 2.1],
      ]
      for layer in 0..<10 {
        let small = 1 / Double(1 << (2 * (9 - layer)))
        curves["grad_norm/\(2 * layer).weight"] = [1, 0.9, small]
        curves["dead_units/\(2 * layer + 1)"] = [0, 0.1, 0.02 * Double(layer)]
        curves["effective_units/\(2 * layer + 1)"] = [64, 60, 50 - Double(layer + seed)]
      }
      runs.append(curves)
    }
    return MeasuredSweep(levels: [
      ("sigmoid", ["optimizer.name": "sgd"], runs), ("relu", ["optimizer.name": "sgd"], runs),
    ]).table()
  }

  /// Losses near nothing and seeds that hardly matter.
  private static var tinyTable: ResultTable {
    func run(_ factor: Double) -> [String: [Double]] {
      let losses = (0..<40).map { factor * 1e-3 / Double(1 << min($0, 30)) }
      return [
        Metric.validationLoss: losses, Metric.trainLoss: losses.map { $0 * 0.9 },
        Metric.seconds: losses.map { _ in 1e-4 },
      ]
    }
    return MeasuredSweep(levels: [
      ("a", [:], [run(1), run(1.0001)]), ("b", [:], [run(2), run(2.0001)]),
    ]).table()
  }

  private static func waiting(_ run: ResultTable.Run) -> ResultTable.Run {
    ResultTable.Run(
      id: run.id, number: run.number, stage: run.stage, configuration: run.configuration,
      seed: run.seed, status: run.number == 91 ? .running : .queued, attempts: 0)
  }
}

extension Report {
  /// The text of one file.
  func text(_ path: String) throws -> String {
    let file = try files().first { $0.path == path }
    return String(decoding: file?.bytes ?? Data(), as: UTF8.self)
  }
}
