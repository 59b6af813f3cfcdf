internal import PisteStatistics

extension Comparison {
  /// What stands under the answer: how sure one can be, what smaller budgets would say, what to run next.
  var evidence: [(name: String, value: String)] {
    var facts: [(name: String, value: String)] = []
    if let reproduction = Reproduction(self) { facts.append(("Reproduction", reproduction.text)) }
    if let pair = judgement.leading, !ranking.isEmpty {
      facts += EvidenceText(comparison: self, pair: pair).facts
      let (ahead, behind) = judgement.sides(pair)
      if let budget = TuningBudget(ahead, behind, in: self) {
        facts.append(("Smaller tuning budgets", budget.text))
      }
    }
    if let optimismText { facts.append(("From choosing to reporting", optimismText)) }
    if let step = NextStep(self) {
      facts.append(("To know more", "\(step.reason): \(step.command)"))
    }
    return facts
  }
}
