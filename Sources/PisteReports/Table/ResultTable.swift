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

  /// Runs that a thread writes at a time.
  private static let pieceSize = 32

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
    var head = Array("{\n\"experiment\": ".utf8)
    head += try CanonicalJSON.encodePretty(experiment)
    head += ",\n\"format\": \(format),\n\"provenance\": ".utf8
    head += try CanonicalJSON.encodePretty(provenance)
    head += ",\n\"runs\": [".utf8
    let pieces = try ConcurrentPieces.map(runs.count, size: Self.pieceSize) { places in
      var writer = RunLineWriter()
      for place in places {
        try writer.append(runs[place], after: place == 0 ? "\n" : ",\n")
        // Runs are of about one length; growing step by step would copy them many times.
        if place == places.lowerBound { writer.expect(places.count) }
      }
      return writer.bytes
    }
    let tail = Array((runs.isEmpty ? "]" : "\n]").utf8) + "\n}\n".utf8
    // At its full size from the start: a long table would not fit into memory twice.
    var text = Data(capacity: pieces.reduce(head.count + tail.count) { $0 + $1.count })
    for part in [head] + pieces + [tail] { text.append(contentsOf: part) }
    return text
  }
}
