internal import PisteCatalog
internal import PisteCore
internal import PisteStatistics

extension Comparison {
  /// Says where an epoch takes some levels more gradients than others.
  var effortCaveats: [Caveat] {
    let efforts = ranking.map { (level: $0, effort: Effort($0)) }
    let counted = efforts.filter { $0.effort != nil }
    guard ranking.count > 1, !counted.isEmpty else { return [] }
    let rates = counted.compactMap(\.effort?.perEpoch)
    let others = efforts.filter { $0.effort == nil }.map(\.level)
    guard !others.isEmpty || (rates.max() ?? 0) > 1.05 * (rates.min() ?? 0) else { return [] }
    let whose = counted.map { level, effort in
      "\(short(level)) used \(Effort.text(effort?.first ?? 0)) gradient evaluations in epoch 1 "
        + "(\(Effort.text(effort?.total ?? 0)) in all)"
    }
    var text = "Epochs are not comparable: " + Prose.list(whose)
    if !others.isEmpty {
      text +=
        ", where \(Prose.list(others.map(short))) \(others.count == 1 ? "uses" : "use") one a step"
      let steps = others.map { stepsPerEpoch(of: $0) }
      if let known = steps[0], steps.allSatisfy({ $0 == known }) { text += " (\(known) an epoch)" }
    }
    return [Caveat(.unequalEpochs, text + ".")]
  }

  /// Steps of an epoch, ⌈N / B⌉ or ⌊N / B⌋ where the last batch is dropped; nil where the table does not tell.
  func stepsPerEpoch(of level: LevelResult) -> Int? {
    guard let batch = level.selected?.settings["batch_size"]?.integer, batch > 0,
      let rows = dataSet(of: level.selected)?.trainingRows, rows > 0
    else { return nil }
    let drops = level.selected?.settings["drop_last"]?.bool == true
    return drops ? rows / batch : (rows + batch - 1) / batch
  }
}

/// How many gradients the runs of a level found, where they counted them.
private struct Effort {
  /// In the first epoch, the mean over the runs.
  let first: Double
  /// In all epochs, the mean over the runs.
  let total: Double
  /// In an epoch, the mean over epochs and runs.
  let perEpoch: Double

  init?(_ level: LevelResult) {
    let curves = level.runs.filter(\.isWhole)
      .compactMap { $0.curves[Metric.gradientEvaluations]?.compactMap { $0 } }
      .filter { !$0.isEmpty }
    guard !curves.isEmpty else { return nil }
    first = Moments.mean(curves.map { $0[0] })
    total = Moments.mean(curves.map { $0.reduce(0, +) })
    perEpoch = Moments.mean(curves.map { $0.reduce(0, +) / Double($0.count) })
  }

  /// A count or a mean of counts: `21` or `21.4`.
  static func text(_ value: Double) -> String {
    value == value.rounded()
      ? NumberFormat.plain(value) : NumberFormat.fixed(value, digits: 1)
  }
}
