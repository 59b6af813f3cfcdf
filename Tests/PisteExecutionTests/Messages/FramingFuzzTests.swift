import Foundation
import PisteCore
import PisteExecution
import PisteExperiments
import Testing

/// Whatever comes over a pipe is a line, a message or a fault, never a crash.
///
/// A moment here; `PISTE_FUZZ_SECONDS=60` makes it a minute, and `PISTE_FUZZ_SEED` another one.
@Suite struct FramingFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["PISTE_FUZZ_SECONDS"].flatMap(Double.init) ?? 0.5
  private static let seed = environment["PISTE_FUZZ_SEED"].flatMap(UInt64.init) ?? 1

  @Test func noBytesOnAPipeCrashWhoReadsThem() throws {
    var source = FuzzSource(seed: Self.seed)
    let end = ContinuousClock.now + .seconds(Self.seconds)
    var (rounds, lines, messages) = (0, 0, 0)
    // However slow the machine: a few rounds of each kind.
    while rounds < 40 || ContinuousClock.now < end {
      rounds += 1
      let bytes = try source.bytes()
      let found = source.frame(bytes)
      for line in found {
        lines += 1
        #expect(!line.isEmpty && line.count <= FuzzSource.limit && !line.contains(10))
        _ = WireFormat.excerpt(line)
        if let message = try? WireFormat.decode(WorkerMessage.self, from: line) {
          messages += 1
          try expectStable(message)
        }
        if let order = try? WireFormat.decode(WorkerOrder.self, from: line) {
          let again = try WireFormat.decode(
            WorkerOrder.self, from: WireFormat.line(order).dropLast())
          #expect(again == order)
        }
      }
    }
    // The sources are worth nothing if they never get past the first check.
    #expect(lines > 100 && messages > 10, "\(rounds) rounds, \(lines) lines, \(messages) messages")
    if Self.seconds > 1 {
      print("fuzz: seed \(Self.seed), \(rounds) rounds, \(lines) lines, \(messages) messages")
    }
  }

  /// What was understood is written and understood in the same way.
  private func expectStable(_ message: WorkerMessage) throws {
    let line = try WireFormat.line(message)
    let again = try WireFormat.decode(WorkerMessage.self, from: line.dropLast())
    #expect(try WireFormat.line(again) == line)
  }
}

/// Bytes that are noise, or messages with something done to them.
private struct FuzzSource {
  static let limit = 1 << 12
  private var random: RandomStream

  init(seed: UInt64) { random = RandomStream(seed: seed, purpose: "framing fuzz") }

  mutating func bytes() throws -> [UInt8] {
    switch random.below(6) {
    case 0: return (0..<random.below(3000)).map { _ in UInt8(random.below(256)) }
    case 1:
      // What JSON is made of, in any order.
      let words = [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "1e999", "-", "0", "null", "true", "kind",
        "\"run\"", "9223372036854775808", "\u{FEFF}", "\u{1F600}", "\n", "\r", "\0", " ",
      ]
      return (0..<random.below(400)).flatMap { _ in Array(words[random.below(words.count)].utf8) }
    case 2:
      let deep = random.below(3000)
      let open: UInt8 = random.below(2) == 0 ? 0x5B : 0x7B
      return Array(repeating: open, count: deep) + [10]
    default: return try damaged()
    }
  }

  private mutating func damaged() throws -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0...random.below(6) { bytes += try line() }
    for _ in 0..<random.below(5) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      switch random.below(5) {
      case 0: bytes[place] = UInt8(random.below(256))
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(UInt8(random.below(256)), at: place)
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.below(40)))
      default: bytes.insert(contentsOf: bytes[..<place].suffix(random.below(60)), at: place)
      }
    }
    return bytes
  }

  private mutating func line() throws -> [UInt8] {
    let run = RunID(hex: String(random.next(), radix: 16))
    let attempt = random.below(5) - 1
    switch random.below(7) {
    case 0: return try WireFormat.line(WorkerMessage.ready(processID: Int32(random.below(9999))))
    case 1: return try WireFormat.line(WorkerMessage.heartbeat(run: run, attempt: attempt))
    case 2:
      return try WireFormat.line(
        WorkerMessage.began(run: run, attempt: attempt, afterEpoch: 3, step: random.below(99)))
    case 3:
      let report = EpochReport(
        epoch: random.below(9), metrics: MetricValues(["lr": random.uniform(), "x": .nan]),
        steps: [StepReport(step: 1, metrics: MetricValues(["train/loss": 1 / random.uniform()]))])
      return try WireFormat.line(WorkerMessage.epoch(run: run, attempt: attempt, report))
    case 4: return try WireFormat.line(WorkerMessage.paused(run: run, attempt: attempt))
    case 5:
      let outcome = Outcome(.failed, reason: "no \"reason\"\n\u{1F600}")
      return try WireFormat.line(
        WorkerMessage.finished(run: run, attempt: attempt, outcome, summary))
    default:
      let assignment = Assignment(
        plan: plan("a"), attempt: attempt, logFile: "/l", artifactsDirectory: nil,
        cacheDirectory: "/c", baseDirectory: "/b")
      return try WireFormat.line(random.below(2) == 0 ? .pause : WorkerOrder.run(assignment))
    }
  }

  /// The lines that a framer finds, the bytes coming in pieces; as whole they must give the same.
  mutating func frame(_ bytes: [UInt8]) -> [[UInt8]] {
    var (pieces, whole) = (LineFramer(limit: Self.limit), LineFramer(limit: Self.limit))
    var found: [LineFramer.Element] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(1 + random.below(300))
      found += pieces.append(piece)
      rest = rest.dropFirst(piece.count)
    }
    #expect(whole.append(bytes) == found)
    #expect(pieces.finish() == whole.finish())
    return found.compactMap { if case .line(let line) = $0 { line } else { nil } }
  }
}
