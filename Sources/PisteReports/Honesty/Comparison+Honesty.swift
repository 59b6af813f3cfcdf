extension Comparison {
  /// Every check in the order of its code.
  var honesty: [HonestyCheck] {
    let caveats = caveats
    return HonestyCheck.Code.allCases.map { code in
      switch code {
      case .testSet: testSetCheck(caveats)
      case .freshSeeds: freshSeedsCheck(caveats)
      case .budgets: budgetsCheck(caveats)
      case .gridEdge: gridEdgeCheck
      case .flatOptimum: flatOptimumCheck
      case .pairs: pairsCheck
      case .batchOrder: batchOrderCheck
      case .divergence: divergenceCheck(caveats)
      case .smoothing: smoothingCheck
      case .epochs: epochsCheck
      case .halfway: halfwayCheck
      case .epochRule: epochRuleCheck
      case .trainingLength: trainingLengthCheck
      case .seeds: seedsCheck(caveats)
      case .comparisons: comparisonsCheck
      case .inclusion: inclusionCheck
      case .tuning: tuningCheck
      case .timing: timingCheck
      case .leakage: leakageCheck(caveats)
      case .resolution: resolutionCheck
      case .origin: originCheck
      case .metric: metricCheck
      }
    }
  }

  /// The messages of the caveats of some kinds, as one text; nil for none.
  func text(of kinds: [Caveat.Kind], in caveats: [Caveat]) -> String? {
    let found = caveats.filter { kinds.contains($0.kind) }.map(\.message)
    return found.isEmpty ? nil : found.joined(separator: " ")
  }

  /// The runs that choose among the configurations of some levels.
  func choosingRuns(of levels: [LevelResult]) -> [ResultTable.Run] {
    levels.flatMap { $0.configurations.flatMap { index.runs(of: $0, selectionStage) } }
  }

  /// Whether any level has configurations to choose from.
  var hasChoice: Bool { levels.contains { $0.configurations.count > 1 } }

  /// The names of some levels, or of what there is where nothing is compared.
  func names(_ levels: [LevelResult]) -> String {
    isCompared ? Prose.list(levels.map(short)) : "the best configuration"
  }
}
