extension ResultTable {
  /// In what environment runs were made; never a host's name and never an absolute path.
  public struct Provenance: Codable, Sendable, Hashable {
    /// Piste's release.
    public var version: String
    /// The training core's version.
    public var coreVersion: Int
    /// The commit Piste was built from; nil if not known.
    public var commit: String?
    /// Whether the sources differed from that commit; nil if not known.
    public var dirty: Bool?
    /// The processor's model.
    public var cpu: String
    /// How many cores it has.
    public var cores: Int
    /// The operating system.
    public var os: String
    /// The linear algebra library: version and kernel.
    public var blas: String
    /// The Swift compiler's version.
    public var swift: String
    /// The command that was typed, each absolute path reduced to its last part; nil if not known.
    public var commandLine: String? {
      didSet { commandLine = commandLine.map(AbsolutePaths.lastComponents) }
    }
    /// How many workers ran at once; nil if not known.
    public var workers: Int?

    /// Creates a record of an environment.
    public init(
      version: String, coreVersion: Int, commit: String? = nil, dirty: Bool? = nil, cpu: String,
      cores: Int, os: String, blas: String, swift: String, commandLine: String? = nil,
      workers: Int? = nil
    ) {
      self.version = version
      self.coreVersion = coreVersion
      self.commit = commit
      self.dirty = dirty
      self.cpu = cpu
      self.cores = cores
      self.os = os
      self.blas = blas
      self.swift = swift
      self.commandLine = commandLine.map(AbsolutePaths.lastComponents)
      self.workers = workers
    }
  }
}
