internal import ArgumentParser
private import Foundation
private import PisteCore
private import PisteExperiments
private import PisteStore

/// `piste show`: everything known of one run.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows one run: its settings, its epochs, its attempts, where its files are.",
    discussion: """
      The beginning of the id is enough where no other run begins so.

        piste show 3f9a1c
        piste show 3f9a1c --json
      """)

  @Argument(help: ArgumentHelp("The run's id, or its first digits.", valueName: "run"))
  var prefix: String

  @Flag(help: "One JSON object, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let store = try RunStore.openForReading(storeOptions.location)
    let record = try store.run(matching: prefix)
    let detail = RunDetail(
      run: record, settings: try record.settings(),
      experiments: try store.experiments(sharing: record.run),
      attempts: try store.attempts(of: record.run), epochs: try store.epochs(of: record.run))
    if json {
      try JSONLine.write(try detail.json())
    } else {
      text(of: detail, at: store.location).forEach(Terminal.standardOutput.write)
    }
  }

  private func text(of detail: RunDetail, at location: StoreLocation) -> [String] {
    let run = detail.run
    var lines = ["run \(run.run)"]
    let field = { (name: String, value: String?) in
      if let value {
        lines.append("  " + name.padding(toLength: 14, withPad: " ", startingAt: 0) + value)
      }
    }
    field("experiments", detail.experiments.joined(separator: ", "))
    field("place", "\(run.number), \(run.stage.rawValue), seed \(run.seed)")
    field("level", run.level)
    field("status", run.status.rawValue)
    field("tags", run.tags.isEmpty ? nil : run.tags.joined(separator: ", "))
    field("note", run.note?.replacingOccurrences(of: "\n", with: "\n    "))
    field("reason", run.outcome?.reason?.replacingOccurrences(of: "\n", with: "\n    "))
    field("ended at", run.outcome?.step.map { "step \($0)" })
    field("ends with", run.outcome?.bestEpoch.map { "the parameters of epoch \($0)" })
    field("started", run.startedAt)
    field("finished", run.finishedAt)
    field("time", run.seconds.map(NumberFormat.duration))
    field("worker", run.worker.map { "\($0) on \(run.host ?? "unknown host")" })
    field("code", run.codeVersion)
    field("data", String(run.dataDigest.prefix(16)))
    field("weights", run.weightsHash)
    field("order", run.orderHash)
    field("artifacts", existing(location.artifacts(of: run.run)))
    field("log", existing(location.log(of: run.run)))
    lines += ["", "settings"]
    for key in detail.settings.keys {
      lines.append("  \(key): \(detail.settings[key]?.description ?? "")")
    }
    if !detail.attempts.isEmpty { lines += ["", "attempts"] }
    for attempt in detail.attempts { lines += AttemptText.lines(attempt) }
    let table = EpochTable.lines(detail.epochs)
    let all = "piste show \(run.run.short) --json"
    let more = EpochTable.more(detail.epochs, command: all).map { [$0] } ?? []
    return table.isEmpty ? lines : lines + [""] + table + more
  }

  private func existing(_ path: String) -> String? {
    FileManager.default.fileExists(atPath: path) ? path : nil
  }
}

/// A run and all that belongs to it.
private struct RunDetail {
  let run: RunRecord
  let settings: Settings
  let experiments: [String]
  let attempts: [AttemptRecord]
  let epochs: [EpochReport]

  /// The detail as `show --json` prints it.
  struct JSON: Encodable {
    let run: RunJSON
    let experiments: [String]
    let attempts: [AttemptRecord]
    let epochs: [EpochReport]
  }

  func json() throws -> JSON {
    JSON(
      run: try RunJSON(run), experiments: experiments, attempts: attempts, epochs: epochs)
  }
}
