/// For how many workloads a competitor is nearly the fastest, by AlgoPerf's rules.
///
///     r(s, w) = t(s, w) / min over s' of t(s', w),   ρ_s(τ) = #{w: r(s, w) ≤ τ} / n
///     B_s = ∫ from 1 to r_max of ρ_s(τ) dτ / (r_max − 1)
///
/// The ratios, and so the scores, hang on which competitors are present: take one away, and the others'
/// order may change.
///
/// > Source: Dolan and Moré, "Benchmarking optimization software with performance profiles",
/// > Mathematical Programming 91 (2002); Dahl et al., "Benchmarking Neural Network Training
/// > Algorithms", arXiv:2306.07179, for the score.
public struct PerformanceProfile: Sendable, Hashable {
  /// The ratios by competitor and workload; infinite for a miss or beyond `limit`.
  public let ratios: [[Double]]
  /// r_max, beyond which a time counts as a miss.
  public let limit: Double

  /// Relates the times to the fastest on each workload.
  ///
  /// - Parameters:
  ///   - times: to the target, by competitor and workload, positive; infinite for a miss. The same
  ///     workloads for every competitor.
  ///   - limit: r_max > 1; AlgoPerf takes 4.
  public init(times: [[Double]], limit: Double = 4) {
    precondition(limit > 1, "profile: the limit \(limit) is not above 1")
    precondition(Set(times.map(\.count)).count <= 1, "profile: times for different workloads")
    precondition(times.joined().allSatisfy { $0 > 0 }, "profile: a time is not positive")
    let workloads = times.first?.count ?? 0
    let fastest = (0..<workloads).map { w in times.map { $0[w] }.min() ?? .infinity }
    ratios = times.map { row in
      zip(row, fastest).map { time, best in
        time.isFinite && time / best <= limit ? time / best : .infinity
      }
    }
    self.limit = limit
  }

  /// ρ(τ): the share of workloads on which a competitor's ratio is at most τ.
  public func share(of competitor: Int, within ratio: Double) -> Double {
    let row = ratios[competitor]
    return row.isEmpty ? .nan : Double(row.count { $0 <= ratio }) / Double(row.count)
  }

  /// Where ρ rises, as (τ, ρ) in ascending order of τ.
  public func steps(of competitor: Int) -> [(ratio: Double, share: Double)] {
    Set(ratios[competitor].filter(\.isFinite)).sorted().map {
      ($0, share(of: competitor, within: $0))
    }
  }

  /// B, the normalized area under ρ from 1 to r_max: 0 for misses only, 1 for the fastest everywhere.
  ///
  /// A ratio r on one of n workloads adds (r_max − r) / ((r_max − 1) n).
  public func score(of competitor: Int) -> Double {
    let row = ratios[competitor]
    guard !row.isEmpty else { return .nan }
    let area = row.reduce(0) { $0 + ($1.isFinite ? limit - $1 : 0) }
    return area / ((limit - 1) * Double(row.count))
  }

  /// The competitors by their scores, the best first; equal ones in the order given.
  public var order: [Int] {
    ratios.indices.sorted { (score(of: $1), $0) < (score(of: $0), $1) }
  }

  /// The competitors on whose presence the order of the others hangs.
  ///
  /// Ratios are to the fastest, so that without a competitor another one may be the fastest, which can turn the order of
  /// the rest.
  ///
  /// - Parameters:
  ///   - times: as for ``init(times:limit:)``.
  ///   - limit: r_max.
  /// - Returns: their places; none where there are fewer than three competitors.
  public static func turning(times: [[Double]], limit: Double = 4) -> [Int] {
    guard times.count >= 3 else { return [] }
    let order = PerformanceProfile(times: times, limit: limit).order
    return times.indices.filter { gone in
      let rest = times.indices.filter { $0 != gone }
      let without = PerformanceProfile(times: rest.map { times[$0] }, limit: limit)
      return without.order.map { rest[$0] } != order.filter { $0 != gone }
    }
  }

  /// The time of a competitor on a workload: the median over studies of the best over trials.
  ///
  /// - Parameter studies: times to the target by study and trial; infinite for a miss, which takes
  ///   part in the median.
  /// - Returns: the time; infinite where half of the studies missed, NaN for no studies.
  public static func time(studies: [[Double]]) -> Double {
    Quantile.median(studies.map { $0.min() ?? .infinity })
  }
}
