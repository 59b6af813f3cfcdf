public import PisteCore

/// Trouble with the store that a person can mend in a shell, not in an experiment file.
public struct StoreError: Error, Hashable, Sendable {
  /// The kind of trouble: stable across releases, so safe to test for and to search for.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private let word: String

    private init(_ word: String) { self.word = word }

    /// The printed form, as `in-use`.
    public var description: String { word }

    /// There is no store in the folder.
    public static let notFound = Code("store-not-found")
    /// No run bears such an id.
    public static let noSuchRun = Code("no-such-run")
    /// No experiment bears such a name.
    public static let noSuchExperiment = Code("no-such-experiment")
    /// The beginning of an id that several runs share.
    public static let ambiguous = Code("ambiguous-run")
    /// Another process writes the store.
    public static let inUse = Code("store-in-use")
    /// A later release wrote the store.
    public static let newerSchema = Code("newer-store")
    /// The file is damaged, or it is no database.
    public static let corrupt = Code("corrupt-store")
    /// The file or folder cannot be opened, or it belongs to another program.
    public static let cannotOpen = Code("cannot-open-store")
    /// Writing is not possible here.
    public static let readOnly = Code("read-only-store")
    /// The folder lies on a file system of another machine.
    public static let networkFileSystem = Code("network-file-system")
    /// The disk is full.
    public static let full = Code("disk-full")
    /// Reading or writing the disk failed.
    public static let io = Code("store-io")
    /// What was to be recorded contradicts what is recorded.
    public static let inconsistent = Code("inconsistent-record")
  }

  /// What kind of trouble it is.
  public var code: Code
  /// The trouble in one line.
  public var message: String
  /// What would help, where that can be told.
  public var hint: String?
  /// The file or folder concerned.
  public var path: String?
  /// Who writes the store, for ``Code/inUse``.
  public var holder: LockHolder?
  /// The runs that could be meant, for ``Code/ambiguous``.
  public var candidates: [RunID]
  /// The schema found in the file, for ``Code/newerSchema``.
  public var foundVersion: Int?
  /// The newest schema that this release knows, for ``Code/newerSchema``.
  public var supportedVersion: Int?
  /// What SQLite or the operating system said.
  public var underlying: String?

  /// Creates an error.
  public init(
    _ code: Code, _ message: String, hint: String? = nil, path: String? = nil,
    holder: LockHolder? = nil, candidates: [RunID] = [], foundVersion: Int? = nil,
    supportedVersion: Int? = nil, underlying: String? = nil
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    self.path = path
    self.holder = holder
    self.candidates = candidates
    self.foundVersion = foundVersion
    self.supportedVersion = supportedVersion
    self.underlying = underlying
  }
}

extension StoreError: CustomStringConvertible {
  /// The trouble in one line, what lies under it, and the hint on a line of its own.
  public var description: String {
    let cause = underlying.map { " (\($0))" } ?? ""
    let tail = hint.map { "\n  hint: \($0)" } ?? ""
    return "error: \(message)\(cause) [\(code)]\(tail)"
  }
}
