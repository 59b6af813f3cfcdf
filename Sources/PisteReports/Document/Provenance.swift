internal import PisteCore

extension ReportDocument {
  /// Where the numbers come from and how to get them again.
  static func provenance(_ table: ResultTable) -> [Block] {
    let experiment = table.experiment
    var blocks: [Block] = [.heading("Provenance")]
    blocks.append(
      .facts(seeds(experiment) + experiment.datasets.map(data) + fisher(experiment)))
    for (place, environment) in table.provenance.enumerated() {
      let suffix = table.provenance.count > 1 ? " \(place + 1)" : ""
      blocks.append(.facts(facts(environment, suffix: suffix)))
    }
    blocks.append(.paragraph("To run it again and to look for differences:"))
    let name = experiment.sourceFile.isEmpty ? "experiment.yaml" : experiment.sourceFile
    let command =
      "piste sweep \(CommandText.quoted(name))\npiste report --check "
      + CommandText.quoted("reports/" + experiment.name)
    blocks.append(.code(command, language: "sh"))
    if !experiment.sourceText.isEmpty {
      blocks.append(
        .details(
          "The experiment file, \(name)", [.code(experiment.sourceText, language: "yaml")]))
    }
    return blocks
  }

  private static func seeds(
    _ experiment: ResultTable.Experiment
  ) -> [(name: String, value: String)] {
    var facts: [(name: String, value: String)] = []
    if !experiment.tuningSeeds.isEmpty {
      facts.append(("tuning seeds", ranges(experiment.tuningSeeds)))
    }
    facts.append(
      (
        experiment.tuningSeeds.isEmpty ? "seeds" : "evaluation seeds",
        ranges(experiment.evaluationSeeds)
      ))
    if let name = experiment.studyProtocol { facts.append(("protocol", name)) }
    if let left = experiment.beyondCap {
      let all = experiment.configurations.count + left
      facts.append(
        ("run_cap", "the first \(experiment.configurations.count) of \(all) configurations"))
    }
    return facts
  }

  private static func data(_ facts: DataSetFacts) -> (name: String, value: String) {
    let rows =
      "\(facts.trainingRows) training, \(facts.validationRows) validation and "
      + "\(facts.testRows) test rows"
    let outputs =
      facts.classes.isEmpty
      ? NumberFormat.count(facts.targets, "target") : "\(facts.classes.count) classes"
    return (
      "data",
      "\(facts.name): \(rows), \(NumberFormat.count(facts.features, "input")), \(outputs), "
        + "digest \(facts.digest)"
    )
  }

  private static func facts(
    _ environment: ResultTable.Provenance, suffix: String
  ) -> [(name: String, value: String)] {
    var built = "\(environment.version), core \(environment.coreVersion)"
    if let commit = environment.commit {
      built += ", commit \(commit)"
      if environment.dirty == true { built += " with changes" }
    }
    var facts: [(name: String, value: String)] = [
      ("Piste" + suffix, built),
      ("processor", "\(environment.cpu), \(NumberFormat.count(environment.cores, "core"))"),
      ("system", environment.os), ("linear algebra", environment.blas),
      ("Swift", environment.swift),
    ]
    if let workers = environment.workers { facts.append(("workers", "\(workers)")) }
    if let command = environment.commandLine { facts.append(("command", command)) }
    return facts
  }

  /// Seeds as ranges: `1–3, 1001–1005`.
  static func ranges(_ seeds: [UInt64]) -> String {
    var parts: [(first: UInt64, last: UInt64)] = []
    for seed in seeds {
      if let open = parts.last, open.last < .max, seed == open.last + 1 {
        parts[parts.count - 1].last = seed
      } else {
        parts.append((seed, seed))
      }
    }
    let texts = parts.map { part in
      switch part.last - part.first {
      case 0: "\(part.first)"
      case 1: "\(part.first), \(part.last)"
      default: "\(part.first)–\(part.last)"
      }
    }
    return texts.isEmpty ? "none" : texts.joined(separator: ", ")
  }
}
