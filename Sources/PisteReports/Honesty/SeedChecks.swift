internal import PisteCore
internal import PisteStatistics

extension Comparison {
  /// H14: what so few seeds cannot show, whatever they give.
  func seedsCheck(_ caveats: [Caveat]) -> HonestyCheck {
    let same = text(of: [.oneSeed, .seedsChangeNothing], in: caveats)
    let runs = ranking.flatMap(\.runs)
    func cure(_ seeds: Int) -> HonestyCheck.Cure {
      HonestyCheck.Cure(
        "Run more seeds.", code: NextStep.sweep(table.experiment, seeds: seeds))
    }
    guard let pair = judgement.leading, !ranking.isEmpty else {
      guard let most = ranking.first?.report.values.count else {
        return HonestyCheck(
          .seeds, .notCheckable, "No run that is to be reported has completed\(yet).")
      }
      guard same == nil else {
        return HonestyCheck(
          .seeds, .warn, same ?? "", runs: runs, cure: most < 3 ? cure(5) : nil)
      }
      return HonestyCheck(.seeds, .pass, "\(NumberFormat.count(most, "seed")), so an interval.")
    }
    let verdict = pair.verdict
    let seeds = min(verdict.firstRuns, verdict.secondRuns)
    let wanted = NextStep(self)?.seeds ?? max(6, 2 * seeds)
    if verdict.limits.contains(where: \.isTooFew) {
      let text = "\(NumberFormat.count(seeds, "seed")) cannot bear any claim; 3 are the fewest."
      return HonestyCheck(
        .seeds, .fail, [same, text].compactMap { $0 }.joined(separator: " "), runs: runs,
        cure: cure(wanted))
    }
    let shown = verdict.detectableDifference(among: judgement.pairs.count).flatMap {
      $0 > 0 ? reported.distance($0) : nil
    }
    let power = shown.map {
      "\(NumberFormat.count(seeds, "seed")) show a difference of \($0) four times in five"
    }
    if let same {
      return HonestyCheck(.seeds, .warn, same, runs: runs, cure: nil)
    }
    for case .exactTestOutOfReach(let least) in verdict.limits {
      let text =
        "With \(NumberFormat.count(seeds, "seed"))\(EvidenceText.tied(verdict, least)) no exact test "
        + "can give less than "
        + "\(EvidenceText.text(least)), so no claim can be more than weak"
      return HonestyCheck(
        .seeds, .warn, text + (power.map { "; " + $0 } ?? "") + ".", runs: runs, cure: cure(wanted))
    }
    if verdict.kind == .cannotTell {
      let text = power.map { $0 + ", and mostly miss a smaller one." } ?? "The seeds do not tell."
      return HonestyCheck(.seeds, .warn, text, runs: runs, cure: cure(wanted))
    }
    return HonestyCheck(.seeds, .pass, (power ?? "\(seeds) seeds bear the claim") + ".")
  }

  /// H15: of many comparisons some look like a difference by chance.
  var comparisonsCheck: HonestyCheck {
    let pairs = judgement.pairs
    guard let leading = judgement.leading else {
      return HonestyCheck(
        .comparisons, .notCheckable, "Nothing is compared\(isCompared ? yet : "").")
    }
    guard pairs.count > 1 else {
      return HonestyCheck(.comparisons, .pass, "There is one comparison, so nothing to correct.")
    }
    let words =
      "\(pairs.count) comparisons, Holm-adjusted; of the two best levels p = "
      + "\(EvidenceText.text(leading.verdict.pValue)) before and "
      + "\(EvidenceText.text(leading.verdict.adjustedPValue)) after."
    let lost = pairs.filter {
      $0.verdict.pValue <= $0.verdict.rule.level
        && $0.verdict.adjustedPValue > $0.verdict.rule.level
    }
    guard !lost.isEmpty else { return HonestyCheck(.comparisons, .pass, words) }
    let names = lost.map { pair in
      let (ahead, behind) = judgement.sides(pair)
      return "\(short(ahead)) over \(short(behind))"
    }
    return HonestyCheck(
      .comparisons, .warn,
      words + " By itself, this would have looked like a lead: \(Prose.list(names)).",
      runs: lost.flatMap { judgement.levels[$0.first].runs + judgement.levels[$0.second].runs }
        .uniqued,
      cure: HonestyCheck.Cure("Compare fewer levels, or run more seeds."))
  }

  /// H20: the test set itself is a sample, which no seed changes.
  var resolutionCheck: HonestyCheck {
    guard reported.isFraction, let pair = judgement.leading,
      let one = judgement.levels[pair.first].report.mean,
      let other = judgement.levels[pair.second].report.mean,
      let facts = dataSet(of: judgement.levels[pair.first].selected)
    else {
      return HonestyCheck(
        .resolution, .notCheckable,
        "It takes two levels with an accuracy and a data set whose size is known.")
    }
    let rows = reported.name.hasPrefix("test/") ? facts.testRows : facts.validationRows
    guard rows > 0, (0...1).contains(one), (0...1).contains(other) else {
      return HonestyCheck(.resolution, .notCheckable, "The number of rows is not known.")
    }
    let errors = [one, other].map { ProportionInterval.standardError(of: $0, trials: rows) }
    let error = errors.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let text =
      "\(NumberFormat.count(rows, "row")) leave the difference of two accuracies a standard error of "
      + "up to \(reported.distance(error)), which no seed makes smaller"
    guard abs(one - other) < 2 * error else {
      return HonestyCheck(
        .resolution, .pass, text + "; the difference seen is \(reported.distance(one - other)).")
    }
    return HonestyCheck(
      .resolution, .note,
      text
        + ". The difference seen, \(reported.distance(one - other)), is less than twice that: it "
        + "holds for these rows and may not for others.",
      runs: judgement.levels[pair.first].runs + judgement.levels[pair.second].runs,
      cure: HonestyCheck.Cure("Test on more rows, or on other splits of the data."))
  }
}

extension [ResultTable.Run] {
  /// The runs, each once.
  var uniqued: [ResultTable.Run] {
    var seen: Set<Int> = []
    return filter { seen.insert($0.number).inserted }
  }
}
