internal import PisteCore
private import PisteStore
private import PisteTraining

/// Trains a run again and holds all that it measures against the record.
struct RunVerifier {
  private let recorded: RecordedRun
  private var verdict: Verdict
  private var steps: ArraySlice<StepReport>

  init(_ recorded: RecordedRun) {
    self.recorded = recorded
    verdict = Verdict(run: recorded.record.run, verdict: .verified)
    steps = recorded.steps[...]
  }

  /// What keeps the run's bits from being expected here: another core, or other kernels.
  var obstacles: [Verdict.Difference] {
    guard let environment = recorded.environment else {
      return [.init(what: "kernels", recorded: "nothing", found: TrainingKernels.name)]
    }
    var result: [Verdict.Difference] = []
    if environment.coreVersion != PisteVersion.core {
      result.append(
        .init(
          what: "core", recorded: "\(environment.coreVersion)", found: "\(PisteVersion.core)"))
    }
    // Records from before the kernels had a name tell OpenBLAS's alone, behind its version.
    let was = environment.kernels ?? environment.blas
    let isSame =
      environment.kernels.map { $0 == TrainingKernels.name }
      ?? environment.blas.hasSuffix(", \(BLAS.coreName)")
    if !isSame {
      result.append(.init(what: "kernels", recorded: was, found: TrainingKernels.name))
    }
    return result
  }

  /// The verdict without training, where there are obstacles.
  func refusal() -> Verdict? {
    let obstacles = obstacles
    guard !obstacles.isEmpty else { return nil }
    return Verdict(
      run: recorded.record.run, verdict: .notComparable, differences: obstacles)
  }

  /// The verdict without training, where settings, seed and data have another id than the run.
  func mismatch(_ id: RunID) -> Verdict? {
    let run = recorded.record.run
    guard id != run else { return nil }
    return Verdict(
      run: run, verdict: .differs,
      differences: [.init(what: "id of settings, seed and data", recorded: run.hex, found: id.hex)])
  }

  /// Trains until something differs, or to the end.
  ///
  /// - Parameters:
  ///   - session: The run, nothing of it trained yet.
  ///   - onEpoch: Called after each epoch with its number.
  /// - Returns: Whether everything is the same, or what differs first.
  mutating func verify(
    _ session: inout TrainingSession, onEpoch: (Int) -> Void
  ) -> Verdict {
    let record = recorded.record
    compare("weights_hash", record.weightsHash ?? "nothing", session.weightsHash)
    compareWeights(WeightsFile.initial.rawValue, session.initialWeights())
    var epochs = recorded.epochs[...]
    while isSame, !session.isFinished {
      let report = session.nextEpoch(watchedBy: { _, _ in })
      onEpoch(report.epoch)
      compare(report, epochs.popFirst())
      verdict.epochs += 1
    }
    guard isSame else { return verdict }
    compare("epochs", "\(recorded.epochs.count)", "\(recorded.epochs.count - epochs.count)")
    compare("logged steps", "\(recorded.steps.count)", "\(recorded.steps.count - steps.count)")
    compare("order_hash", record.orderHash ?? "nothing", session.orderHash)
    compare("outcome", Self.text(record.outcome), Self.text(session.outcome))
    compareWeights(WeightsFile.final.rawValue, session.finalWeights())
    return verdict
  }

  private var isSame: Bool { verdict.verdict == .verified }

  private mutating func note(_ difference: Verdict.Difference) {
    guard isSame else { return }
    verdict = Verdict(
      run: verdict.run, verdict: .differs, epochs: verdict.epochs, values: verdict.values,
      weights: verdict.weights, missing: verdict.missing, differences: [difference])
  }

  private mutating func compare(_ what: String, _ was: String, _ found: String) {
    if was != found { note(.init(what: what, recorded: was, found: found)) }
  }

  private mutating func compare(_ report: EpochReport, _ was: EpochReport?) {
    for step in report.steps {
      let before = steps.popFirst()
      compare(
        step.metrics, before?.step == step.step ? before?.metrics : nil, epoch: report.epoch,
        step: step.step)
    }
    let before = was?.epoch == report.epoch ? was?.metrics : nil
    compare(report.metrics, before, epoch: report.epoch, step: nil)
  }

  /// Compares values by name; the time that an epoch took is no result.
  private mutating func compare(
    _ found: MetricValues, _ was: MetricValues?, epoch: Int, step: Int?
  ) {
    let names = Set(found.values.keys).union(was?.values.keys ?? [:].keys)
    for name in Metric.ordered(names.subtracting([Metric.seconds])) {
      verdict.values += 1
      let (new, old) = (found[name], was?[name])
      if let new, let old, new == old || (!new.isFinite && !old.isFinite) { continue }
      note(
        .init(
          what: name, epoch: epoch, step: step, recorded: old.map { "\($0)" } ?? "nothing",
          found: new.map { "\($0)" } ?? "nothing"))
    }
  }

  private mutating func compareWeights(_ name: String, _ found: [UInt8]) {
    guard isSame else { return }
    guard let file = recorded.weights[name] else {
      if recorded.expectedWeights.contains(name) { verdict.missing.append(name) }
      return
    }
    verdict.weights.append(name)
    guard let was = try? Safetensors.decode(file), let new = try? Safetensors.decode(found) else {
      return note(.init(what: name, recorded: "a broken file", found: "a whole one"))
    }
    for tensor in new.tensors {
      guard let old = was.tensors.first(where: { $0.name == tensor.name }),
        old.shape == tensor.shape
      else {
        return note(
          .init(what: "\(name), \(tensor.name)", recorded: "nothing", found: "\(tensor.shape)"))
      }
      for (index, pair) in zip(old.values, tensor.values).enumerated()
      where pair.0.bitPattern != pair.1.bitPattern {
        return note(
          .init(
            what: "\(name), \(tensor.name)[\(index)]", recorded: "\(pair.0)", found: "\(pair.1)"))
      }
    }
    compare("\(name), tensors", "\(was.tensors.count)", "\(new.tensors.count)")
  }

  /// An outcome as it is compared: sentences for people are no result.
  private static func text(_ outcome: Outcome?) -> String {
    guard let outcome else { return "nothing" }
    let parts = [
      outcome.epoch.map { "epoch \($0)" }, outcome.step.map { "step \($0)" },
      outcome.bestEpoch.map { "best epoch \($0)" },
    ].compactMap { $0 }
    return ([outcome.kind.rawValue] + parts).joined(separator: ", ")
  }
}

extension Metric {
  /// Names in the order in which people list them, unknown ones behind by the alphabet.
  fileprivate static func ordered(_ names: Set<String>) -> [String] {
    all.filter(names.contains) + names.subtracting(all).sorted()
  }
}
