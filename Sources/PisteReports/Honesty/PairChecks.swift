internal import PisteCore
internal import PisteStatistics

extension Comparison {
  /// H06: levels that start alike can be compared seed by seed.
  var pairsCheck: HonestyCheck {
    guard let leading = judgement.leading else {
      return HonestyCheck(.pairs, .notCheckable, "There are no two levels with results.")
    }
    let best = judgement.pairs.filter { $0.first == 0 }
    let broken = best.filter { !$0.basis.isPaired }
    guard !broken.isEmpty else {
      let seeds = NumberFormat.count(leading.verdict.firstRuns, "seed")
      return leading.basis == .verified
        ? HonestyCheck(
          .pairs, .pass,
          "Over \(seeds) the levels had the same first weights and batches, by the hashes recorded."
        )
        : HonestyCheck(
          .pairs, .notCheckable,
          "The levels have the same \(seeds), but no hashes of weights and batches are recorded.",
          runs: judgement.levels[0].runs)
    }
    let unexpected = broken.filter { $0.basis == .otherWeights || $0.basis == .otherBatches }
      .filter { sharesStart($0) }
    let runs = broken.flatMap { judgement.levels[$0.second].runs }
    guard unexpected.isEmpty else {
      return HonestyCheck(
        .pairs, .warn,
        "With the same network, data and batch size, a seed gave "
          + "\(names([judgement.levels[0]])) and "
          + "\(names(unexpected.map { judgement.levels[$0.second] })) different weights or batches: "
          + "they are compared by Welch's interval.", runs: runs,
        cure: HonestyCheck.Cure(
          "Train a few runs again and look for differences.",
          code: "piste verify \(CommandText.quoted(table.experiment.name)) --sample 4"))
    }
    return HonestyCheck(
      .pairs, .note,
      "\(names(broken.map { judgement.levels[$0.second] })) cannot be paired with "
        + "\(names([judgement.levels[0]])): \(reasons(broken)). Welch's interval is used, which "
        + "needs more seeds.", runs: runs)
  }

  /// Whether two levels' best configurations agree in all that weights and batches are drawn from.
  private func sharesStart(_ pair: Judgement.Pair) -> Bool {
    let settings = [pair.first, pair.second].map { judgement.levels[$0].selected?.settings }
    guard let one = settings[0]?.values, let other = settings[1]?.values else { return false }
    let groups = ["model.", "dataset.", "batch_size", "drop_last", "shuffle", "task"]
    return Set(one.keys).union(other.keys)
      .filter { key in groups.contains { key.hasPrefix($0) } }
      .allSatisfy { one[$0] == other[$0] }
  }

  private func reasons(_ pairs: [Judgement.Pair]) -> String {
    let words = [
      (Judgement.Basis.otherSeeds, "the seeds with results differ"),
      (.otherWeights, "the best configurations start from other weights"),
      (.otherBatches, "the best configurations see other batches"),
    ].filter { basis, _ in pairs.contains { $0.basis == basis } }.map(\.1)
    return Prose.list(words)
  }

  /// H07: the same batches in the same order every epoch tie a result to that order.
  ///
  /// > Source: read off the batch losses of the runs published with Schneider, Balles and Hennig,
  /// > "DeepOBS", ICLR 2019, which repeat from epoch to epoch.
  var batchOrderCheck: HonestyCheck {
    let configurations = table.experiment.configurations
    let known = configurations.filter { $0.settings["shuffle"] != nil }
    guard !known.isEmpty else {
      return HonestyCheck(.batchOrder, .notCheckable, "No setting tells how batches were drawn.")
    }
    let frozen = known.filter { configuration in
      let word = configuration.settings["shuffle"]?.text
      return (word == "frozen" || word == "none") && !isWholeBatch(configuration)
    }
    guard !frozen.isEmpty else {
      return HonestyCheck(.batchOrder, .pass, "Every epoch draws its batches anew.")
    }
    let ids = Set(frozen.map(\.id))
    let runs = table.runs.filter { ids.contains($0.configuration) }
    guard table.experiment.compare != "shuffle" else {
      return HonestyCheck(
        .batchOrder, .note, "Some levels see one order in every epoch: that is what is compared.",
        runs: runs)
    }
    return HonestyCheck(
      .batchOrder, .fail,
      "\(frozen.count == configurations.count ? "Every configuration sees" : "\(frozen.count) configurations see") "
        + "the same batches in the same order in every epoch, so results hang on that order.",
      runs: runs,
      cure: HonestyCheck.Cure(
        "Draw them anew.", code: "settings:\n  shuffle: each-epoch\n", language: "yaml"))
  }

  /// Whether one batch is the whole training set, so that there is no order.
  private func isWholeBatch(_ configuration: ResultTable.Configuration) -> Bool {
    guard let size = configuration.settings["batch_size"]?.integer,
      let rows = dataSet(of: configuration)?.trainingRows, rows > 0
    else { return false }
    return size >= rows
  }
}
