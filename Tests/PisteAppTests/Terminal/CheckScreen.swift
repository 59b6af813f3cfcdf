import PisteApp
import PisteCore
import Testing

/// Draws random sweeps on random terminals and checks after every frame that nothing scrolled but to
/// make room, nothing ran over the edge, and the cursor is where it was.
///
/// - Parameters:
///   - frame: what a frame of lines is written as.
///   - lines: the lines of a sweep for a terminal of so many columns and rows.
func checkScreen(
  frame: (inout ScreenBlock, [String]) -> String = { $0.frame($1) },
  lines: (SweepSnapshot, Int, Int) -> [String] = {
    LiveBlock.lines($0, width: $1, height: $2, color: true)
  }
) {
  var random = RandomStream(seed: 7, purpose: "screens")
  for _ in 0..<200 {
    let (width, height) = (1 + random.below(130), 1 + random.below(30))
    let start = random.below(height)
    var screen = ScreenEmulator(width: width, height: height, row: start)
    var block = ScreenBlock()
    var most = 1
    var faults: Set<String> = []
    for _ in 0..<8 {
      let drawn = lines(SweepSnapshot.random(&random), width, height)
      most = max(most, drawn.count)
      screen.feed(frame(&block, drawn))
      if drawn.count > max(1, height - 1) { faults.insert("too many lines") }
      if screen.scrolled > max(0, start + most - height) { faults.insert("scrolled") }
      if screen.overflowed > 0 { faults.insert("ran over the edge") }
      if (screen.row, screen.column) != (start - screen.scrolled, 0) { faults.insert("moved") }
      if screen.block.count > drawn.count { faults.insert("left something behind") }
      faults.formUnion(screen.unknown)
    }
    screen.feed(block.end())
    if !screen.block.isEmpty { faults.insert("did not vanish") }
    let above = (0..<start).dropFirst(screen.scrolled).map { "above \($0)" }
    if screen.above != above { faults.insert("touched what stood above") }
    #expect(faults.isEmpty, "\(width)×\(height), from line \(start)")
    guard faults.isEmpty else { return }
  }
}

extension SweepSnapshot {
  /// A sweep in any state, with names of all widths.
  static func random(_ random: inout RandomStream) -> SweepSnapshot {
    let words = ["sgd", "e\u{301}te\u{301}", "日本語", "🚀", "a b", "tab\there", "\u{1B}[31mred", ""]
    func word(_ count: Int, _ random: inout RandomStream) -> String {
      (0..<count).map { _ in words[random.below(words.count)] }.joined(separator: " ")
    }
    let name = word(1 + random.below(6), &random)
    let goal: Goal = random.below(2) == 0 ? .maximize : .minimize
    var sweep = SweepSnapshot(name: name, objective: Objective(name: "val/loss", goal: goal))
    sweep.total = random.below(20_000)
    sweep.cached = random.below(100)
    sweep.running = random.below(9)
    for kind in Outcome.Kind.allCases where random.below(2) == 0 {
      sweep.ended[kind] = random.below(5000)
    }
    if random.below(3) > 0 { sweep.runsPerSecond = random.uniform() * 1000 }
    if random.below(3) > 0 { sweep.secondsLeft = random.uniform() * 1e6 }
    for _ in 0..<random.below(30) {
      let value = random.below(4) == 0 ? nil : random.uniform()
      let curve = (0..<random.below(40)).map { _ in random.uniform() }
      sweep.levels.append(
        Level(
          word(1 + random.below(4), &random), value: value,
          basis: .mean(.tune, ended: random.below(6), of: 5), curve: curve))
    }
    for _ in 0..<random.below(6) {
      let id = RunID(hex: String(repeating: "ab", count: 32))
      sweep.failures.append(Failure(id, .failed, reason: word(9, &random) + "\nline two\n"))
    }
    if random.below(4) == 0 { sweep.note = word(20, &random) }
    return sweep
  }
}
