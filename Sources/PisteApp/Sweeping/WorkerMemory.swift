private import PisteCatalog
package import PisteCore
internal import PisteExperiments

/// How much memory workers need, as far as it can be known before they start.
package enum WorkerMemory {
  /// Bytes that a worker has for itself before it trains anything; its program is everybody's.
  package static let base = 6_000_000

  /// Bytes that a worker has for itself while it trains with these settings; an estimate from above.
  package static func bytes(of settings: Settings, facts: DataSetFacts?) -> Int {
    base + min(Catalog.memoryEstimate(of: settings, facts) ?? 0, .max - base)
  }

  /// Bytes of prepared rows, which all workers share.
  package static func bytes(of data: DataSetFacts) -> Int {
    (data.trainingRows + data.validationRows + data.testRows) * (data.features + data.targets)
      * MemoryLayout<Float>.size
  }

  /// How many workers fit, and what to say where that is fewer than wanted; one always does.
  package static func fitting(
    _ workers: Int, each: Int, shared: Int, available: Int?
  ) -> (workers: Int, note: String?) {
    guard let available else { return (workers, nil) }
    let fit = max(1, max(0, available - shared) / max(1, each))
    guard fit < workers else { return (workers, nil) }
    let note =
      "\(NumberFormat.count(fit, "worker")) instead of \(workers): each needs about "
      + "\(NumberFormat.bytes(each)), all of them \(NumberFormat.bytes(shared)) of data, and "
      + "\(NumberFormat.bytes(available)) of memory are available"
    return (fit, note)
  }

  /// How many workers fit that carry out a plan, whichever of its runs they get.
  static func fitting(
    _ workers: Int, _ plan: Plan, available: Int?
  ) -> (workers: Int, note: String?) {
    let facts = Dictionary(plan.dataSets.map { ($0.digest, $0) }) { first, _ in first }
    let each =
      plan.configurations.map { bytes(of: $0.settings, facts: facts[$0.dataDigest]) }.max() ?? base
    let shared = plan.dataSets.map { bytes(of: $0) }.max() ?? 0
    return fitting(workers, each: each, shared: shared, available: available)
  }
}
