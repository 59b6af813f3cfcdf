internal import PisteCore
internal import PisteStatistics

extension Comparison {
  /// The best level against every other one: difference, tests, chance and effect; nil for fewer than two.
  var againstBestTable: DataTable? {
    guard let best = judgement.levels.first, judgement.levels.count > 1 else { return nil }
    let metric = reported
    let rows = judgement.pairs.filter { $0.first == 0 }.map { pair -> [String] in
      let verdict = pair.verdict
      let basis = verdict.pairing == .paired ? "pairs" : "Welch"
      func text(_ value: Double?) -> String {
        value.map { $0.isFinite ? NumberFormat.fixed($0, digits: 2) : "–" } ?? "–"
      }
      return [
        judgement.levels[pair.second].name, verdict.difference.map(metric.difference) ?? "–",
        verdict.difference == nil ? "ranks" : basis,
        verdict.tPValue.map(EvidenceText.text) ?? "–",
        verdict.exact.map { EvidenceText.text($0.pValue) } ?? "–",
        EvidenceText.text(verdict.adjustedPValue),
        verdict.adjustedExactPValue.map(EvidenceText.text) ?? "–",
        text(verdict.probability?.estimate),
        text(verdict.effectSize), Self.word(verdict),
      ]
    }
    return DataTable(
      columns: [
        .words("\(short(best)) against"),
        .numbers(metric.isFraction ? "difference, points" : "difference"), .words("compared by"),
        .numbers("p by t"), .numbers("p by permutation"), .numbers("p after Holm"),
        .numbers("by permutation after Holm"), .numbers("P(better)"),
        .numbers("effect g"), .words("evidence"),
      ], rows: rows, series: judgement.levels.dropFirst().map(\.series))
  }

  private static func word(_ verdict: ComparisonVerdict) -> String {
    let grade =
      switch verdict.evidence {
      case .none: "none"
      case .weak: "weak"
      case .moderate: "moderate"
      case .strong: "strong"
      }
    return verdict.kind == .tie ? grade + ", tie" : grade
  }
}
