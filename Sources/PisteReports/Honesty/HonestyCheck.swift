public import PisteCore

/// One question on whether a comparison can be trusted, and the answer that the runs give.
public struct HonestyCheck: Sendable, Hashable {
  /// The questions, by the codes that commands and files name.
  public enum Code: String, Sendable, CaseIterable {
    /// Was the test set kept out of the choice?
    case testSet = "H01"
    /// Are the reported seeds others than those that chose?
    case freshSeeds = "H02"
    /// Was every level tuned with the same effort?
    case budgets = "H03"
    /// Does each best value lie inside the range tried?
    case gridEdge = "H04"
    /// Does the best configuration stand out from its neighbors?
    case flatOptimum = "H05"
    /// Do the levels share weights and batches seed by seed?
    case pairs = "H06"
    /// Are batches drawn anew in every epoch?
    case batchOrder = "H07"
    /// Do runs that diverged or did not learn count?
    case divergence = "H08"
    /// Is every value shown as it was measured?
    case smoothing = "H09"
    /// Did all levels train for as many epochs as planned?
    case epochs = "H10"
    /// Is the order the same halfway through training?
    case halfway = "H11"
    /// Do all levels count the same epoch, the last or the best?
    case epochRule = "H12"
    /// Was training long enough, and not too long?
    case trainingLength = "H13"
    /// Are there seeds enough for the claim?
    case seeds = "H14"
    /// Are several comparisons accounted for?
    case comparisons = "H15"
    /// Does a rule lose to a special case of itself?
    case inclusion = "H16"
    /// Was every level tuned, or none?
    case tuning = "H17"
    /// Were runs timed one at a time?
    case timing = "H18"
    /// Did training see nothing but training rows?
    case leakage = "H19"
    /// Is the test set large enough to show the difference?
    case resolution = "H20"
    /// Do all runs come from one program and one data set?
    case origin = "H21"
    /// Is the headline the metric that the file declares?
    case metric = "H22"
  }

  /// The answers, from the best to the worst.
  public enum Status: String, Sendable, CaseIterable {
    /// Nothing to object to.
    case pass
    /// The table does not tell.
    case notCheckable = "not checkable"
    /// Worth knowing, and no fault.
    case note
    /// The claim is weaker than it looks.
    case warn
    /// The claim does not stand on this ground.
    case fail

    /// How pages and terminals write it.
    public var label: String { rawValue.uppercased() }
    /// Whether a reader must hear of it.
    public var isFired: Bool { self == .note || self == .warn || self == .fail }
  }

  /// What would mend it.
  public struct Cure: Sendable, Hashable {
    /// What to do, in a sentence.
    public var text: String
    /// What to type or to write into the file; nil where there is nothing to copy.
    public var code: String?
    /// The language of `code`: `sh` or `yaml`.
    public var language: String

    /// Creates a cure.
    public init(_ text: String, code: String? = nil, language: String = "sh") {
      self.text = text
      self.code = code
      self.language = language
    }
  }

  /// A run behind an answer.
  public struct Witness: Sendable, Hashable {
    /// Its place in the plan, from 1.
    public var number: Int
    /// Its content hash.
    public var id: RunID

    /// Creates a witness.
    public init(_ run: ResultTable.Run) {
      number = run.number
      id = run.id
    }
  }

  /// Which question.
  public let code: Code
  /// The answer.
  public let status: Status
  /// The reason for the answer, in a sentence or two.
  public let finding: String
  /// The runs behind it, in plan order; empty where it is about the plan and not about runs.
  public let runs: [Witness]
  /// What would mend it; nil where there is nothing to mend, or nothing that would.
  public let cure: Cure?

  /// Creates an answer.
  init(
    _ code: Code, _ status: Status, _ finding: String, runs: [ResultTable.Run] = [],
    cure: Cure? = nil
  ) {
    self.code = code
    self.status = status
    self.finding = finding
    self.runs = runs.uniqued.map(Witness.init).sorted { $0.number < $1.number }
    self.cure = cure
  }

  /// The question in a few words.
  public var title: String {
    switch code {
    case .testSet: "Chosen without the test set"
    case .freshSeeds: "Reported on fresh seeds"
    case .budgets: "Equal tuning budgets"
    case .gridEdge: "Best values inside the range tried"
    case .flatOptimum: "A best configuration that stands out"
    case .pairs: "Same weights and batches for each seed"
    case .batchOrder: "Batches drawn anew every epoch"
    case .divergence: "Diverged runs counted"
    case .smoothing: "Values shown as measured"
    case .epochs: "The same epochs for all"
    case .halfway: "The same order halfway"
    case .epochRule: "One rule for the epoch that counts"
    case .trainingLength: "Trained long enough, not too long"
    case .seeds: "Enough seeds"
    case .comparisons: "Several comparisons accounted for"
    case .inclusion: "No rule loses to its own special case"
    case .tuning: "All levels tuned, or none"
    case .timing: "Timed one run at a time"
    case .leakage: "Training saw training rows only"
    case .resolution: "A test set that can show the difference"
    case .origin: "One program, one data set"
    case .metric: "The metric that was declared"
    }
  }

  /// The runs behind it in words: `run 3 (4fe07cb1e2)` or `runs 3–7, 12`; nil for none.
  public var witnesses: String? {
    guard let first = runs.first else { return nil }
    guard runs.count > 1 else { return "run \(first.number) (\(first.id.short))" }
    return "runs " + ReportDocument.ranges(runs.map { UInt64(max(0, $0.number)) })
  }
}
