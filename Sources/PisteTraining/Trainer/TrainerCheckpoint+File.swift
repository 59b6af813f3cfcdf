internal import PisteCore

extension TrainerCheckpoint {
  /// The checkpoint as a safetensors file with texts beside it.
  ///
  /// A hash over arrays and texts tells a file that was torn or changed.
  ///
  /// - Parameter texts: What else is to be kept, by name.
  /// - Returns: The file's bytes.
  public func encoded(with texts: [String: String]) -> [UInt8] {
    let parts = CheckpointGroup.parts(of: groups)
    var metadata = texts
    metadata[Self.hashKey] = Self.hash(parts, texts)
    return Safetensors.encode(parts: parts, metadata: metadata)
  }

  /// Reads what ``encoded(with:)`` wrote.
  ///
  /// - Parameter bytes: The file's bytes.
  /// - Returns: The checkpoint and the texts beside it.
  /// - Throws: `Safetensors.DecodingError` for a file that was torn or changed, or is another one.
  public static func decode(
    _ bytes: [UInt8]
  ) throws(Safetensors.DecodingError) -> (checkpoint: TrainerCheckpoint, texts: [String: String]) {
    var (parts, texts) = try Safetensors.decodeParts(bytes)
    guard let hash = texts.removeValue(forKey: hashKey) else {
      throw Safetensors.DecodingError(description: "it is no checkpoint")
    }
    guard hash == Self.hash(parts, texts) else {
      throw Safetensors.DecodingError(description: "its hash does not hold")
    }
    guard let checkpoint = TrainerCheckpoint(CheckpointGroup.groups(of: parts)) else {
      throw Safetensors.DecodingError(description: "something is missing from it")
    }
    return (checkpoint, texts)
  }

  private static let hashKey = "hash"

  private static func hash(_ parts: [SafetensorsPart], _ texts: [String: String]) -> String {
    var hash = ContentHash()
    // By name: arrays without elements have no place among the bytes that would give an order.
    for part in parts.sorted(by: { $0.name < $1.name }) {
      hash.combine(bytes: part.name.utf8)
      hash.combine(UInt64(part.bytes.count))
      part.bytes.withUnsafeBytes { bytes in
        // Every element has four or eight bytes.
        for offset in stride(from: 0, to: bytes.count, by: 4) {
          let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
          hash.combine(UInt64(UInt32(littleEndian: word)))
        }
      }
    }
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      hash.combine(bytes: name.utf8)
      hash.combine(UInt64(0))
      hash.combine(bytes: text.utf8)
    }
    return hash.hex
  }

  // MARK: What goes where

  private var groups: [String: CheckpointGroup] {
    var trainer = CheckpointGroup()
    trainer.vectors["parameters"] = parameters
    trainer.counts = [
      "epoch": epoch, "step": step, "tally.correct": tally.sum.correct,
      "tally.examples": tally.examples, "tally.steps": tally.steps,
      "tally.last_step": tally.lastStep, "tally.evaluations_before": tally.evaluationsBefore,
      "order.drawn": order.hasOrder ? 1 : 0,
      "stopping.epoch": stopping.epoch, "stopping.best_epoch": stopping.bestEpoch,
    ]
    trainer.counts["position"] = position
    trainer.words["weights.hash"] = UInt64(weightsHash, radix: 16).map { [$0] }
    trainer.words["order.hash"] = [order.hash]
    trainer.words["order.stream"] = order.stream
    trainer.numbers = [
      "tally.total": tally.sum.total, "tally.norms": tally.norms, "tally.last_rate": tally.lastRate,
      "stopping.best_value": stopping.bestValue, "stopping.best_loss": stopping.bestTrainingLoss,
    ]
    trainer.numbers["first_loss"] = firstLoss
    trainer.words["logged.steps"] = tally.logged.map { UInt64($0.step) }
    for name in tally.logged.first?.metrics.values.keys.sorted() ?? [] {
      trainer.wideVectors["logged.\(name)"] = tally.logged.map { $0.metrics[name] ?? .nan }
    }
    if !best.isEmpty { trainer.vectors["best"] = best }
    return [
      "trainer": trainer, "observed": CheckpointGroup(numbers: observed),
      "optimizer": CheckpointGroup(optimizer),
      "network": CheckpointGroup(network), "best-network": CheckpointGroup(bestNetwork),
      "schedule": CheckpointGroup(numbers: schedule),
    ]
  }

  private init?(_ groups: [String: CheckpointGroup]) {
    let trainer = groups["trainer"] ?? CheckpointGroup()
    let (counts, numbers) = (trainer.counts, trainer.numbers)
    guard let parameters = trainer.vectors["parameters"], let epoch = counts["epoch"],
      let step = counts["step"], let correct = counts["tally.correct"],
      let examples = counts["tally.examples"], let steps = counts["tally.steps"],
      let lastStep = counts["tally.last_step"],
      let evaluationsBefore = counts["tally.evaluations_before"], let drawn = counts["order.drawn"],
      let judged = counts["stopping.epoch"], let bestEpoch = counts["stopping.best_epoch"],
      let weightsHash = trainer.words["weights.hash"]?.first,
      let orderHash = trainer.words["order.hash"]?.first,
      let stream = trainer.words["order.stream"], let total = numbers["tally.total"],
      let norms = numbers["tally.norms"], let lastRate = numbers["tally.last_rate"],
      let bestValue = numbers["stopping.best_value"],
      let bestLoss = numbers["stopping.best_loss"], let logged = Self.logged(trainer)
    else { return nil }
    self.epoch = epoch
    self.step = step
    self.position = counts["position"]
    self.weightsHash = ContentHash(value: weightsHash).hex
    self.parameters = parameters
    optimizer = (groups["optimizer"] ?? CheckpointGroup()).state
    network = (groups["network"] ?? CheckpointGroup()).state
    schedule = groups["schedule"]?.numbers ?? [:]
    order = BatchOrder.State(stream: stream, hasOrder: drawn == 1, hash: orderHash)
    tally = EpochTally.State(
      sum: LossSum(total: total, correct: correct), examples: examples, norms: norms, steps: steps,
      lastStep: lastStep, lastRate: lastRate, logged: logged, evaluationsBefore: evaluationsBefore)
    firstLoss = numbers["first_loss"]
    observed = groups["observed"]?.numbers ?? [:]
    var stopping = EarlyStopping.Progress()
    stopping.epoch = judged
    stopping.bestEpoch = bestEpoch
    stopping.bestValue = bestValue
    stopping.bestTrainingLoss = bestLoss
    self.stopping = stopping
    best = trainer.vectors["best"] ?? []
    bestNetwork = (groups["best-network"] ?? CheckpointGroup()).state
  }

  private static func logged(_ group: CheckpointGroup) -> [StepReport]? {
    let prefix = "logged."
    guard let steps = group.words["logged.steps"] else { return nil }
    var reports = steps.map { StepReport(step: Int($0), metrics: MetricValues()) }
    for (name, values) in group.wideVectors where name.hasPrefix(prefix) {
      guard values.count == reports.count else { return nil }
      for (index, value) in values.enumerated() {
        reports[index].metrics[String(name.dropFirst(prefix.count))] = value
      }
    }
    return reports
  }
}
