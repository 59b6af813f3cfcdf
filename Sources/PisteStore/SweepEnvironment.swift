/// Where and by what a sweep was carried out.
public struct SweepEnvironment: Hashable, Sendable, Codable {
  /// The release.
  public var version: String
  /// The version of the training core.
  public var coreVersion: Int
  /// The commit of the sources that the program was built in; nil where it does not lie in them.
  public var commit: String?
  /// Whether the sources differed from that commit; nil where that is not known.
  public var dirty: Bool?
  /// The machine's name; reports leave it out.
  public var host: String
  /// The processor's name.
  public var cpu: String
  /// Cores available to the sweep.
  public var cores: Int
  /// The operating system.
  public var os: String
  /// The BLAS build and the name of its kernels.
  public var blas: String
  /// The kernels in use, among which results can be compared bit by bit; nil in old records.
  public var kernels: String?
  /// The compiler's version.
  public var swift: String
  /// The command line, program included.
  public var commandLine: [String]
  /// Worker processes.
  public var workers: Int
  /// When it began, UTC as ``StoreTime`` writes it.
  public var startedAt: String

  /// Creates a description.
  public init(
    version: String, coreVersion: Int, commit: String?, dirty: Bool?, host: String, cpu: String,
    cores: Int, os: String, blas: String, kernels: String? = nil, swift: String,
    commandLine: [String], workers: Int, startedAt: String
  ) {
    self.version = version
    self.coreVersion = coreVersion
    self.commit = commit
    self.dirty = dirty
    self.host = host
    self.cpu = cpu
    self.cores = cores
    self.os = os
    self.blas = blas
    self.kernels = kernels
    self.swift = swift
    self.commandLine = commandLine
    self.workers = workers
    self.startedAt = startedAt
  }

  /// The version as a run bears it: `0.1.0+3f2a9c1d5e7b.dirty`, after semantic versioning.
  public var codeVersion: String {
    guard let commit else { return version }
    return "\(version)+\(commit.prefix(12))\(dirty == true ? ".dirty" : "")"
  }
}
