import Testing

/// What a schedule counted in steps cannot be is told where it stands, before anything trains.
@Suite struct ScheduleLengthTests {
  private func told(_ lines: String) -> [String] {
    codes("name: x\nsettings:\n  dataset: digits\n" + lines)
  }

  // 700 rows to train on: 22 steps of 32, or 21 that are full.
  @Test func aWarmUpInStepsIsHeldAgainstTheRun() {
    let step = "  schedule.unit: step\n  epochs: 2\n"
    #expect(told(step + "  schedule.warmup: 44") == ["6:3 conflict"])
    #expect(told(step + "  schedule.warmup: 43") == [])
    #expect(told(step + "  schedule.warmup: 43\n  drop_last: true") == ["6:3 conflict"])
    #expect(told(step + "  schedule.warmup: 44\n  batch_size: 16") == [])
    #expect(
      faults("name: x\nsettings: {dataset: digits, epochs: 2, schedule: {unit: step, warmup: 44}}")
        .contains("a warm-up of 44 steps leaves nothing of a run of 44 steps"))
  }

  @Test func shapesThatNeedMoreStepsAreTold() {
    let short = "  epochs: 1\n  batch_size: 350\n  schedule.unit: step\n"
    #expect(
      told(short + "  schedule.name: one-cycle\n  schedule.pct_start: 0.4") == ["8:3 conflict"])
    #expect(told(short + "  schedule.name: warmup-stable-decay") == ["7:3 conflict"])
    #expect(told("  epochs: 1\n  schedule.unit: step\n  schedule.name: one-cycle") == [])
  }

  @Test func milestonesBeyondTheRunAreTold() {
    func milestones(_ list: String, _ more: String = "") -> [String] {
      told("  schedule.name: multi-step\n  schedule.milestones: \(list)\n" + more)
    }
    #expect(milestones("[10, 20]") == ["5:3 conflict"])
    #expect(milestones("[9, 20]") == [])
    #expect(milestones("[9]", "  schedule.warmup: 1") == ["5:3 conflict"])
    #expect(milestones("[]") == ["5:3 conflict"])
    #expect(milestones("[219]", "  schedule.unit: step") == [])
    #expect(milestones("[220]", "  schedule.unit: step") == ["5:3 conflict"])
  }

  @Test func aScheduleThatRpropDoesNotReadIsTold() {
    #expect(told("  optimizer: rprop\n  schedule.name: cosine") == ["5:3 conflict"])
    #expect(told("  optimizer: rprop\n  schedule.warmup: 2") == ["5:3 conflict"])
    #expect(told("  optimizer: rprop\n  schedule.name: constant") == [])
  }
}
