import PisteStatistics
import Testing

@Suite struct SpeedTests {
  @Test func survivalAndItsIntervalAgreeWithSciPy() throws {
    try checkSurvival { $0 }
    withKnownIssue("runs that missed the target dropped") {
      try checkSurvival { $0.filter(\.isReached) }
    }
  }

  @Test func theMedianIsWhereHalfHaveReachedTheTarget() throws {
    let golden = try GoldenComparisons.load().survival
    // SGD on quadratic_deep: 39, 39, 41, 43, 55, 55, … epochs.
    let all = KaplanMeier(observations(golden[0]))
    #expect(all.median == 55 && all.survival(at: 38) == 1 && all.survival(at: 66) == 0)
    let ends = all.medianInterval
    #expect(ends.lower == 39 && ends.upper == 58)
    let few = KaplanMeier([
      .init(time: 3, isReached: true), .init(time: 9, isReached: false),
      .init(time: 9, isReached: false),
    ])
    #expect(few.median == nil && few.medianInterval.upper == nil)
    #expect(few.censored == [9, 9] && agree(few.survival(at: 100), 2.0 / 3))
    #expect(KaplanMeier([]).steps.isEmpty && KaplanMeier([]).median == nil)
  }

  @Test func theLogRankTestAgreesWithSciPy() throws {
    for golden in try GoldenComparisons.load().logrank {
      let found = try #require(
        LogRankTest.test(golden.first.observations, golden.second.observations))
      #expect(agree(found.statistic, golden.z) && agree(found.pValue, golden.p))
      #expect(found.statistic < 0, "the second kind is the faster")
    }
    #expect(LogRankTest.test([], []) == nil)
  }

  @Test func aScoreIsAddedByEachWorkloadReached() {
    // Ratio 1 everywhere is 1; ratio r on one of n adds (4 − r)/(3n); beyond 4 nothing.
    let profile = PerformanceProfile(times: [[10, 20, 30, 7], [20, .infinity, 150, 7]])
    #expect(profile.score(of: 0) == 1)
    #expect(agree(profile.score(of: 1), (2.0 / 3 + 0 + 0 + 1) / 4))
    #expect(profile.share(of: 1, within: 1) == 0.25 && profile.share(of: 1, within: 4) == 0.5)
    #expect(profile.steps(of: 1).map(\.ratio) == [1, 2])
    #expect(profile.steps(of: 1).map(\.share) == [0.25, 0.5])
  }

  @Test func aLevelThatIsTakenAwayCanTurnTheOrderOfTheOthers() {
    // With b the ratios of a are 4 and 9/7, those of c 6 and 1: 0.45 and 0.5. Without it they are 1 and 9/7, and
    // 1.5 and 1: 0.95 and 0.92.
    let times = [[4.0, 9], [1, 7], [6, 7]]
    #expect(PerformanceProfile(times: times).order == [1, 2, 0])
    #expect(PerformanceProfile.turning(times: times) == [1])
    #expect(PerformanceProfile.turning(times: [[1, 1], [2, 2], [3, 3]]).isEmpty)
    #expect(PerformanceProfile.turning(times: [[4, 9], [6, 7]]).isEmpty)
  }

  @Test func theScoreIsTheAreaUnderTheProfile() {
    let times = [[3.0, 8, 2, 9], [4, 5, 7, 3], [6, .infinity, 2.5, .infinity]]
    checkArea(times) { $0.score(of: $1) }
    withKnownIssue("misses dropped") {
      checkArea(times) { profile, place in
        let row = profile.ratios[place].filter(\.isFinite)
        return row.reduce(0) { $0 + (4 - $1) / 3 } / Double(row.count)
      }
    }
  }

  @Test func missesTakePartInTheMedian() {
    #expect(PerformanceProfile.time(studies: [[5, .infinity], [7], [.infinity]]) == 7)
    #expect(
      PerformanceProfile.time(studies: [[5], [.infinity], [.infinity, .infinity]]) == .infinity)
    let none = PerformanceProfile(times: [[.infinity], [.infinity]])
    #expect(none.score(of: 0) == 0 && none.steps(of: 0).isEmpty)
  }

  @Test func scoreProfilesCountRunsAboveTheMark() {
    let tasks = [[0.1, 0.5, 0.9], [0.5, 0.6, 0.7]]
    #expect(ScoreProfile.shares(tasks, above: [0, 0.5, 0.9]) == [1, 0.5, 0])
    let band = ScoreProfile.band(tasks, above: [0, 0.5], Bootstrap(resamples: 99))
    #expect(band[0].lower == 1 && band[1].contains(0.5) && band[1].halfWidth > 0)
  }

  private func checkSurvival(
    _ prepare: ([KaplanMeier.Observation]) -> [KaplanMeier.Observation]
  ) throws {
    for golden in try GoldenComparisons.load().survival {
      let found = KaplanMeier(prepare(observations(golden)), confidence: golden.level)
      #expect(found.steps.map(\.time) == golden.at)
      for (place, step) in found.steps.enumerated() {
        #expect(agree(step.survival, golden.survival[place], absolute: 1e-15))
        guard let low = golden.low[place], let high = golden.high[place] else {
          #expect(step.interval == nil)
          continue
        }
        let interval = try #require(step.interval)
        #expect(agree(interval.lower, low) && agree(interval.upper, high))
      }
    }
  }

  private func checkArea(
    _ times: [[Double]], _ subject: (PerformanceProfile, Int) -> Double
  ) {
    let profile = PerformanceProfile(times: times)
    for place in times.indices {
      // The middle of 3,000 strips, which a step function crosses at most four times.
      let area = (0..<3_000).reduce(0) {
        $0 + profile.share(of: place, within: 1 + (Double($1) + 0.5) / 1_000)
      }
      #expect(agree(subject(profile, place), area / 3_000, absolute: 2e-3))
    }
  }

  private func observations(_ golden: GoldenComparisons.Survival) -> [KaplanMeier.Observation] {
    GoldenComparisons.Runs(times: golden.times, reached: golden.reached).observations
  }
}

extension GoldenComparisons.Runs {
  fileprivate var observations: [KaplanMeier.Observation] {
    zip(times, reached).map { KaplanMeier.Observation(time: $0, isReached: $1) }
  }
}
