internal import ArgumentParser
internal import PisteCatalog
internal import PisteCore
private import PisteExperiments
private import PisteTraining

/// The rates of a schedule over a run that is not made, for `piste explain --plot`.
struct SchedulePlot {
  private static let mostUnits = 10_000_000

  private let name: String
  private let preview: SchedulePreview
  private let settings: Settings
  private let stepsPerEpoch: Int
  private let assumptions: [String]

  /// Makes the plot of a schedule.
  ///
  /// - Parameters:
  ///   - name: The schedule's name in the catalogue.
  ///   - overrides: `key=value` pairs for anything but the schedule's name.
  ///   - stepsPerEpoch: How many steps an epoch is taken to have.
  /// - Throws: `SpecErrors` with every fault of the settings; `ValidationError` for an override of
  ///   the schedule itself or for a run too long to draw.
  init(_ name: String, overrides: [String], stepsPerEpoch: Int) throws {
    let given = Set(overrides.map { $0.prefix { $0 != "=" } })
    if let other = ["schedule", "schedule.name"].first(where: { given.contains(Substring($0)) }) {
      throw ValidationError("--set \(other) would draw another schedule; name that one instead")
    }
    self.name = name
    self.stepsPerEpoch = stepsPerEpoch
    var overrides = overrides + ["schedule.name=\(name)"]
    var assumptions: [String] = []
    if !given.contains("dataset"), !given.contains("dataset.name") {
      overrides.append("dataset.name=\(DataSetName.allCases[0].rawValue)")
    }
    if name == ScheduleName.multiStep.rawValue, !given.contains("schedule.milestones") {
      let units = Self.units(overrides, stepsPerEpoch: stepsPerEpoch)
      let places = [max(1, units / 3), max(2, 2 * units / 3)]
      overrides.append("schedule.milestones=\(places)")
      assumptions.append("schedule.milestones, which must be given, is taken to be \(places).")
    }
    settings = try Self.settings(overrides)
    let epochs = settings["epochs"]?.integer ?? 1
    guard epochs <= Self.mostUnits / stepsPerEpoch else {
      throw ValidationError(
        "\(epochs) epochs of \(stepsPerEpoch) steps are too many to draw; at most "
          + "\(Self.mostUnits) steps")
    }
    preview = try SchedulePreview(settings: settings, stepsPerEpoch: stepsPerEpoch)
    if let stall = preview.stallsFrom {
      assumptions.append(
        "Drawn for an imagined run whose metrics improve up to epoch \(stall) and then stall.")
    }
    self.assumptions = assumptions
  }

  /// The curves with their headings.
  ///
  /// - Parameter terminal: Where they will be shown.
  /// - Returns: Lines of text, styled where the terminal allows colors.
  func lines(on terminal: Terminal) -> [String] {
    let width = min(120, max(40, terminal.width))
    let rates = preview.learningRates
    var lines = ["learning rate, \(length)"]
    lines += LinePlot(rates, by: preview.unit, from: 0, width: width, height: 9)
      .lines { terminal.styled($0, .green) }
    lines.append(
      "first \(text(rates.first)), highest \(text(rates.max())), lowest \(text(rates.min())), "
        + "last \(text(rates.last))")
    if let momenta = preview.momenta {
      lines += ["", "momentum"]
      lines += LinePlot(momenta, by: preview.unit, from: nil, width: width, height: 5)
        .lines { terminal.styled($0, .yellow) }
    }
    return lines + assumptions.flatMap { TextWrap.lines($0, width: width) }
  }

  /// The rates as programs read them.
  struct JSON: Encodable {
    let schedule: String
    let unit: String
    let learningRates: [Double]
    let momenta: [Double]?
    let assumptions: [String]
  }

  /// The rates as `--json` prints them.
  var json: JSON {
    JSON(
      schedule: name, unit: preview.unit, learningRates: preview.learningRates,
      momenta: preview.momenta, assumptions: assumptions)
  }

  private var length: String {
    let epochs = NumberFormat.count(settings["epochs"]?.integer ?? 0, "epoch")
    guard preview.unit == "step" else { return "\(epochs), counted in epochs" }
    return "\(epochs) of \(NumberFormat.count(stepsPerEpoch, "step")), counted in steps"
  }

  private func text(_ rate: Double?) -> String {
    rate.map { NumberFormat.significant($0, digits: 4) } ?? "–"
  }

  /// The settings of a run of which nothing but its data is missing.
  private static func settings(_ overrides: [String]) throws -> Settings {
    let experiment = try ExperimentFile.fromOverrides(overrides, name: "explain", seedCount: 1)
    // Of the data only the widths and counts would matter, and none of them to a rate.
    let plan = try experiment.plan { settings in
      DataSetFacts(
        name: settings["dataset.name"]?.text ?? "", task: .classification, features: 1,
        classes: ["0", "1"], targets: 1, trainingRows: 1 << 40, validationRows: 1, testRows: 1,
        digest: "")
    }
    guard plan.runCount == 1, let run = plan.initialRuns.first else {
      throw ValidationError("--plot draws one run, and these settings make \(plan.runCount)")
    }
    return run.settings
  }

  /// The length of the run behind its warm-up in the schedule's units, as far as the overrides
  /// tell it.
  private static func units(_ overrides: [String], stepsPerEpoch: Int) -> Int {
    func given(_ key: String) -> String? {
      overrides.last { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
    }
    let usual = Catalog.definition("epochs")?.defaultValue?.integer ?? 1
    let epochs = given("epochs").flatMap { Int($0) } ?? usual
    let units =
      given("schedule.unit") == "step" ? epochs.multipliedCapped(by: stepsPerEpoch) : epochs
    let warmup = given("schedule.warmup").flatMap { Int($0) } ?? 0
    return units - Swift.min(Swift.max(0, warmup), Swift.max(0, units - 1))
  }
}

extension Int {
  fileprivate func multipliedCapped(by other: Int) -> Int {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? .max / 2 : Swift.min(product, .max / 2)
  }
}
