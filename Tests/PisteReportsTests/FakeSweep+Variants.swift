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
