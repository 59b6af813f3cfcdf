private import Synchronization

/// The mappings of whole files, kept until the process ends.
///
/// Buffers are handed out as bare pointers, which say nothing of how long they live. A mapping costs
/// addresses, not memory (its pages are the system's cache of the file), so all that are handed
/// out are kept, one for each file, rather than unmapped under a pointer that is still in use.
enum MappedFiles {
  private static let kept = Mutex<[FileMapping.Identity: FileMapping]>([:])

  /// The kept mapping of the same file, which is this one if there was none and the file is whole;
  /// nil if it is not.
  ///
  /// Reading all of a file is dear, so it is asked of a mapping only before it is kept.
  static func keep(
    _ mapping: FileMapping, ifWhole isWhole: (FileMapping) -> Bool
  ) -> FileMapping? {
    if let earlier = kept.withLock({ $0[mapping.identity] }) { return earlier }
    guard isWhole(mapping) else { return nil }
    return kept.withLock { kept in
      if let earlier = kept[mapping.identity] { return earlier }
      kept[mapping.identity] = mapping
      return mapping
    }
  }
}
