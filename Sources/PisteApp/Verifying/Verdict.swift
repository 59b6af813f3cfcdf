internal import PisteCore

/// What training a run again showed.
struct Verdict: Encodable {
  /// The three things that can be said.
  enum Kind: String, Encodable {
    /// Every bit is the same.
    case verified
    /// Something is not as it was recorded.
    case differs
    /// The run was made by what may give other bits.
    case notComparable = "not-comparable"
  }

  /// One fact that is not the same.
  struct Difference: Encodable {
    /// What it is of, as a metric's name or `final.safetensors`.
    let what: String
    /// The epoch; nil for what belongs to the run.
    var epoch: Int?
    /// The step; nil for what belongs to an epoch or the run.
    var step: Int?
    /// What the store holds.
    let recorded: String
    /// What there is now.
    let found: String

    /// The difference in a line.
    var text: String {
      let place =
        [epoch.map { "epoch \($0)" }, step.map { "step \($0)" }].compactMap { $0 } + [what]
      return "\(place.joined(separator: ", ")): recorded \(recorded), now \(found)"
    }
  }

  let run: RunID
  let verdict: Kind
  /// Epochs that were compared.
  var epochs = 0
  /// Values that were compared.
  var values = 0
  /// The files of weights that were kept and compared.
  var weights: [String] = []
  /// The files of weights that should have been kept and are not there.
  var missing: [String] = []
  /// The first difference, or all that keep the run from being compared.
  var differences: [Difference] = []

  /// The verdict for people, in one line or more.
  var lines: [String] {
    let name = "run \(run.short)"
    switch verdict {
    case .verified:
      return [
        "VERIFIED \(name): \(NumberFormat.count(values, "value")) of "
          + "\(NumberFormat.count(epochs, "epoch")), hashes and outcome, bit by bit; "
          + (weights.isEmpty
            ? "no file of weights was kept to compare"
            : weights.joined(separator: " and ") + " too")
          + (missing.isEmpty ? "" : "; " + missing.joined(separator: " and ") + " is gone")
      ]
    case .differs:
      return ["DIFFERS \(name)"] + differences.map { "  " + $0.text }
    case .notComparable:
      return ["NOT COMPARABLE \(name)"] + differences.map { "  " + $0.text }
    }
  }
}
