private import PisteCore
internal import PisteStore

/// What `delete` and `gc` took away, or would take.
struct Reclaimed: Encodable {
  /// Experiments deleted.
  let experiments: [String]
  /// Runs deleted.
  let runs: Int
  /// Runs that stay, since other experiments have them.
  let shared: Int
  /// Folders of weights, and files that are too much in one.
  let artifacts: Int
  /// Logs.
  let logs: Int
  /// Files of prepared data.
  let cache: Int
  /// Bytes given back to the disk, as the file system counts them; an estimate in a dry run.
  let bytes: Int
  /// Whether all of it is still there.
  let dryRun: Bool

  init(_ deletion: Deletion, _ files: StoreFiles, bytes: Int, dryRun: Bool) {
    experiments = deletion.experiments
    runs = deletion.runs.count
    shared = deletion.shared
    artifacts = files.artifacts.count
    logs = files.logs.count
    cache = files.cache.count
    self.bytes = bytes
    self.dryRun = dryRun
  }

  /// A sentence for people.
  var text: String {
    var parts = experiments.map { "experiment \($0)" }
    if runs > 0 || artifacts + logs + cache == 0 { parts.append(NumberFormat.count(runs, "run")) }
    if artifacts > 0 {
      parts.append("weights of \(NumberFormat.count(artifacts, "run"))")
    }
    if logs > 0 { parts.append(NumberFormat.count(logs, "log")) }
    if cache > 0 { parts.append(NumberFormat.count(cache, "file") + " of prepared data") }
    var text = (dryRun ? "would delete " : "deleted ") + parts.joined(separator: ", ")
    if shared > 0 {
      text += "; \(NumberFormat.count(shared, "run")) of other experiments, too, stay"
    }
    let size = NumberFormat.bytes(bytes)
    return text + (dryRun ? "\nwould reclaim about \(size)" : "\nreclaimed \(size)")
  }

  /// Prints the sentence, or the object for programs.
  func tell(asJSON: Bool) throws {
    Terminal.standardOutput.write(asJSON ? try JSONLine.text(self) : text)
  }
}
