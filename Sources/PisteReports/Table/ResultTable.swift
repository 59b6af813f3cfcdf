public import Foundation
internal import PisteCore

/// Everything a report says, and nothing else: no store, no host, no absolute path, no clock.
///
/// A report folder holds it as `results.json`; rendering that file again gives the same bytes. Runs are kept in plan
/// order and configurations in grid order, whatever the order they were given in.
public struct ResultTable: Codable, Sendable, Hashable {
  /// Raised when the form of `results.json` changes.
  public static let currentFormat = 1

  /// The form of this table, ``currentFormat`` when written by this version.
  public private(set) var format: Int
  /// What was asked and planned.
  public private(set) var experiment: Experiment
  /// Every planned run in plan order, ended or not.
  public private(set) var runs: [Run]
  /// The distinct environments in which the runs were made, oldest first; usually one.
  public private(set) var provenance: [Provenance]

  /// Creates a table, brings its parts into their order, and leaves out what tells of a machine: absolute paths and
  /// settings that affect no result.
  public init(experiment: Experiment, runs: [Run], provenance: [Provenance]) {
    self.format = Self.currentFormat
    self.experiment = experiment.withoutMachine
    self.experiment.configurations.sort { ($0.number, $0.id) < ($1.number, $1.id) }
    self.experiment.datasets.sort { ($0.name, $0.digest) < ($1.name, $1.digest) }
    self.runs = runs.map(\.withoutMachine).sorted { ($0.number, $0.id) < ($1.number, $1.id) }
    self.provenance = provenance
  }

  /// Reads a table from the bytes of `results.json`.
  ///
  /// - Parameter json: the bytes that ``json()`` wrote.
  /// - Throws: `DecodingError` if the bytes are no such table or are of a newer form.
  public init(json: Data) throws {
    let table = try JSONDecoder().decode(ResultTable.self, from: json)
    guard table.format <= Self.currentFormat else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: [],
          debugDescription: "the table has form \(table.format); this version reads form "
            + "\(Self.currentFormat) and older"))
    }
    self = ResultTable(
      experiment: table.experiment, runs: table.runs, provenance: table.provenance)
  }

  /// The table as the bytes of `results.json`: sorted keys, shortest round-trip numbers, one line a run.
  ///
  /// - Throws: `EncodingError` if a setting is not finite.
  public func json() throws -> Data {
    var text = Array("{\n\"experiment\": ".utf8)
    text += try CanonicalJSON.encodePretty(experiment)
    text += ",\n\"format\": \(format),\n\"provenance\": ".utf8
    text += try CanonicalJSON.encodePretty(provenance)
    text += ",\n\"runs\": [".utf8
    var names: [String: [UInt8]] = [:]
    for (index, run) in runs.enumerated() {
      text += (index == 0 ? "\n" : ",\n").utf8
      try run.appendJSON(to: &text, names: &names)
      // Runs are of about one length; growing step by step would copy a long table many times.
      if index == 0 { text.reserveCapacity(text.count * (runs.count + 1)) }
    }
    text += (runs.isEmpty ? "]" : "\n]").utf8
    text += "\n}\n".utf8
    return Data(text)
  }
}
