import Foundation
import PisteCore
import PisteExecution
import PisteExperiments
import PisteTestSupport

/// A worker in a few lines of shell that speaks the protocol, so that real processes can be
/// tested without training anything.
///
/// It writes its process id to `pid.<id>` in the folder before it is ready. `body` is run for each
/// assignment, with `$run`, `$attempt` and `$log` set, before the run is reported as completed. Asked
/// to lay a run aside it does not answer, unless `body` ends with ``layAside``.
struct FakeWorker {
  let folder: TemporaryDirectory
  let executor: LocalExecutor

  init(start: String = ":", body: String = ":") throws {
    folder = try TemporaryDirectory()
    let script = """
      cd '\(folder.path)'
      : > "pid.$$"
      \(start)
      printf '{"kind":"ready","process_id":%d}\\n' $$
      while IFS= read -r line; do
        case $line in *'"kind":"pause"'*) continue;; esac
        run=${line#*'"id":"'}; run=${run%%'"'*}
        log=${line#*'"log_file":"'}; log=${log%%'"'*}
        attempt=${line#*'"attempt":'}; attempt=${attempt%%,*}
        \(body)
        printf '{"kind":"epoch","run":"%s","attempt":%s,"report":{"epoch":1,' "$run" "$attempt"
        printf '"metrics":{"train/loss":null,"val/accuracy":0.5},"steps":[]}}\\n'
        printf '{"kind":"finished","run":"%s","attempt":%s,"outcome":{"kind":' "$run" "$attempt"
        printf '"completed"},"summary":{"weightsHash":"w","orderHash":"o","seconds":0.1}}\\n'
      done
      """
    let path = try folder.write(script, to: "worker.sh")
    executor = LocalExecutor(executable: "/bin/sh", arguments: [path])
  }

  var path: String { folder.path }

  /// Waits for the order to lay the run aside, and does.
  static let layAside = """
    IFS= read -r order
    printf '{"kind":"paused","run":"%s","attempt":%s}\\n' "$run" "$attempt"
    continue
    """

  func assignment(_ plan: RunPlan, _ attempt: Int) -> Assignment {
    Assignment(
      plan: plan, attempt: attempt, logFile: folder.path + "/\(plan.id).log",
      artifactsDirectory: nil, cacheDirectory: folder.path, baseDirectory: folder.path)
  }

  /// The process ids of all workers that ever started, in alphabetical order.
  var processIDs: [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasPrefix("pid.") }.sorted().compactMap { Int32($0.dropFirst(4)) }
  }

  func runner(
    _ recorder: InMemoryRecorder, workers: Int = 1, silence: Double? = nil, limit: Double? = nil,
    failures: Int? = nil, progress: @escaping @Sendable (SweepProgress) -> Void = { _ in },
    evidence: @escaping @Sendable () -> OutOfMemoryEvidence = { Self.calm }
  ) -> SweepRunner {
    SweepRunner(
      executor: executor, recorder: recorder,
      options: SweepOptions(
        workers: workers, silenceLimit: silence, runLimit: limit, failureLimit: failures,
        catchesSignals: false),
      memoryEvidence: evidence, makeAssignment: { assignment($0, $1) }, progress: progress)
  }

  /// A machine that has never killed for want of memory.
  static let calm = OutOfMemoryEvidence(ownGroup: 0, machine: 0)
}
