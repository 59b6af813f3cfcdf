/// How many processes the system has killed for want of memory, as far as it tells.
public struct OutOfMemoryEvidence: Hashable, Sendable {
  /// Those of this process's control group; nil where that cannot be read.
  public var ownGroup: Int?
  /// Those of the whole machine; nil where that cannot be read.
  public var machine: Int?

  /// Creates evidence.
  public init(ownGroup: Int? = nil, machine: Int? = nil) {
    self.ownGroup = ownGroup
    self.machine = machine
  }

  /// What a death by SIGKILL, which nobody here has sent, has to do with memory.
  ///
  /// - Parameter before: What was known earlier, when the worker lived.
  /// - Returns: The rest of a sentence, empty where memory has nothing to do with it.
  package func suspicion(since before: OutOfMemoryEvidence) -> String {
    if let count = ownGroup, let earlier = before.ownGroup, count > earlier {
      return "; out of memory: the kernel's oom_kill count rose to \(count)"
    }
    let isAcquitted = [(ownGroup, before.ownGroup), (machine, before.machine)].contains {
      $0.0 != nil && $0.0 == $0.1
    }
    return isAcquitted ? "" : "; perhaps out of memory"
  }
}
