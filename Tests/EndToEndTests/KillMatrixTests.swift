import Foundation
import PisteCore
import Testing

/// Whatever is killed, whenever, however often: the same runs with the same numbers, each once.
///
/// A few kills here; `scripts/kill-matrix` does hundreds.
@Suite(.serialized) struct KillMatrixTests {
  @Test func noKillLosesRepeatsOrChangesAnything() async throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["PISTE_KILLS"].flatMap(Int.init) ?? 12
    let seed = environment["PISTE_KILL_SEED"].flatMap(UInt64.init) ?? 1
    let matrix = try await aside {
      var matrix = KillMatrix(count: count, seed: seed)
      try matrix.run()
      return matrix
    }
    print(matrix.summary)
    #expect(matrix.kills >= matrix.count)
    #expect(matrix.faults.lost.isEmpty, "\(matrix.summary)")
    #expect(matrix.faults.repeated.isEmpty, "\(matrix.summary)")
    #expect(matrix.faults.changed.isEmpty, "\(matrix.summary)")
    #expect(matrix.surprises.isEmpty)
  }

  /// What a sweeper that does not keep its promise would leave.
  enum Impostor: CaseIterable {
    case lostEpoch, lostRun, repeatedEpoch, repeatedRun, trainedTwice, otherValue, otherHash,
      otherWeights, lostWeights, otherOrder, stray
  }

  private static let swept = Result {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    let sweep = try place.run("sweep", "small.yaml", "--no-report")
    try #require(sweep.status == 0, "\(sweep.errors)")
    return try SweepTrace(of: place, experiment: "small")
  }

  private func expectNoFaults(_ found: SweepTrace, _ calm: SweepTrace) {
    #expect(found.faults(against: calm).isEmpty)
  }

  @Test func theTraceOfASweepIsItsOwn() throws {
    let calm = try Self.swept.get()
    #expect(calm.lines.count > 200 && calm.runs.count == 16 && calm.weights.count == 32)
    #expect(calm.ends.values.allSatisfy { $0 == 1 } && calm.ends.count == 16)
    expectNoFaults(calm, calm)
  }

  @Test(arguments: Impostor.allCases)
  func everyImpostorIsCaught(_ impostor: Impostor) throws {
    let calm = try Self.swept.get()
    var found = calm
    let run = calm.runs[3][1]
    switch impostor {
    case .lostEpoch: found.lines.removeAll { $0.hasPrefix(run) && $0.contains(",2,,") }
    case .lostRun: found.runs.remove(at: 3)
    case .repeatedEpoch: found.lines.insert(found.lines[40], at: 41)
    case .repeatedRun: found.runs.append(found.runs[3])
    case .trainedTwice: found.ends[run] = 2
    case .otherValue: found.lines[40] += "1"
    case .otherHash: found.runs[3][10] = "0"
    case .otherWeights: found.weights["\(run)/final.safetensors"]?[200] ^= 1
    case .lostWeights: found.weights["\(run)/final.safetensors"] = nil
    case .otherOrder: found.lines.swapAt(40, 41)
    case .stray: found.weights["\(run)/checkpoint.safetensors"] = Data()
    }
    withKnownIssue { expectNoFaults(found, calm) }
  }
}
