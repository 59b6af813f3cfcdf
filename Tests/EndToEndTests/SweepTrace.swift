import Foundation

/// What a sweep left behind, times, attempts, workers, hosts and logs aside.
struct SweepTrace {
  /// The lines of `piste export`, the times of epochs left out, in order.
  var lines: [String]
  /// Outcomes, hashes and places of the runs, in the plan's order.
  var runs: [[String]]
  /// How often each run was carried out to its end.
  var ends: [String: Int]
  /// The bytes of the weights, by their path.
  var weights: [String: Data]

  init(of place: Workplace, experiment: String) throws {
    let export = try place.run("export", experiment, "--format", "csv")
    guard export.status == 0 else { throw CommandFailure(errors: export.errors) }
    lines = export.output.split(separator: "\n").map(String.init)
      .filter { !$0.contains(",seconds,") }
    runs = try place.query(
      """
      SELECT number, run, stage, configuration, level, status, outcome, seed, settings, data_digest,
        weights_hash, order_hash
      FROM run_view ORDER BY number
      """)
    let rows = try place.query(
      """
      SELECT hex, count(*) FROM attempt JOIN run ON run.id = attempt.run
      WHERE ending = 'finished' GROUP BY hex
      """)
    ends = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Int($0[1]) ?? 0) })
    weights = [:]
    for row in runs {
      for name in try place.names(in: ".piste/artifacts/\(row[1])") {
        let path = "\(row[1])/\(name)"
        weights[path] = try place.read(".piste/artifacts/\(path)")
      }
    }
  }

  /// What is not as in a sweep that nobody disturbed.
  struct Faults {
    /// What that sweep has and this one lacks.
    var lost: [String] = []
    /// What this one has more than once.
    var repeated: [String] = []
    /// What this one has otherwise, or besides.
    var changed: [String] = []

    var isEmpty: Bool { lost.isEmpty && repeated.isEmpty && changed.isEmpty }
  }

  /// Holds this trace against that of a sweep that nobody disturbed.
  func faults(against calm: SweepTrace) -> Faults {
    var faults = Faults()
    let (own, other) = (Self.table(lines), Self.table(calm.lines))
    for (place, values) in other {
      guard let found = own[place] else {
        faults.lost.append(place)
        continue
      }
      if found.count > values.count { faults.repeated.append(place) }
      if found != values { faults.changed.append("\(place): \(found), not \(values)") }
    }
    faults.changed += own.keys.filter { other[$0] == nil }.map { "\($0) has no business here" }
    let known = Dictionary(grouping: runs) { $0[1] }
    for run in calm.runs {
      guard let found = known[run[1]] else {
        faults.lost.append("run \(run[1])")
        continue
      }
      if found.count > 1 { faults.repeated.append("run \(run[1])") }
      if found[0] != run { faults.changed.append("run \(found[0]), not \(run)") }
    }
    for (run, count) in ends where count > 1 {
      faults.repeated.append("run \(run) was carried out \(count) times")
    }
    for (path, bytes) in calm.weights {
      guard let found = weights[path] else {
        faults.lost.append(path)
        continue
      }
      if found != bytes { faults.changed.append(path) }
    }
    faults.changed += weights.keys.filter { calm.weights[$0] == nil }
    // Whatever the tables above may miss: the same bytes in the same order.
    if faults.isEmpty, lines != calm.lines || runs != calm.runs {
      faults.changed.append("the order")
    }
    return faults
  }

  /// Values by their place: all of a line but its end.
  private static func table(_ lines: [String]) -> [String: [String]] {
    lines.reduce(into: [:]) { table, line in
      let cut = line.lastIndex(of: ",") ?? line.endIndex
      table[String(line[..<cut]), default: []].append(String(line[cut...].dropFirst()))
    }
  }
}
