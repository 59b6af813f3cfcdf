public import Foundation
internal import PisteCore
internal import PisteStatistics

/// What several experiments say together: of each one its answer and the runs that were reported.
///
/// A folder holds it as `study.json`, from which the pages beside it can be rendered again.
public struct Study: Codable, Sendable, Hashable {
  /// Raised when the form of `study.json` changes.
  public static let currentFormat = 1

  /// One level of one experiment.
  struct Level: Codable, Sendable, Hashable {
    /// Its name, by which it is found in the other experiments.
    var name: String
    /// The reported metric of each run with a result; nil for one that did not complete.
    var values: [Double?]
    /// The configuration that was chosen, in words; nil in a study of an earlier version.
    var chosen: String?
    /// The first epoch at which its mean reaches the experiment's target; nil for a miss.
    var epochsToTarget: Int?
  }

  /// One experiment.
  struct Problem: Codable, Sendable, Hashable {
    /// The answer in figures.
    var verdict: ReportVerdict
    /// The codes of the checks that failed or warned.
    var fired: [String]
    /// The value that is to be reached, in the reported metric; nil where no level has one.
    var target: Double?
    /// The levels in the order of the file.
    var levels: [Level]
  }

  /// The form, ``currentFormat`` when written by this version.
  let format: Int
  /// The experiments in the order given.
  let problems: [Problem]

  /// Takes from the tables of several experiments what is to be compared.
  public init(_ tables: [ResultTable]) {
    format = Self.currentFormat
    problems = tables.map { table in
      let comparison = Comparison(table)
      let means = comparison.levels.map { level in
        CurveSet(level, level.runs, metric: comparison.reported.name).means
      }
      // Half of the levels reach it by definition, so that no single lucky run sets it.
      let finals = comparison.levels.compactMap { level in level.report.mean }
      let target = finals.isEmpty ? nil : Quantile.median(finals)
      return Problem(
        verdict: ReportVerdict(comparison),
        fired: HonestySection(comparison.honesty).fired.filter { $0.status != .note }
          .map(\.code.rawValue),
        target: target,
        levels: zip(comparison.levels, means).map { level, means in
          let reached = means.first { point in
            guard let target else { return false }
            return !comparison.reported.goal.prefers(target, over: point.mean)
          }
          return Level(
            name: level.name, values: level.report.outcomes.map(\.value),
            chosen: level.chosen.map(comparison.describe),
            epochsToTarget: reached?.epoch)
        })
    }
  }

  /// Reads the bytes of `study.json`.
  ///
  /// - Parameter json: the bytes that ``json()`` wrote.
  /// - Throws: `DecodingError` if they are no study or of a newer form.
  public init(json: Data) throws {
    self = try JSONDecoder().decode(Study.self, from: json)
    guard format <= Self.currentFormat else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: [],
          debugDescription: "the study has form \(format); this version reads form "
            + "\(Self.currentFormat) and older"))
    }
  }

  /// The study as the bytes of `study.json`.
  ///
  /// - Throws: `EncodingError` if a value is not finite.
  public func json() throws -> Data { Data(try CanonicalJSON.encodePretty(self) + "\n".utf8) }

  /// The levels that every experiment has, in the order of the first one.
  var shared: [String] {
    let names = problems.first?.levels.map(\.name) ?? []
    return names.filter { name in
      problems.allSatisfy { problem in problem.levels.contains { $0.name == name } }
    }
  }
}
