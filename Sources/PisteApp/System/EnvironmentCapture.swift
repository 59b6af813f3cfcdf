private import Foundation
private import PisteCore
internal import PisteStore
private import PisteTraining

/// Describes the program, the machine and the command for the record.
enum EnvironmentCapture {
  /// The environment as it is now.
  static func current(workers: Int) -> SweepEnvironment {
    let revision = SourceRevision.current()
    return SweepEnvironment(
      version: PisteVersion.release, coreVersion: PisteVersion.core, commit: revision?.commit,
      dirty: revision?.isDirty, host: SystemFacts.host, cpu: SystemFacts.cpu,
      cores: SystemFacts.availableCores, os: SystemFacts.operatingSystem,
      blas: "\(BLAS.version), \(BLAS.coreName)", kernels: TrainingKernels.name,
      swift: Versions.swift, commandLine: CommandLine.arguments, workers: workers,
      startedAt: StoreTime.text(Date()))
  }
}
