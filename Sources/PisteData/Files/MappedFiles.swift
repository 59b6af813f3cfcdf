private import Synchronization

/// The mappings that are kept until the process ends.
///
/// Buffers are handed out as bare pointers, which say nothing of how long they live. A mapping costs
/// addresses, not memory (its pages are the system's cache of the file), so all that are handed
/// out are kept, one for each file, rather than unmapped under a pointer that is still in use.
enum MappedFiles {
  private static let kept = Mutex<[FileMapping.Identity: FileMapping]>([:])

  /// The kept mapping of the same file, which is this one if there was none.
  static func keep(_ mapping: FileMapping) -> FileMapping {
    kept.withLock { kept in
      if let earlier = kept[mapping.identity] { return earlier }
      kept[mapping.identity] = mapping
      return mapping
    }
  }
}
