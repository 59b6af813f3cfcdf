import Foundation
import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

/// Random changes of valid files: whatever comes out is planned or told, and nothing crashes.
///
/// `PISTE_FUZZ_SECONDS` makes it run for so long, from a seed that differs with the time; a round that
/// crashes can be had again from the seed and the number that it printed last.
@Suite struct FuzzTests {
  private static let files = [
    """
    name: grammar-${tag}
    description: costs $${tag} and "${tag}"
    constants: {tag: t1, rates: [0.1, 3e-2], widths: [[8], [8, 4]], n: 2, limit: "${n}0"}
    extends: base.yaml
    metric: {name: val/accuracy, goal: maximize}
    compare: optimizer
    seeds: {tune: 2, evaluate: [7, 8]}
    timeout: {run: 1h30m, silence: 90s}
    on_failure: {stop_after: 3}
    run_cap: 1K
    where:
      - optimizer.lr * batch_size < ${limit}
      - "not (optimizer.name == sgd and optimizer.momentum > 0.95) or epochs in [1, 2^3]"
      - 0 < log10(1 + max(model.hidden, 3)) <= sqrt(abs(-9)) and model.init.name != kaiming-uniform
    settings: {dataset: {name: digits}, checkpoint.every: 10m}
    parameters:
      optimizer:
        one_of:
          - &sgd {name: sgd, label: a, momentum: 0.5, lr: {values: "${rates}"}}
          - {<<: *sgd, label: b, momentum: 0.9}
          - {name: adam, lr: {min: 1e-4, max: 1e-2, points: 3, scale: log}}
      model.hidden: {values: "${widths}"}
      model.init: {values: [orthogonal, {name: normal, std: 0.1}]}
      batch_size: {values: [16, 32]}
      epochs: {values: [1, 2]}
    zip: [[batch_size, epochs]]
    include: [{optimizer.lr: 0.1, model.dropout: 0.1}]
    exclude: [{optimizer.name: adam, batch_size: 16}]
    """,
    "name: x\nsettings: {dataset: digits, epochs: 1K}\nwhere: epochs > 3 and batch_size == 32\n",
  ]
  private static let base = "settings: {epochs: 3, optimizer: adam}\nseeds: 3\ntags: [a]\n"
  private static let splices = [
    "&a ", "*a", "{", "}", "[", "]", ": ", "\n", "  ", "\t", "\"", "'", "? ", "<<: ", "- ", "|\n",
    "\u{0}", "é", "\u{1F600}", "1e999", "values", "one_of: ", "%YAML", "---\n", "!!int ", "#", "${",
    "${n}", "$${", "}", "~", "10m", "4G", "1h", " and ", " or ", "not ", " in ", "(", ")", "^",
    "==",
    "<=", "extends: ", "constants: ", "where: ", "optimizer.", "log10(", "-", "0", "999999999",
  ]

  private static func mutated(_ text: String, _ random: inout RandomStream) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0...random.below(2) where !scalars.isEmpty {
      let place = random.below(scalars.count)
      let end = min(scalars.count, place + 1 + random.below(30))
      switch random.below(6) {
      case 0: scalars.removeSubrange(place..<end)
      case 1: scalars.insert(contentsOf: scalars[place..<end], at: random.below(scalars.count))
      case 2: scalars.swapAt(place, random.below(scalars.count))
      default:
        scalars.insert(contentsOf: splices[random.below(splices.count)].unicodeScalars, at: place)
      }
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  /// Reads and plans a text; the faults that it has, each of which must have a place and a hint.
  private static func faults(_ text: String, base: String) -> [SpecError] {
    do {
      _ = try ExperimentFile.parse(text, file: "x.yaml", overrides: []) {
        path throws(SpecError) in
        guard path == "base.yaml" else { throw SpecError(.missingFile, "no file", hint: "none") }
        return base
      }.plan(facts: ExperimentsFacts.facts)
      return []
    } catch let errors as SpecErrors {
      return errors.faults
    } catch {
      return [SpecError(.syntax, "trouble: \(error)")]
    }
  }

  @Test func noMutationCrashesTheReader() {
    let seconds = ProcessInfo.processInfo.environment["PISTE_FUZZ_SECONDS"].flatMap(Double.init)
    let start = ContinuousClock.now
    let seed = seconds == nil ? 20 : UInt64(Date().timeIntervalSince1970)
    var random = RandomStream(seed: seed, purpose: "fuzz of experiment files")
    var (rounds, told) = (0, 0)
    while seconds.map({ start.duration(to: .now) < .seconds($0) }) ?? (rounds < 1_000) {
      rounds += 1
      if seconds != nil, rounds % 1000 == 1 { print("fuzz: seed \(seed), round \(rounds)") }
      // The last of them changes what is extended.
      let changesBase = rounds % 5 == 0
      let text = changesBase ? Self.files[0] : Self.mutated(Self.files[rounds % 2], &random)
      let base = changesBase ? Self.mutated(Self.base, &random) : Self.base
      let faults = Self.faults(text, base: base)
      if !faults.isEmpty { told += 1 }
      for fault in faults where fault.hint?.isEmpty != false || fault.location == nil {
        Issue.record("no hint or no place: \(fault)\nin\n\(text)\nover\n\(base)")
      }
    }
    if seconds != nil { print("fuzz: \(rounds) rounds, \(told) with faults") }
    // Most mutations break the file; a reader that told nothing would not have looked.
    #expect(told > rounds / 3)
  }

  @Test func whatIsMutatedIsValid() {
    for text in Self.files {
      let faults = Self.faults(text, base: Self.base)
      #expect(faults.map(\.description) == [])
    }
  }
}
