internal import PisteCatalog
internal import PisteCore

extension Comparison {
  /// H18: runs that share cores take each other's time.
  var timingCheck: HonestyCheck {
    let environments = table.provenance.filter { $0.workers != nil }
    guard !environments.isEmpty else {
      return HonestyCheck(
        .timing, .notCheckable, "How many runs were under way at once is unknown.")
    }
    let most = environments.compactMap(\.workers).max() ?? 1
    guard most > 1 else {
      return HonestyCheck(.timing, .pass, "One run at a time.")
    }
    let isCrowded = environments.contains { ($0.workers ?? 1) > $0.cores }
    let isClaim = [objective.name, reported.name].contains(Metric.seconds)
    return HonestyCheck(
      .timing, isCrowded || isClaim ? .warn : .note,
      "Up to \(most) runs were under way at once"
        + (isCrowded ? ", more than there are cores" : "")
        + ", so their seconds are longer than alone.",
      runs: isCrowded || isClaim ? table.runs : [],
      cure: HonestyCheck.Cure(
        "Time them again, one at a time, in a store of their own.",
        code: "piste sweep \(CommandText.quoted(NextStep.file(of: table.experiment))) --workers 1 "
          + "--store timing"))
  }

  /// H19: what training has read of the rows it is judged by.
  func leakageCheck(_ caveats: [Caveat]) -> HonestyCheck {
    let datasets = table.experiment.datasets
    if !datasets.isEmpty, datasets.allSatisfy({ $0.task == .minimization }) {
      return HonestyCheck(.leakage, .pass, "A function has no inputs that could be scaled.")
    }
    let leaking = datasets.filter { facts in
      facts.scalerRows.map { $0 != facts.trainingRows } ?? false
    }
    guard leaking.isEmpty else {
      let words = leaking.map {
        "\($0.name): \($0.scalerRows ?? 0) rows where \($0.trainingRows) are trained on"
      }
      return HonestyCheck(
        .leakage, .fail,
        "Inputs were scaled by other rows than those trained on (\(Prose.list(words))).",
        runs: table.runs, cure: HonestyCheck.Cure("Fit the scaling to the training rows alone."))
    }
    if let text = text(of: [.sawValidation], in: caveats) {
      let seeing = Set(
        table.experiment.configurations.filter { ScheduleName.seesValidation(in: $0.settings) }
          .map(\.id))
      return HonestyCheck(
        .leakage, .warn, text, runs: table.runs.filter { seeing.contains($0.configuration) },
        cure: HonestyCheck.Cure(
          "Let the schedule watch the training rows.",
          code: "settings:\n  schedule.metric: train/loss\n", language: "yaml"))
    }
    let scaled = table.experiment.configurations.contains {
      $0.settings["dataset.normalize"].map { $0.text != "none" } ?? true
    }
    guard !scaled || datasets.allSatisfy({ $0.scalerRows != nil }), !datasets.isEmpty else {
      return HonestyCheck(
        .leakage, .notCheckable, "By which rows inputs were scaled is not recorded.")
    }
    return HonestyCheck(
      .leakage, .pass,
      scaled ? "Inputs were scaled by the training rows alone." : "Inputs are used as they are.")
  }

  /// H21: numbers of two programs, machines or data sets in one table.
  var originCheck: HonestyCheck {
    let all = table.provenance
    guard let first = all.first else {
      return HonestyCheck(.origin, .notCheckable, "Where the runs were made is not recorded.")
    }
    var bits: [String] = []
    if Set(all.map(\.coreVersion)).count > 1 { bits.append("training cores") }
    if Set(all.map(\.blas)).count > 1 { bits.append("linear algebra kernels") }
    if Set(all.map(\.cpu)).count > 1 { bits.append("processors") }
    // One set has a digest for each task, since that decides how targets are written.
    let data = Dictionary(grouping: table.experiment.datasets) { "\($0.name) \($0.task)" }
    let rows = data.filter { _, facts in
      Set(facts.map { [$0.trainingRows, $0.validationRows, $0.testRows] }).count == 1
        && Set(facts.map(\.digest)).count > 1
    }
    if !rows.isEmpty, !table.experiment.axes.contains(where: { $0.key.hasPrefix("dataset") }) {
      let names = Set(rows.values.joined().map(\.name))
      bits.append("versions of the data \(Prose.list(names.sorted()))")
    }
    let again = HonestyCheck.Cure(
      "Run everything again in one environment and a store of its own.",
      code: "piste sweep \(CommandText.quoted(NextStep.file(of: table.experiment))) --store fresh")
    guard bits.isEmpty else {
      return HonestyCheck(
        .origin, .fail,
        "The runs come from different \(Prose.list(bits)), which change the bits; see Provenance.",
        runs: table.runs, cure: again)
    }
    var words: [String] = []
    if Set(all.map { "\($0.version) \($0.commit ?? "")" }).count > 1 {
      words.append("from several builds of one core")
    }
    if Set(all.map { "\($0.os) \($0.swift) \($0.cores)" }).count > 1 {
      words.append("on several systems")
    }
    if all.contains(where: { $0.dirty == true }) {
      words.append("by a build whose sources differed from its commit")
    }
    guard words.isEmpty else {
      return HonestyCheck(
        .origin, .warn, "The runs were made \(Prose.list(words)); see Provenance.",
        runs: table.runs, cure: again)
    }
    return HonestyCheck(
      .origin, .pass,
      "All runs: Piste \(first.version), core \(first.coreVersion), one machine, one data digest each."
    )
  }
}
