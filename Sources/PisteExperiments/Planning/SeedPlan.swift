/// The seeds an experiment uses, and for what.
public struct SeedPlan: Hashable, Sendable, Codable {
  /// Seeds that choose the best configuration of each level; empty for one stage only.
  public var tune: [UInt64]
  /// Seeds whose results are reported.
  public var evaluate: [UInt64]

  /// Creates a plan from both lists.
  public init(tune: [UInt64] = [], evaluate: [UInt64]) {
    self.tune = tune
    self.evaluate = evaluate
  }

  /// The seeds of a count: 1…N where there is one stage, and 1001…1000 + N behind tuning seeds.
  public static func counted(_ count: Int, behindTuning: Bool) -> [UInt64] {
    let first: UInt64 = behindTuning ? 1001 : 1
    return (0..<UInt64(max(0, count))).map { first + $0 }
  }

  /// This plan with another count of evaluation seeds; the tuning seeds stay.
  public func evaluating(_ count: Int) -> SeedPlan {
    SeedPlan(tune: tune, evaluate: Self.counted(count, behindTuning: !tune.isEmpty))
  }
}
