private import PisteCore
private import PisteStore

/// Runs as a table for a terminal.
enum RunTable {
  /// The longest note that is shown whole.
  private static let noteLimit = 40

  /// A line of headings and a line a run.
  ///
  /// If the runs are of several experiments, these are named.
  static func lines(_ entries: [RunListing.Entry], isMixed: Bool) -> [String] {
    let keys = VaryingSettings.keys(of: entries.map(\.settings))
    let metric = entries.first?.objective.name ?? ""
    let isOneMetric = entries.allSatisfy { $0.objective.name == metric }
    let hasTags = entries.contains { !$0.record.tags.isEmpty }
    let hasNotes = entries.contains { $0.record.note != nil }
    var columns: [(String, TextTable.Alignment)] = [("run", .left)]
    if isMixed { columns.append(("experiment", .left)) }
    columns += [("#", .right), ("stage", .left), ("status", .left), ("seed", .right)]
    columns += keys.map { ($0, .left) }
    columns += [(isOneMetric ? metric : "metric", .right), ("time", .right)]
    if hasTags { columns.append(("tags", .left)) }
    if hasNotes { columns.append(("note", .left)) }
    var table = TextTable(columns)
    let pieces = ConcurrentPieces.map(entries.count, size: pieceSize) { places in
      // Replicates follow one another, and writing numbers takes its time.
      var last: (settings: Settings, texts: [String])?
      var cells: [String] = []
      cells.reserveCapacity(places.count * (keys.count + 10))
      for entry in entries[places] {
        if last?.settings != entry.settings {
          last = (entry.settings, keys.map { entry.settings[$0]?.description ?? "–" })
        }
        let run = entry.record
        cells.append(run.run.short)
        if isMixed { cells.append(run.experiment) }
        cells.append(String(run.number))
        cells.append(run.stage.rawValue)
        cells.append(run.status.rawValue)
        cells.append(String(run.seed))
        cells += last?.texts ?? []
        cells.append(entry.value.map { NumberFormat.significant($0, digits: 4) } ?? "–")
        cells.append(run.seconds.map(NumberFormat.duration) ?? "–")
        if hasTags { cells.append(run.tags.joined(separator: ", ")) }
        if hasNotes { cells.append(run.note.map(short) ?? "") }
      }
      return cells
    }
    for cells in pieces { table.add(cells) }
    return table.lines
  }

  /// Runs that a thread writes at a time.
  private static let pieceSize = 1024

  private static func short(_ note: String) -> String {
    let line = note.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > noteLimit ? line.prefix(noteLimit - 1) + "…" : line
  }
}
