/// Something a reader must know before believing a number of the report.
public struct Caveat: Hashable, Sendable {
  /// The kinds of caveat.
  public enum Kind: String, Sendable, CaseIterable {
    /// No run has completed.
    case noResult = "no-result"
    /// Planned runs have no result yet, or never will.
    case missingRuns = "missing-runs"
    /// A mean leaves out runs that did not complete.
    case survivorsOnly = "survivors-only"
    /// One seed only, so that there is no interval.
    case oneSeed = "one-seed"
    /// Chosen and reported on the same seeds.
    case sameSeeds = "same-seeds"
    /// Chosen by the test set.
    case selectedOnTest = "selected-on-test"
    /// Training itself has seen the validation rows.
    case sawValidation = "saw-validation"
    /// No test set, so the reported metric is the one that chose.
    case noTestSet = "no-test-set"
    /// Accuracies that guessing reaches too.
    case didNotLearn = "did-not-learn"
    /// Every run of a level gave the same number.
    case seedsChangeNothing = "seeds-change-nothing"
    /// An epoch costs some levels more gradients than others.
    case unequalEpochs = "unequal-epochs"
    /// The best learning rate is the smallest or largest tried.
    case edgeOfGrid = "edge-of-grid"
    /// The levels were tuned with different numbers of configurations.
    case unequalBudgets = "unequal-budgets"
    /// The evaluated configuration is not the one that the tuning runs now choose.
    case staleSelection = "stale-selection"
    /// The runs come from more than one environment.
    case mixedEnvironments = "mixed-environments"

    /// Whether it tells how far the sweep is, which no check of the report does.
    public var isStanding: Bool {
      switch self {
      case .noResult, .missingRuns, .staleSelection: true
      default: false
      }
    }
  }

  /// Which kind.
  public var kind: Kind
  /// The caveat in a sentence or two.
  public var message: String

  /// Creates a caveat.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
