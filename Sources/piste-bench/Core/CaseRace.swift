private import Foundation
private import PisteCore

/// What one side took for a case.
struct SideScore {
  let name: String
  /// Seconds of an epoch, a value a repetition.
  let epoch: Times
  /// The loss over the training rows after the case's warm-up, which is of one length for all.
  let warmUpLoss: Double
  /// The loss over the training rows after a repetition.
  let loss: Double
  /// Epochs of a repetition.
  let epochs: Int
}

/// What all sides took for a case and an optimizer; Piste comes first.
struct CaseScore {
  let item: CoreCase
  let optimizer: String
  let sides: [SideScore]
}

/// Lets all sides train every case, one after the other in each repetition.
struct CaseRace {
  /// Shortest length of a repetition, in seconds.
  private static let length = 0.3
  private static let widths = [26, 18, 18, 7, 28]

  let cases: [CoreCase]
  let contestants: [any Contestant]
  let shelf: RowShelf
  let repetitions: Int

  /// Measures and prints.
  ///
  /// - Parameter peak: The core's peak, measured again before each case.
  /// - Returns: The scores, case by case, SGD before Adam.
  /// - Throws: What went wrong with the data, a training or a peer.
  func run(peak: inout PeakRate) throws -> [CaseScore] {
    print("training, median (best) of \(repetitions) repetitions of at least \(Self.length) s each")
    var scores: [CaseScore] = []
    for item in cases {
      let rows = try shelf.rows(of: item)
      guard rows.facts.features == item.widths.first,
        rows.facts.classes.count == item.widths.last
      else { throw BenchmarkError("case \(item.name): \(rows.note) does not fit the network") }
      print(
        "case \(item.name): \(item.network), batch \(item.batch), \(rows.facts.trainingRows) rows: "
          + rows.note)
      print(
        TextColumns.line(
          ["", "samples/s", "GFLOP/s", "peak", "loss @epochs"], widths: Self.widths))
      for optimizer in CoreCase.optimizers {
        peak.measure()
        let score = try race(TrainingJob(item: item, rows: rows, optimizer: optimizer))
        show(score, job: TrainingJob(item: item, rows: rows, optimizer: optimizer), peak.best)
        scores.append(score)
      }
    }
    return scores
  }

  private func race(_ job: TrainingJob) throws -> CaseScore {
    let preparations = try contestants.map { try $0.prepare(job) }
    let epochs = preparations.map { max(1, Int((1.3 * Self.length / $0.epoch).rounded(.up))) }
    var seconds = [[Double]](repeating: [], count: contestants.count)
    var losses = [Double](repeating: .nan, count: contestants.count)
    for _ in 0..<repetitions {
      for (side, contestant) in contestants.enumerated() {
        let result = try contestant.train(epochs: epochs[side])
        seconds[side].append(result.seconds / Double(epochs[side]))
        losses[side] = result.loss
      }
    }
    let sides = contestants.indices.map { side in
      SideScore(
        name: contestants[side].name, epoch: Times(seconds[side]),
        warmUpLoss: preparations[side].loss, loss: losses[side], epochs: epochs[side])
    }
    return CaseScore(item: job.item, optimizer: job.optimizer, sides: sides)
  }

  private func show(_ score: CaseScore, job: TrainingJob, _ peak: Double) {
    let rows = Double(job.rowsPerEpoch)
    let operations = rows * job.item.operationsPerRow
    for side in score.sides {
      let median = side.epoch.median
      let best = side.epoch.minimum
      print(
        TextColumns.line(
          [
            "\(score.optimizer) \(side.name)",
            "\(TextColumns.kilo(rows / median)) (\(TextColumns.kilo(rows / best)))",
            "\(TextColumns.giga(operations / median)) (\(TextColumns.giga(operations / best)))",
            NumberFormat.percent(operations / median / peak, digits: 0),
            losses(side, warmUp: job.item.warmUp),
          ], widths: Self.widths))
    }
    fflush(nil)
    for side in score.sides.dropFirst() {
      let ratio = side.epoch.median / score.sides[0].epoch.median
      print("    Piste is \(NumberFormat.fixed(ratio, digits: 2)) times as fast as \(side.name)")
    }
    if let piste = contestants[0] as? PisteContestant,
      let (count, steps) = try? piste.allocations()
    {
      print("    Piste: \(count) allocations in \(steps) steps")
    }
  }

  private func losses(_ side: SideScore, warmUp: Int) -> String {
    let first = NumberFormat.significant(side.warmUpLoss, digits: 3)
    let last = NumberFormat.significant(side.loss, digits: 3)
    return "\(first) @\(warmUp), \(last) @\(side.epochs)"
  }
}
