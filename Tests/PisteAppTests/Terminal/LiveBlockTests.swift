import PisteApp
import PisteCore
import Testing

@Suite struct LiveBlockTests {
  private static let sweep: SweepSnapshot = {
    var sweep = SweepSnapshot(
      name: "digits", objective: Objective(name: "val/accuracy", goal: .maximize))
    sweep.total = 100
    sweep.cached = 10
    sweep.ended = [.completed: 36, .diverged: 3, .failed: 1]
    sweep.running = 2
    sweep.share = 0.5
    sweep.runsPerSecond = 3.14
    sweep.secondsLeft = 151
    sweep.levels = [
      .init("SGD", value: 0.97123, basis: .mean(.tune, ended: 5, of: 5), curve: [0, 1, 2, 3]),
      .init("SGD + momentum", value: 0.9, basis: .mean(.tune, ended: 2, of: 5), curve: [1, 0]),
      .init("Adam", value: 0.5, basis: .runUnderWay(epoch: 3, of: 15), curve: [1]),
      .init("Lion", value: nil, basis: .nothing),
    ]
    sweep.failures = [
      .init(
        RunID(hex: String(repeating: "3f9a", count: 16)), .failed,
        reason: "worker killed by SIGKILL\nlast words\nmore")
    ]
    return sweep
  }()

  private func lines(_ sweep: SweepSnapshot, _ width: Int, _ height: Int) -> [String] {
    LiveBlock.lines(sweep, width: width, height: height, color: false)
  }

  @Test func aWideTerminalShowsEverything() {
    #expect(
      lines(Self.sweep, 101, 24) == [
        "digits  ━━━━━━━━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  50 of 100, 3.1 runs/s, 2 min 31 s left",
        "2 running, 48 waiting, 36 done, 3 diverged, 1 failed, 10 cached",
        "best val/accuracy so far",
        "  SGD             0.9712  mean of 5 tuning seeds        ▁▃▆█",
        "  SGD + momentum     0.9  mean of 2 of 5 tuning seeds   █▁",
        "  Adam               0.5  run under way, epoch 3 of 15  ▄",
        "  Lion                 –  no run yet",
        "failed 3f9a3f9a3f  worker killed by SIGKILL: last words",
      ])
  }

  @Test func aNarrowOneLosesTheBarAndThenTheWords() {
    #expect(
      lines(Self.sweep, 56, 24).prefix(5) == [
        "digits  50 of 100, 3.1 runs/s, 2 min 31 s left",
        "2 running, 48 waiting, 36 done, 3 diverged, 1 failed, …",
        "best val/accuracy so far",
        "  SGD             0.9712  ▁▃▆█",
        "  SGD + momentum     0.9  █▁",
      ])
    #expect(
      lines(Self.sweep, 31, 24) == [
        "50/100 2 min 31 s left",
        "2 running, 48 waiting, 36 don…",
        "best val/accuracy so far",
        "  SGD         0.9712  ▁▃▆█",
        "  SGD + mom…     0.9  █▁",
        "  Adam           0.5  ▄",
        "  Lion             –",
        "failed 3f9a3f9a3f  worker kil…",
      ])
    #expect(lines(Self.sweep, 1, 24).allSatisfy { $0.count <= 1 })
  }

  @Test func aLowOneShowsTheBestLevelsAndAtLastTheBarAlone() {
    #expect(
      lines(Self.sweep, 101, 6).dropFirst(2) == [
        "best val/accuracy so far, 2 of 4 levels not shown",
        "  SGD             0.9712  mean of 5 tuning seeds       ▁▃▆█",
        "  SGD + momentum     0.9  mean of 2 of 5 tuning seeds  █▁",
      ])
    #expect(lines(Self.sweep, 101, 3).count == 2)
    #expect(lines(Self.sweep, 101, 2).count == 1)
    #expect(lines(Self.sweep, 101, 1).count == 1)
  }

  @Test func aNoteStaysWhenThereIsHardlyAnyRoom() {
    var sweep = Self.sweep
    sweep.note = ProgressText.note(afterInterruptions: 1, running: 2)
    #expect(lines(sweep, 101, 24).last == "Stopping: waiting for 2 workers. Ctrl-C again to force.")
    #expect(lines(sweep, 101, 3).last == "Stopping: waiting for 2 workers. Ctrl-C again to force.")
  }

  @Test func colorsChangeNothingButTheColor() {
    for (width, height) in [(101, 24), (56, 10), (31, 5), (7, 3)] {
      let plain = lines(Self.sweep, width, height)
      let dressed = LiveBlock.lines(Self.sweep, width: width, height: height, color: true)
      #expect(dressed != plain || width < 10)
      #expect(dressed.map(undressed) == plain)
    }
  }

  private func undressed(_ line: String) -> String {
    line.replacing(/\u{1B}\[[0-9]*m/, with: "")
  }

  @Test func lessIsBetterWhereTheGoalSaysSo() {
    var sweep = Self.sweep
    sweep.objective = Objective(name: "val/loss", goal: .minimize)
    #expect(lines(sweep, 101, 5).last?.hasPrefix("  Adam") == true)
  }

  @Test func everyBasisIsToldInWords() {
    #expect(LiveBlock.text(.nothing) == "no run yet")
    #expect(LiveBlock.text(.runUnderWay(epoch: 2, of: nil)) == "run under way, epoch 2")
    #expect(LiveBlock.text(.mean(nil, ended: 1, of: 1)) == "one seed")
    #expect(LiveBlock.text(.mean(nil, ended: 3, of: 3)) == "mean of 3 seeds")
    #expect(
      LiveBlock.text(.mean(.evaluate, ended: 7, of: 20)) == "mean of 7 of 20 evaluation seeds")
  }

  @Test func aPlainLineTellsTheSameWithoutControlCharacters() {
    var sweep = Self.sweep
    #expect(
      ProgressText.line(sweep)
        == "digits: 50 of 100 runs, 2 running, 3 diverged, 1 failed, 10 cached, 3.1 runs/s, "
        + "2 min 31 s left; best val/accuracy so far: SGD 0.9712, SGD + momentum 0.9, Adam 0.5")
    sweep.name = "a\u{1B}[2J\nb"
    #expect(ProgressText.line(sweep).hasPrefix("a[2J b: 50 of"))
  }

  @Test func everyInterruptionSaysWhatTheNextWouldDo() {
    #expect(ProgressText.note(afterInterruptions: 0, running: 2) == nil)
    let notes = (1...4).map { ProgressText.note(afterInterruptions: $0, running: 1) ?? "" }
    #expect(notes[0] == "Stopping: waiting for 1 worker. Ctrl-C again to force.")
    #expect(notes[1].hasSuffix("Ctrl-C again to kill."))
    #expect(notes[2] == "Killing the workers." && notes[3] == notes[2])
  }
}
