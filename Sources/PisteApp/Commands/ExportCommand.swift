internal import ArgumentParser
private import PisteCore
private import PisteExperiments
private import PisteStore

/// `piste export`: every value of an experiment, for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes every recorded value of an experiment to standard output.",
    discussion: """
      A line a value: the run, what it was set to, epoch, step (for logged steps), metric, value. \
      A value that was not finite is empty in CSV and null in JSON Lines. The order depends on \
      nothing but the values.

        piste export sgd-vs-adam --format csv > values.csv
        piste export sgd-vs-adam --format jsonl
      """)

  /// The forms that can be written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv
    case jsonl
  }

  @Argument(help: "The experiment's name.")
  var experiment: String

  @Option(help: "csv or jsonl.")
  var format = Format.csv

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let store = try RunStore.openForReading(storeOptions.location)
    let runs = try store.runs(of: experiment)
    let settings = try runs.map { try $0.settings() }
    let keys = VaryingSettings.keys(of: settings)
    let known = Dictionary(
      zip(runs, settings).map { ($0.run, (run: $0, settings: $1)) }, uniquingKeysWith: { a, _ in a }
    )
    var output = ""
    if format == .csv {
      let columns = ["run", "number", "stage", "level", "status", "seed"] + keys
      output = CSV.line(columns + ["epoch", "step", "metric", "value"])
    }
    try store.forEachValue(of: experiment) { value in
      guard let (run, settings) = known[value.run] else { return }
      switch format {
      case .csv:
        output += CSV.line(
          [
            run.run.hex, String(value.number), run.stage.rawValue, run.level ?? "",
            run.status.rawValue, String(run.seed),
          ] + keys.map { settings[$0]?.description ?? "" } + [
            String(value.epoch), value.step.map(String.init) ?? "", value.metric,
            value.value.map { $0.isFinite ? "\($0)" : "" } ?? "",
          ])
      case .jsonl:
        let varying = Settings(settings.values.filter { keys.contains($0.key) })
        output += try JSONLine.text(ExportRecord(run, settings: varying, value)) + "\n"
      }
      if output.utf8.count > 1 << 16 {
        Terminal.standardOutput.put(output)
        output = ""
      }
    }
    Terminal.standardOutput.put(output)
  }
}

/// A value as `export --format jsonl` prints it.
private struct ExportRecord: Encodable {
  let run: RunID
  let number: Int
  let stage: String
  let level: String?
  let status: RunStatus
  let seed: UInt64
  let settings: Settings
  let epoch: Int
  let step: Int?
  let metric: String
  let value: Double?

  init(_ run: RunRecord, settings: Settings, _ record: MetricRecord) {
    self.run = run.run
    number = record.number
    stage = run.stage.rawValue
    level = run.level
    status = run.status
    seed = run.seed
    self.settings = settings
    epoch = record.epoch
    step = record.step
    metric = record.metric
    value = record.value.flatMap { $0.isFinite ? $0 : nil }
  }

  private enum CodingKeys: String, CodingKey {
    case run, number, stage, level, status, seed, settings, epoch, step, metric, value
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(run, forKey: .run)
    try fields.encode(number, forKey: .number)
    try fields.encode(stage, forKey: .stage)
    try fields.encode(level, forKey: .level)
    try fields.encode(status, forKey: .status)
    try fields.encode(seed, forKey: .seed)
    try fields.encode(settings, forKey: .settings)
    try fields.encode(epoch, forKey: .epoch)
    try fields.encode(step, forKey: .step)
    try fields.encode(metric, forKey: .metric)
    try fields.encode(value, forKey: .value)
  }
}
