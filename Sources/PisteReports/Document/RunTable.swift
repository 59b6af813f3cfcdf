internal import PisteCore

extension Comparison {
  /// How many troubled runs the report lists; the others are in `runs.csv`.
  static let listedRuns = 100

  /// How many runs ended in each way, in words.
  var endings: String {
    let counts = RunStatus.allCases.compactMap { status -> String? in
      let count = table.runs.count { $0.status == status }
      return count == 0 ? nil : "\(count) \(status.rawValue)"
    }
    let total = NumberFormat.count(table.runs.count, "run")
    return counts.isEmpty
      ? "No run is planned." : "Of \(total): " + Prose.list(counts, limit: 8) + "."
  }

  /// The runs that ended before their settings let them.
  var troubled: [ResultTable.Run] {
    table.runs.filter {
      [.diverged, .failed, .lost, .stopped].contains($0.status) && !$0.isWhole
    }
  }

  /// The first troubled runs with their reasons.
  var troubleTable: DataTable {
    DataTable(
      columns: [
        .numbers("run"), .words("id"), .words(factor), .words("configuration"), .numbers("seed"),
        .words("outcome"), .words("reason"),
      ],
      rows: troubled.prefix(Self.listedRuns).map { run in
        let configuration = index.configuration(of: run)
        return [
          "\(run.number)", run.id.short, configuration?.level ?? "–", describe(configuration),
          "\(run.seed)", run.status.rawValue, reason(of: run),
        ]
      })
  }

  private func reason(of run: ResultTable.Run) -> String {
    var parts: [String] = []
    if let epoch = run.outcome?.epoch { parts.append("epoch \(epoch)") }
    if let step = run.outcome?.step { parts.append("step \(step)") }
    if let reason = run.outcome?.reason { parts.append(reason) }
    return parts.isEmpty ? "–" : parts.joined(separator: ", ")
  }
}
